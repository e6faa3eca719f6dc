"""Whoever writes in the database behind the program is seen, whatever they change."""

import hashlib
import hmac

import pytest

from erp.billing.models import Invoice
from erp.core import clock, ledger
from erp.core.db import db
from tests.builders_ledger import behind, first_break, verdict
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice, pay


@pytest.fixture
def papers() -> list[str]:
    """Five invoices, the first two paid in part: their numbers."""
    order = a_finished_order(quantity="5")
    issued = [an_invoice(a_signed_slip(order, quantity="1"), issued=True) for _ in range(5)]
    for invoice in issued[:2]:
        pay(invoice, "1.00")
    return [invoice.number for invoice in issued]


def test_what_was_issued_and_left_alone_is_sound(papers):
    found = verdict()

    assert found.is_sound, found.breaks
    assert found.links == 9


def test_a_changed_amount_is_named(papers):
    with behind() as sql:
        sql("UPDATE invoice SET gross = gross - 100 WHERE number = :n", n=papers[2])

    assert first_break() == f"Document {papers[2]} : « gross » a changé après son émission."


def test_a_changed_line_is_named(papers):
    with behind() as sql:
        sql(
            "UPDATE invoice_line SET label = 'Rien' WHERE invoice_id ="
            " (SELECT id FROM invoice WHERE number = :n)",
            n=papers[1],
        )

    assert f"{papers[1]} : « invoice_line 1 label » a changé" in first_break()


def test_a_line_added_to_an_issued_invoice_is_seen(papers):
    with behind() as sql:
        names = [c for c in columns_of("invoice_line") if c != "id"]
        told = ", ".join(names)
        sql(f"INSERT INTO invoice_line ({told}) SELECT {told} FROM invoice_line WHERE id = 1")

    assert f"{papers[0]} : « invoice_line »" in first_break()


def test_a_changed_payment_is_named(papers):
    with behind() as sql:
        sql("UPDATE payment SET amount = 1 WHERE id = 2")

    assert first_break() == "Règlement 2 : « amount » a changé après son émission."


@pytest.mark.parametrize("also_its_hash", [False, True])
def test_another_pdf_in_the_store_is_seen(papers, also_its_hash):
    forged = b"%PDF-1.7 forged"
    with behind() as sql:
        sql(
            "UPDATE stored_paper SET content = :c WHERE filename = :f",
            c=forged,
            f=f"{papers[3]}.pdf",
        )
        if also_its_hash:
            sql(
                "UPDATE stored_paper SET sha256 = :h WHERE filename = :f",
                h=hashlib.sha256(forged).hexdigest(),
                f=f"{papers[3]}.pdf",
            )

    assert papers[3] in first_break()


def test_a_deleted_pdf_is_seen(papers):
    with behind() as sql:
        sql("DELETE FROM stored_paper WHERE filename = :f", f=f"{papers[3]}.pdf")

    assert f"{papers[3]} : « stored_paper »" in first_break()


def test_the_last_invoice_deleted_with_its_link_is_seen(papers):
    with behind() as sql:
        delete(sql, papers[4])

    assert "le témoin de fin compte 5 maillons, il y en a 4" in first_break()


def test_a_deleted_invoice_whose_link_stays_is_named(papers):
    with behind() as sql:
        sql("DELETE FROM invoice_line WHERE invoice_id = 3")
        sql("DELETE FROM invoice WHERE id = 3")

    assert first_break() == f"Document {papers[2]} : la ligne a été supprimée après son émission."


def test_an_invoice_deleted_in_the_middle_is_seen(papers):
    with behind() as sql:
        delete(sql, papers[2])

    assert (
        first_break() == "Chaîne « Factures et avoirs » : le maillon 3 manque, il a été supprimé."
    )


def test_an_inserted_invoice_is_seen(papers):
    with behind() as sql:
        names = [c for c in columns_of("invoice") if c not in ("id", "number", "paper_id")]
        told = ", ".join(names)
        sql(
            f"INSERT INTO invoice (number, {told}) SELECT 'F2026-77777', {told}"
            " FROM invoice WHERE id = 1"
        )

    assert "F2026-77777 : aucun maillon ne scelle cette ligne" in first_break()


def test_an_issued_invoice_made_a_draft_again_is_seen(papers):
    with behind() as sql:
        sql("UPDATE invoice SET state = 'draft' WHERE number = :n", n=papers[0])

    assert f"{papers[0]} : « state » a changé" in first_break()


def test_two_swapped_invoices_are_seen(papers):
    with behind() as sql:
        for column in ("net", "vat", "gross"):
            sql(
                f"UPDATE invoice SET {column} = {column} + 1 - 2 * (number = :n)"
                if db.engine.dialect.name == "sqlite"
                else f"UPDATE invoice SET {column} = {column} + 1 - 2 * (number = :n)::int",
                n=papers[0],
            )

    assert papers[0] in first_break()


def test_two_swapped_links_are_seen(papers):
    with behind() as sql:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            sql(f"UPDATE seal SET position = {new} WHERE chain = 'papers' AND position = {old}")

    assert "le maillon 2 a été modifié, déplacé ou refait sans la clé" in first_break()


def test_a_link_moved_in_time_is_seen(papers):
    with behind() as sql:
        sql(
            "UPDATE seal SET at = '2020-01-01 00:00:00.000000' WHERE chain = 'papers' AND position = 2"
        )

    assert "maillon 2 a été modifié" in first_break()


