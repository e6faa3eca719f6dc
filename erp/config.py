"""Settings: the only file that reads the environment. Something missing means: do not start."""

import os
from configparser import ConfigParser
from contextlib import suppress
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
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": not url.startswith("sqlite"),
            "pool_use_lifo": True,  # the connection that asked last has the pages at hand
        },
        "SECRET_KEY": os.environ.get("ERP_SECRET_KEY") or own_secret(env, data_dir),
        "LEDGER_KEY": os.environ.get("ERP_LEDGER_KEY") or own_ledger_key(env, data_dir),
        "ANCHOR_DIR": os.environ.get("ERP_ANCHOR_DIR", ""),
        "ANCHOR_MAIL": os.environ.get("ERP_ANCHOR_MAIL", ""),
        "PUBLIC_URL": os.environ.get("ERP_PUBLIC_URL") or f"http://127.0.0.1:{port}",
        "PLATFORM_SECRET": os.environ.get("ERP_PLATFORM_SECRET", ""),
        "SMTP_URL": os.environ.get("ERP_SMTP_URL", ""),
        "MAIL_FROM": os.environ.get("ERP_MAIL_FROM", "Établi <etabli@example.org>"),
    }


def version() -> str:
    """What setup.cfg says: the program runs from its checkout."""
    told = ConfigParser(interpolation=None)
    told.read(HOME / "setup.cfg")
    return told["metadata"]["version"]


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
    return made_once(data_dir / "secret")


def own_ledger_key(env: str, data_dir: Path) -> str:
    """What signs the issued papers: in the environment, or a file that a real school lays there."""
    kept = data_dir / "ledger.key"
    if env == "production" and not kept.exists():
        raise NotConfigured(
            N_(
                "Il manque ERP_LEDGER_KEY, la clé qui signe les factures. Fabriquez-en une comme "
                "ERP_SECRET_KEY, gardez-en une copie hors de cette machine, et ne la changez plus."
            )
        )
    return made_once(kept)


def made_once(kept: Path) -> str:
    """The secret in this file; whoever comes first makes it, whole or not at all."""
    if not kept.exists():
        mine = kept.with_name(f".{kept.name}.{token_hex(8)}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(token_hex(32))
        with suppress(FileExistsError):
            os.link(mine, kept)
        mine.unlink()
    return kept.read_text().strip()
