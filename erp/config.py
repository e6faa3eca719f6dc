"""Settings: the only file that reads the environment. Something missing means: do not start."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from erp.core.words import N_

HOME = Path(__file__).resolve().parent.parent


class NotConfigured(Exception):
    """Said in plain words to whoever starts the program."""


def from_environment() -> dict[str, Any]:
    """What create_app() needs. ERP_ENV: production (default), demo or test."""
    env = os.environ.get("ERP_ENV", "production")
    data_dir = Path(os.environ.get("ERP_DATA_DIR") or HOME / "instance")
    data_dir.mkdir(parents=True, exist_ok=True)
    url = os.environ.get("ERP_DATABASE_URL") or f"sqlite:///{data_dir.resolve()}/etabli.db"
    return {
        "ENV_NAME": env,
        "DATA_DIR": str(data_dir.resolve()),
        "SQLALCHEMY_DATABASE_URI": with_driver(url),
        "SECRET_KEY": os.environ.get("ERP_SECRET_KEY") or own_secret(env, data_dir),
        "PUBLIC_URL": os.environ.get("ERP_PUBLIC_URL") or "http://127.0.0.1:8000",
        "SMTP_URL": os.environ.get("ERP_SMTP_URL", ""),
        "MAIL_FROM": os.environ.get("ERP_MAIL_FROM", "Établi <etabli@example.org>"),
    }


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
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(token_hex(32))
    return kept.read_text().strip()
