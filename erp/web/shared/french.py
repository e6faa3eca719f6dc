"""French is the source language: nothing is looked up, and nought is singular."""

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_babel


class French(NullTranslations):
    def ungettext(self, one: str, many: str, count: float) -> str:
        """« 0 séance posée », « 1,5 heure », « 2 séances posées »."""
        return one if abs(count) < 2 else many


class FrenchDomain(Domain):
    words = French()

    def get_translations(self) -> French:
        return self.words


def install(app: Flask) -> None:
    """Templates ask the words themselves: a page has hundreds, and there is one language."""
    Babel(app)
    get_babel(app).instance.domain_instance = FrenchDomain()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        str, FrenchDomain.words.ungettext, newstyle=True
    )
