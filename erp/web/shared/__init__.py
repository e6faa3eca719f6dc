"""What the audiences share: doors, forms, refusals told politely, sign-in, words and numbers."""

from datetime import timedelta

from flask import Flask
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined
from whitenoise import WhiteNoise

from erp.web.shared import french, headers, numbers, packed, refusals, shell, signin, typed, words

DEFAULTS = {
    "BOOTSTRAP_SERVE_LOCAL": True,
    "BABEL_DEFAULT_LOCALE": "fr",
    "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
    "MAX_CONTENT_LENGTH": 101 * 1024 * 1024,  # 100 MB of files and a little form
    "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
    "SESSION_REFRESH_EACH_REQUEST": False,  # our own row is over before the cookie
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_I18N_ENABLED": False,  # the forms say their words in French; asked, it reads a file each time
    "WTF_CSRF_ENABLED": False,  # the face checks every door itself, before the form
    "PUBLIC_URL": "http://127.0.0.1:8000",
}

GIVEN = ("PUBLIC_URL",)  # what an installation may say otherwise


def install(app: Flask) -> None:
    app.config.update({**DEFAULTS, **{key: app.config[key] for key in GIVEN if key in app.config}})
    if app.config["PUBLIC_URL"].startswith("https://"):
        app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-etabli")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way to wrap
        app.wsgi_app, root=app.static_folder, prefix="static/", max_age=3600
    )
    Bootstrap5(app)
    for part in (typed, numbers, french, words, shell, signin, refusals, headers, packed):
        part.install(app)
