"""French is the source language: nothing is looked up, and nought is singular."""

from collections.abc import Iterator
from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_babel
from jinja2 import pass_eval_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from markupsafe import Markup


class French(NullTranslations):
    def ungettext(self, one: str, many: str, count: float) -> str:
        """« 0 séance posée », « 1,5 heure », « 2 séances posées »."""
        return one if abs(count) < 2 else many


class FrenchDomain(Domain):
    words = French()

    def get_translations(self) -> French:
        return self.words


class SaidAsWritten(Extension):
    """`_("Commandes")` becomes a constant of the compiled template: a page has hundreds of them.

    Reads `_("…")` as `("…"|said)`, which Jinja works out once when it compiles the template.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            if not _may_become_a_call(waiting):
                yield from waiting
                waiting = []
            elif len(waiting) == len(CALL):
                yield from _as_filter(*waiting[1:])
                waiting = []
        yield from waiting


CALL = (("name", "_"), ("lparen", None), ("string", None), ("rparen", None))


def _may_become_a_call(tokens: list[Token]) -> bool:
    return all(
        token.type == kind and value in (None, token.value)
        for token, (kind, value) in zip(tokens, CALL, strict=False)
    )


def _as_filter(opens: Token, words: Token, closes: Token) -> tuple[Token, ...]:
    line = words.lineno
    return opens, words, Token(line, "pipe", "|"), Token(line, "name", "said"), closes


@pass_eval_context
def said(context: EvalContext, words: str, **facts: Any) -> str:
    """The words with their facts, each made harmless where the template escapes."""
    told: str = Markup(words) if context.autoescape else words  # noqa: S704 - our own words
    return told % facts


def install(app: Flask) -> None:
    """Templates ask the words themselves: there is one language."""
    Babel(app)
    get_babel(app).instance.domain_instance = FrenchDomain()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        str, FrenchDomain.words.ungettext, newstyle=True
    )
    app.jinja_env.add_extension(SaidAsWritten)
    app.jinja_env.globals["_"] = app.jinja_env.filters["said"] = said
