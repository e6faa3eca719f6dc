"""A refusal is told to the person who asked, on the page they came from."""

from urllib.parse import urlsplit

from flask import (
    Flask,
    flash,
    jsonify,
    message_flashed,
    redirect,
    render_template,
    request,
    session,
)
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from erp.core.refusal import Refusal
from erp.web.shared import devices

SENTENCES = {
    400: ("La page a expiré", "Revenez en arrière, rechargez la page et recommencez."),
    401: ("Cette page ne vous est pas ouverte", "Donnez une clé qui vit : Authorization: Bearer."),
    403: ("Cette page ne vous est pas ouverte", "Demandez ce droit à la direction de l'école."),
    404: ("Cette page n'existe pas", "Vérifiez l'adresse, ou repartez de l'accueil."),
    405: ("Cette page n'existe pas", "Vérifiez l'adresse, ou repartez de l'accueil."),
    413: ("C'est trop lourd", "Un fichier fait 20 Mo au plus. Rien n'a été enregistré."),
    429: ("Trop d'essais", "Attendez un quart d'heure, puis recommencez."),
    500: ("Une erreur est survenue", "Rien n'a été enregistré. Recommencez dans un instant."),
}

NOT_ENROLLED = (
    "Cette tablette n'est pas enrôlée",
    "Un maître l'enrôle depuis le bureau, menu Tablettes.",
)
SIGNED_OUT = "Vous n'êtes plus connecté", "Entrez à nouveau. Rien n'a été enregistré."
WAITING, MOST_SENTENCES = "_flashes", 5  # the name is Flask's


def install(app: Flask) -> None:
    app.register_error_handler(Refusal, tell)
    app.register_error_handler(HTTPException, explain)
    message_flashed.connect(keep_few, app)


def keep_few(_app: Flask, **_told: object) -> None:
    """Sentences wait in the cookie: forty of them would be too long for one, and sign out."""
    session[WAITING] = session[WAITING][-MOST_SENTENCES:]


def tell(refusal: Refusal) -> tuple[Response, int] | Response | tuple[str, int]:
    """Back to the page with the sentence; a machine gets it as JSON."""
    if wants_json():
        return jsonify(message=str(refusal)), 409
    origin = urlsplit(request.referrer or "")
    if request.method == "GET" or origin.netloc != request.host:
        page = render_template(
            "shared/problem.html", title=_("Ce n'est pas possible"), sentence=refusal
        )
        return page, 409
    flash(str(refusal), "refusal")
    return redirect(origin.path + (f"?{origin.query}" if origin.query else ""), 303)


def wants_json() -> bool:
    """A machine: the tablet, a company's program, whatever asks for it."""
    asked = request.accept_mimetypes.best == "application/json" or request.is_json
    return asked or request.path.startswith("/api/")


def who_is_there() -> tuple[str, str]:
    """Whom a door did not let in, and how they come in."""
    if wants_json():
        return SENTENCES[401]
    at_a_tablet = request.path.startswith("/atelier") and devices.this_tablet() is None
    return NOT_ENROLLED if at_a_tablet else SIGNED_OUT


def explain(problem: HTTPException) -> tuple[Response | str, int] | HTTPException:
    code = problem.code or 500
    if code < 400 or problem.response is not None:
        return problem
    title, sentence = who_is_there() if code == 401 else SENTENCES.get(code, SENTENCES[400])
    if isinstance(problem, RequestEntityTooLarge):
        code = 413
    if wants_json():
        return jsonify(message=_(sentence)), code
    return render_template("shared/problem.html", title=_(title), sentence=_(sentence)), code
