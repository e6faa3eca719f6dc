"""The settings of an installation: the only place that reads the environment."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

KINDS = ("production", "demo", "test")
NEEDS_KEY = (
    "Il manque ERP_SECRET_KEY : sans ce secret, n'importe qui pourrait entrer.\n"
    "Créez-en un avec « python3 -c 'import secrets; print(secrets.token_hex(32))' », gardez-le "
    "hors du dépôt,\npuis relancez avec ERP_SECRET_KEY=… (ou ERP_ENV=demo pour la démonstration)."
)
KEY_TOO_SHORT = "ERP_SECRET_KEY est trop court : donnez-lui au moins 32 caractères tirés au hasard."
UNKNOWN_KIND = "ERP_ENV vaut « %s » : choisissez production, demo ou test."


def from_environment(port: int = 8000) -> dict[str, Any]:
    """What create_app() needs, read from ERP_…; a missing secret ends the program in words."""
    kind = os.environ.get("ERP_ENV", "production")
    if kind not in KINDS:
        sys.exit(UNKNOWN_KIND % kind)
    data_dir = Path(os.environ.get("ERP_DATA_DIR", "instance")).resolve()
    url = os.environ.get("ERP_DATABASE_URL") or _embedded(kind, data_dir)
    return {
        "KIND": kind,
        "DATA_DIR": str(data_dir),
        "SECRET_KEY": _secret(kind, data_dir),
        "SQLALCHEMY_DATABASE_URI": _with_driver(url),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": not url.startswith("sqlite")},
        "PUBLIC_URL": os.environ.get("ERP_PUBLIC_URL", f"http://127.0.0.1:{port}"),
        "SMTP_URL": os.environ.get("ERP_SMTP_URL", ""),
        "MAIL_FROM": os.environ.get("ERP_MAIL_FROM", "Établi <etabli@example.org>"),
    }


def _embedded(kind: str, data_dir: Path) -> str:
    """SQLite in the data folder; the demo has a file of its own and never mixes with a school."""
    make_folder(data_dir)
    return f"sqlite:///{data_dir}/{'etabli' if kind == 'production' else kind}.db"


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _secret(kind: str, data_dir: Path) -> str:
    given = os.environ.get("ERP_SECRET_KEY", "")
    if given and kind == "production" and len(given) < 32:
        sys.exit(KEY_TOO_SHORT)
    if given:
        return given
    if kind == "production":
        sys.exit(NEEDS_KEY)
    return _kept_secret(data_dir / "demo-secret")


def _kept_secret(path: Path) -> str:
    """Made once for this folder, readable by its owner only."""
    make_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()


def make_folder(path: Path) -> None:
    """Pupils' data live here: for the owner's eyes."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
