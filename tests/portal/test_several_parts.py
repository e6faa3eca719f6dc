"""A request of several parts, changed before its quote, with drawings of every accepted kind."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.core import files
from erp.core.db import db
from erp.core.files import FileKindRefused, StoredFile, Upload
from erp.people.states import Role
from erp.sales.models import Quote, Request
from erp.sales.states import RequestState
from tests.builders import a_contact, a_school, a_user
from tests.builders_sales import a_request
from tests.portal.test_portal_requests import PDF, wish

STEP = b"ISO-10303-21;\nHEADER;\nENDSEC;\nEND-ISO-10303-21;\n"
STL = b"solid axe\nfacet normal 0 0 1\nendfacet\nendsolid axe\n"
STL_BINARY = b"\0" * 80 + (1).to_bytes(4, "little") + b"\0" * 50
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TWO_MORE = {
    "others-0-label": "Bague",
    "others-0-quantity": "10",
    "others-0-other_quantities": "50 ; 100",
    "others-0-drawing_number": "4711",
    "others-0-drawing_revision": "B",
    "others-2-label": "Bride",
    "others-2-quantity": "2",
}


def ask(browse, contact=None, **changes):
    return browse((contact or a_contact()).user).send("/client/demandes/nouvelle", wish(**changes))


def test_three_parts_with_their_drawings_and_breaks_are_one_request(browse):
    a_school()
    page = ask(browse, **TWO_MORE)

    request = db.session.query(Request).one()
    assert request.label == "Axe de convoyeur Ø30×220 42CrMo4 et 2 autres pièces"
    assert [(p.label, p.quantity, p.breaks) for p in request.parts[1:]] == [
        ("Bague", 10, [50, 100]),
        ("Bride", 2, []),
    ]
    assert "plan 4711 ind. B" in page.text
    assert "aussi à chiffrer par 50, 100" in page.text


def test_each_part_is_a_line_of_the_quote(browse):
    a_school()
    ask(browse, **TWO_MORE)
    request = db.session.query(Request).one()
    request.state, request.sheet = RequestState.STUDIED, a_request(studied=True).sheet
    db.session.commit()

    browse(a_user(Role.SECRETARY)).send(f"/bureau/demandes/{request.id}/devis")

    lines = db.session.query(Quote).one().lines
    assert [(one.label, one.details) for one in lines][1:] == [
        ("Bague", "Plan 4711 ind. B"),
        ("Bride", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"others-1-label": "Bague"}, "Dites combien"),
        ({"others-1-quantity": "4"}, "Dites quelle pièce"),
        ({"other_quantities": "beaucoup"}, "nombres entiers"),
        ({"other_quantities": "1,2,3,4,5"}, "Quatre autres"),
        ({"other_quantities": "0"}, "nombres entiers"),
        ({"other_quantities": "99999999999999"}, "nombres entiers"),
        ({"drawing_revision": "x" * 11}, "Au plus 10"),
    ],
)
def test_a_part_we_cannot_read_comes_back(browse, changes, sentence):
    a_school()
    page = ask(browse, **changes)
    assert page.status_code == 422
    assert sentence in page.text
    assert db.session.query(Request).count() == 0


@given(st.text(max_size=40))
def test_whatever_is_typed_as_other_quantities_is_read_or_refused(app, text):
    from erp.web.portal.requests_forms import RequestForm

    with app.test_request_context(method="POST", data={"other_quantities": text}):
        form = RequestForm()
        form.validate()
        read = form.other_quantities.data
        assert read == sorted({int(n) for n in read})
        assert all(0 < n <= 1_000_000 for n in read)


def test_a_request_is_changed_before_its_quote_and_studied_again(browse):
    a_school()
    contact = a_contact()
    request = a_request(contact, studied=True)

    page = browse(contact.user).send(
        f"/client/demandes/{request.id}/changer", wish(quantity="40", **TWO_MORE)
    )

    assert "nous l&#39;étudions à nouveau" in page.text
    assert (request.quantity, len(request.parts), request.state) == (40, 3, RequestState.RECEIVED)


def test_the_form_of_a_change_shows_what_was_asked(browse):
    a_school()
    contact = a_contact()
    ask(browse, contact, **TWO_MORE)
    page = browse(contact.user).get("/client/demandes/1/changer").text
    for value in (
        "Axe de convoyeur",
        'value="25"',
        'value="Bague"',
        'value="50, 100"',
        'value="4711"',
    ):
        assert value in page


def test_what_is_being_quoted_is_changed_no_more(browse):
    contact = a_contact()
    request = a_request(contact, state=RequestState.QUOTED)
    page = browse(contact.user).send(f"/client/demandes/{request.id}/changer", wish(quantity="40"))
    assert "possible" in page.text
    assert request.quantity == 25


@pytest.mark.parametrize(
    ("content", "kind"),
    [(STEP, "model/step"), (STL, "model/stl"), (STL_BINARY, "model/stl"), (PDF, "application/pdf")],
)
def test_the_kinds_a_workshop_reads_are_taken(content, kind):
    assert files.media_type_of(Upload("plan.bin", content)) == kind


@pytest.mark.parametrize(
    "content",
    [EICAR, SVG, b"PK\3\4" + b"\0" * 200, b"solid lies", b"\0" * 84, b"<html>solid</html>"],
)
def test_other_kinds_are_not(content):
    with pytest.raises(FileKindRefused):
        files.media_type_of(Upload("plan.step", content))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("PLAN.PDF", "PLAN.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\plans\\axe.pdf", "axe.pdf"),
        ("plan.pdf.exe", "plan.pdf.exe.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("...", "fichier.pdf"),
        ("", "fichier.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_content_does(sent, kept):
    assert files.clean_name(sent, "application/pdf") == kept


def test_more_than_a_hundred_megabytes_in_all_leave_nothing(browse, monkeypatch):
    a_school()
    monkeypatch.setattr(files, "LARGEST_ALL", 50)
    page = ask(browse, files=[(BytesIO(PDF), "a.pdf"), (BytesIO(PDF), "b.pdf")])
    assert page.status_code == 422
    assert "plus de 100 Mo ensemble" in page.text
    assert db.session.query(StoredFile).count() == 0


def test_101_megabytes_are_413_and_leave_nothing(browse):
    a_school()
    page = ask(browse, files=[(BytesIO(b"%PDF-1.4" + b"x" * 1024 * 1024 * 102), "a.pdf")])
    assert page.status_code == 413
    assert db.session.query(Request).count() == 0
