"""What the tablet keeps of itself: a worker, an icon, and the frame of its pages."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, current_app, render_template, url_for

from erp.equipment.states import Pictogram, Ppe
from erp.web.shared.face import PUBLIC, TABLET
from erp.web.workshop.cards import PROBLEM_ICONS, PROBLEMS
from erp.web.workshop.face import workshop
from erp.web.workshop.tasks import ICONS, WORDS

STYLES = ("css/etabli.css", "css/parts.css", "css/print.css", "css/workshop.css")
SIZES = (192, 512)


@workshop.get("/hors-ligne", access=TABLET)
def show_shell() -> str:
    """The same for every tablet and every day: the work of the day is added by the tablet."""
    words = {**WORDS, **PROBLEMS, "icons": {**ICONS, **PROBLEM_ICONS}}
    return render_template(
        "workshop/shell/show_shell.html", pictograms=Pictogram, protections=Ppe, **words
    )


@workshop.get("/sw.js", access=PUBLIC)
def show_worker() -> Response:
    """Its own version is in its first line: a change of any file makes a new worker."""
    folder = Path(current_app.static_folder or "")
    told = f"const SHELL = {json.dumps(frame(folder, url_for('.show_shell')))};\n"
    body = told + (folder / "js/workshop/sw.js").read_text()
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/atelier/"}
    return Response(body, mimetype="text/javascript", headers=headers)


@workshop.get("/manifest.webmanifest", access=PUBLIC)
def show_manifest() -> Response:
    icons = [
        {"src": url_for("static", filename=f"icons/tablette-{size}.png"), "sizes": f"{size}x{size}",
         "type": "image/png", "purpose": purpose}
        for size in SIZES for purpose in ("any", "maskable")
    ]  # fmt: skip
    told = {
        "name": "Établi, l'atelier", "short_name": "Établi", "lang": "fr", "id": "/atelier/",
        "start_url": url_for(".home"), "scope": "/atelier/", "display": "fullscreen",
        "display_override": ["fullscreen", "standalone"], "orientation": "any",
        "background_color": "#f6f5f1", "theme_color": "#0f5c50", "icons": icons,
    }  # fmt: skip
    return Response(json.dumps(told), mimetype="application/manifest+json")


@cache
def frame(folder: Path, page: str) -> dict[str, Any]:
    """The addresses a page of the tablet is made of, and a version that follows their content."""
    scripts = sorted(path.relative_to(folder).as_posix() for path in folder.glob("js/*/*.js"))
    names = [name for name in scripts if not name.endswith("sw.js")]
    own = (*STYLES, *names, "favicon.svg", *(f"icons/tablette-{size}.png" for size in SIZES))
    seen = sha256((folder / "js/workshop/sw.js").read_bytes())
    for name in own:
        seen.update((folder / name).read_bytes())
    for template in sorted((folder.parent / "templates").rglob("*.html")):
        seen.update(template.read_bytes())
    files = [url_for("static", filename=name) for name in own]
    bootstrap = url_for("bootstrap.static", filename="css/bootstrap.min.css")
    return {"version": seen.hexdigest()[:16], "files": [page, bootstrap, *files]}