def test_a_chain_recomputed_without_the_key_is_seen(papers):
    """The intruder knows the program by heart, and everything but the key."""
    with behind() as sql:
        sql("UPDATE invoice SET gross = 1 WHERE number = :n", n=papers[0])
    recompute(key="une autre clé")

    assert "la clé" in first_break()


def test_a_chain_recomputed_whose_key_name_is_kept_is_seen(papers):
    with behind() as sql:
        sql("UPDATE invoice SET gross = 1 WHERE number = :n", n=papers[0])
    kept = ledger.fingerprint()
    recompute(key="une autre clé")
    with behind() as sql:
        sql("UPDATE seal_tail SET key = :k", k=kept)

    assert "maillon 1 a été modifié, déplacé ou refait sans la clé" in first_break()


def test_a_forged_tail_is_seen(papers):
    with behind() as sql:
        delete(sql, papers[4])
        sql(
            "UPDATE seal_tail SET count = 4, last_signature ="
            " (SELECT signature FROM seal WHERE chain = 'papers' AND position = 4)"
            " WHERE chain = 'papers'"
        )

    assert "son témoin de fin a été modifié sans la clé" in first_break()


def test_a_tail_that_is_gone_is_seen(papers):
    with behind() as sql:
        sql("DELETE FROM seal_tail WHERE chain = 'payments'")

    assert first_break() == "Chaîne « Règlements » : son témoin de fin a disparu."


def test_words_that_the_program_does_not_know_are_told_not_met_as_an_error(papers):
    with behind() as sql:
        sql("UPDATE invoice SET kind = 'gift' WHERE number = :n", n=papers[0])
        sql("UPDATE seal SET kind = 'gift' WHERE chain = 'payments' AND position = 1")

    told = [str(one) for one in verdict().breaks]

    assert any(f"{papers[0]} : « kind »" in one for one in told)
    assert any("genre inconnu" in one for one in told)


def test_an_old_copy_put_back_contradicts_the_anchor(papers):
    """A whole older database is sound in itself: only the anchor outside remembers."""
    before = an_older_copy()
    order = a_finished_order(quantity="1")
    an_invoice(a_signed_slip(order, quantity="1"), issued=True)
    anchor = ledger.anchor_of(clock.now())
    assert verdict(anchors=[anchor]).is_sound

    before()

    assert verdict().is_sound
    assert "l'ancrage  y a vu 6 maillons qui ne sont plus les mêmes" in first_break(
        anchors=[anchor]
    )


def test_another_history_of_the_same_length_contradicts_the_anchor(papers):
    before = an_older_copy()
    order = a_finished_order(quantity="1")
    an_invoice(a_signed_slip(order, quantity="1"), issued=True)
    anchor = ledger.anchor_of(clock.now())
    before()
    order = a_finished_order(quantity="2")
    an_invoice(a_signed_slip(order, quantity="2"), issued=True)

    assert verdict().is_sound
    assert "qui ne sont plus les mêmes" in first_break(anchors=[anchor])


def test_a_forged_anchor_is_refused(papers):
    anchor = ledger.anchor_of(clock.now())
    forged = ledger.read_anchor(anchor.text.replace('"count":5', '"count":4'), "courriel")

    assert first_break(anchors=[forged]) == (
        "L'ancrage courriel n'a pas été signé par cette installation."
    )


def columns_of(table: str) -> list[str]:
    return [column.name for column in db.metadata.tables[table].columns]


def delete(sql, number: str) -> None:
    """An invoice with all that hangs on it, and its link."""
    mine = f"(SELECT id FROM invoice WHERE number = '{number}')"
    sql(f"DELETE FROM seal WHERE kind = 'invoice' AND record_id = {mine}")
    sql(f"DELETE FROM invoice_line WHERE invoice_id = {mine}")
    sql(f"DELETE FROM invoice WHERE number = '{number}'")


def recompute(key: str) -> None:
    """Seal everything again from the first link, with a key of one's own."""
    issued = [(one.id, clock.now()) for one in db.session.query(Invoice).order_by(Invoice.id)]
    ours = ledger.keys._keys[db.engine]
    with behind() as sql:
        sql("DELETE FROM seal WHERE chain = 'papers'")
        sql("DELETE FROM seal_tail WHERE chain = 'papers'")
    ledger.lend(key)
    ledger.seal_rows(ledger.KINDS["invoice"], dict(issued))
    db.session.commit()
    ledger.keys._keys[db.engine] = ours


def an_older_copy():
    """Keep the sealed tables as they are now; what is given puts them back."""
    papers = ("stored_paper", "paper_to_draw")
    names = (*papers, "invoice", "invoice_line", "payment", "seal", "seal_tail")
    with behind() as sql:
        kept = {name: [row._asdict() for row in sql(f"SELECT * FROM {name}")] for name in names}

    def put_back() -> None:
        with behind() as sql:
            for name in names:
                sql(f"DELETE FROM {name}")
            for name, rows in kept.items():
                told = ", ".join(f":{c}" for c in rows[0])
                into = ", ".join(f'"{c}"' for c in rows[0])
                for row in rows:
                    sql(f"INSERT INTO {name} ({into}) VALUES ({told})", **row)

    return put_back


def test_an_unkeyed_hash_is_not_what_signs(papers):
    link = db.session.query(ledger.Seal).filter_by(chain="papers", position=1).one()
    told = link.form.encode()

    assert link.signature not in (
        hashlib.sha256(told).hexdigest(),
        hmac.new(b"", told, "sha256").hexdigest(),
    )
