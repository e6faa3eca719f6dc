"""Settings: the only file that reads the environment. Something missing means: do not start."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from erp.core.words import N_

HOME = Path(__file__).resolve().parent.parent
KINDS = ("production", "demo", "test")


class NotConfigured(Exception):
    """Said in plain words to whoever starts the program."""


def from_environment(port: int = 8000) -> dict[str, Any]:
    """What create_app() needs. ERP_ENV: production (default), demo or test."""
    env = os.environ.get("ERP_ENV", "production")
    if env not in KINDS:
        raise NotConfigured(f"ERP_ENV vaut « {env} » : choisissez production, demo ou test.")
    data_dir = Path(os.environ.get("ERP_DATA_DIR") or HOME / "instance")
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)  # for the owner's eyes
    url = os.environ.get("ERP_DATABASE_URL") or embedded(env, data_dir)
    return {
        "ENV_NAME": env,
        "DATA_DIR": str(data_dir.resolve()),
        "SQLALCHEMY_DATABASE_URI": with_driver(url),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": not url.startswith("sqlite")},
        "SECRET_KEY": os.environ.get("ERP_SECRET_KEY") or own_secret(env, data_dir),
        "PUBLIC_URL": os.environ.get("ERP_PUBLIC_URL") or f"http://127.0.0.1:{port}",
        "PLATFORM_SECRET": os.environ.get("ERP_PLATFORM_SECRET", ""),
        "SMTP_URL": os.environ.get("ERP_SMTP_URL", ""),
        "MAIL_FROM": os.environ.get("ERP_MAIL_FROM", "Établi <etabli@example.org>"),
    }


def embedded(env: str, data_dir: Path) -> str:
    """SQLite in the data folder; a demo has a file of its own and never mixes with a school."""
    return f"sqlite:///{data_dir.resolve()}/{'etabli' if env == 'production' else env}.db"


def with_driver(url: str) -> str:
    """postgresql:// and postgres:// are read by psycopg 3."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def own_secret(env: str, data_dir: Path) -> str:
    """A demo makes its own secret once; a real school must choose where it keeps one."""
    if env == "production":
        raise NotConfigured(
            N_(
                "Il manque ERP_SECRET_KEY. Fabriquez-en une : "
                'python3 -c "import secrets; print(secrets.token_hex(32))", '
                "puis gardez-la dans l'environnement du service."
            )
        )
    kept = data_dir / "secret"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(token_hex(32))
    return kept.read_text()
