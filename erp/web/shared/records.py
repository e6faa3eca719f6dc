"""The lists a school keeps for itself: five doors for each, drawn the same everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from erp.core import records
from erp.web.shared.asked import as_number
from erp.web.shared.face import Access, Face
from erp.web.shared.forms import SchoolForm

Answer = str | Response | tuple[str, int]
Page = str | tuple[str, int]


def record_page(
    form: SchoolForm, *, kicker: Any, title: Any, back: str, label: str = "", remove: str = ""
) -> Page:
    """The form; 422 when something in it was refused."""
    page = render_template(
        "shared/record_form.html",
        form=form,
        kicker=kicker,
        title=title,
        label=label or _("Enregistrer"),
        back=back,
        remove=remove,
    )
    return (page, 422) if form.errors else page


def done(sentence: str, url: str) -> Response:
    flash(sentence, "success")
    return redirect(url, 303)


@dataclass(frozen=True)
class RecordPages:
    """new_X, add_X, edit_X, change_X and remove_X below `url`, for whoever has `access`.

    `form(record)` gives the form, filled from the record or from what was sent; `back(record)`
    the address to go to afterwards. `kicker` and `title` are lazy words: the list, « Ajouter… ».
    """

    face: Face
    access: Access
    url: str
    name: str
    form: Callable[[Any], SchoolForm]
    find: Callable[[int], Any]
    add: Callable[[Any], object]
    change: Callable[[Any, Any], object]
    back: Callable[[Any], str]
    kicker: Any
    title: Any
    take_away: Callable[[Any], None] = records.remove

    def open(self) -> None:
        get, post = self.face.get, self.face.post
        one, new = f"{self.url}/<int:{self.name}_id>", f"{self.url}/nouveau"
        for verb, page, door, url in (
            ("new", self.new, get, new),
            ("add", self.add_one, post, new),
            ("edit", self.edit, get, one),
            ("change", self.change_one, post, one),
            ("remove", self.remove, post, f"{one}/retirer"),
        ):
            door(url, access=self.access)(named(page, f"{verb}_{self.name}"))

    def new(self) -> Answer:
        return self.page(self.form(None), None)

    def add_one(self) -> Answer:
        form, made = self.form(None), []
        if form.accepts(lambda: made.append(self.add(form))):
            return done(_("C'est ajouté."), self.back(made[0]))
        return self.page(form, None)

    def edit(self, record_id: int) -> Answer:
        record = self.found(record_id)
        return self.page(self.form(record), record)

    def change_one(self, record_id: int) -> Answer:
        record = self.found(record_id)
        form = self.form(record)
        if form.accepts(lambda: self.change(record, form)):
            return done(_("C'est enregistré."), self.back(record))
        return self.page(form, record)

    def remove(self, record_id: int) -> Answer:
        record = self.found(record_id)
        back = self.back(record)
        self.take_away(record)
        return done(_("C'est retiré."), back)

    def found(self, record_id: int) -> Any:
        return self.find(record_id) or abort(404)

    def page(self, form: SchoolForm, record: Any) -> Page:
        remove = f"{self.face.name}.remove_{self.name}"
        return record_page(
            form,
            kicker=self.kicker,
            title=self.title if record is None else str(record),
            back=self.back(record),
            remove=url_for(remove, **{f"{self.name}_id": record.id}) if record else "",
        )


def named(page: Callable[..., Answer], name: str) -> Callable[..., Answer]:
    def view(**params: Any) -> Answer:
        return page(*params.values())

    view.__name__ = name
    return view


def number_asked(name: str) -> int | None:
    """?diploma_id=3 of the address: what a new form begins with."""
    return as_number(request.args.get(name, ""))
