"""From the request to the delivery a buyer gets five letters, and none once they are muted."""

import re

import time_machine

from erp.delivery import queries
from erp.flow import letters
from erp.sales.models import Order
from tests.builders import a_contact, a_user
from tests.builders_work import a_finished_order
from tests.jobs.test_worker import work
from tests.stories import test_from_request_to_paid_invoice as story

FIVE = [
    "Votre demande : Axe de convoyeur Ø30×220 42CrMo4",
    "Notre devis D2026-00001 : Axe de convoyeur Ø30×220 42CrMo4",
    "Votre commande C2026-00001 est lancée",
    "Votre livraison BL2026-00001 est prête",
    "Votre commande C2026-00001 est livrée",
]


def live(browse, *, is_muted: bool, is_paid: bool = False):
    """The whole story; muted, if at all, as soon as the order is there."""
    school = story.School(browse)
    request = story.ask_for_a_shaft(school)
    story.study_it(school, request)
    order: Order = story.accept_it(school, story.quote_it(school, request))
    if is_muted:
        school.buyer.send(f"/client/commandes/{order.id}/lettres")
    tablet = story.form_a_team_and_enrol(school, order)
    story.make_it(school, order, tablet)
    story.validate_it(school, order)
    slip = story.deliver_it(school, order)
    if is_paid:
        story.invoice_it(school, slip)
    return school


def subjects_for(mailbox, school) -> list[str]:
    return [one["Subject"] for one in mailbox.letters if one["To"] == school.contact.email]


@time_machine.travel(story.TUESDAY, tick=True)
def test_a_buyer_gets_exactly_five_letters_each_as_text_and_as_a_page(
    browse, jobs, server, mailbox
):
    server.start()
    school = live(browse, is_muted=False)
    work(jobs)

    assert subjects_for(mailbox, school) == FIVE
    for letter in mailbox.letters:
        assert letter.get_content_type() == "multipart/alternative"
        text = letter.get_body(("plain",)).get_content()
        page = letter.get_body(("html",)).get_content()
        (link,) = re.findall(r"http://\S+", text)
        assert f'href="{link}"' in page
        assert "<img" not in page and "<script" not in page


@time_machine.travel(story.TUESDAY, tick=True)
def test_a_muted_order_tells_nothing_more_of_itself_but_its_invoice_is_a_paper(
    browse, jobs, server, mailbox
):
    server.start()
    school = live(browse, is_muted=True, is_paid=True)
    work(jobs)

    assert subjects_for(mailbox, school) == [*FIVE[:3], "Votre facture F2026-00001"]


def test_one_muted_order_leaves_the_others_as_they_are(browse, jobs, server, mailbox):
    server.start()
    contact, office = a_contact(), browse(a_user())
    muted, heard = a_finished_order(contact), a_finished_order(contact)
    browse(contact.user).send(f"/client/commandes/{muted.id}/lettres")
    for order in (muted, heard):
        line = order.lines[0].id
        office.send(f"/bureau/commandes/{order.id}/livrer", {f"quantity-{line}": "5", "seen": "0"})
        slip = queries.slips_of_order(order.id)[0]
        office.send(f"/bureau/livraisons/{slip.id}/annoncer", page=f"/bureau/livraisons/{slip.id}")
    work(jobs)

    assert [one["To"] for one in mailbox.letters] == [contact.email]
    assert mailbox.letters[0]["Subject"] == f"Votre livraison {slip.number} est prête"


def test_five_milestones_are_named_and_every_other_letter_has_its_reason():
    named = {name for name, value in vars(letters).items() if isinstance(value, tuple)}
    told = {"MILESTONES": letters.MILESTONES, "ANSWERS": letters.ANSWERS, "PAPERS": letters.PAPERS}
    grouped = [letter for group in told.values() for letter in group]
    assert len(letters.MILESTONES) == 5
    assert len(set(grouped)) == len(grouped)
    assert {getattr(letters, name) for name in named - set(told)} == set(grouped)
