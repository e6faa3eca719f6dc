"""The first half of the road, as the people do it: from the wish to the accepted quote."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.pages import nothing_overflows, press


def ask(buyer: Page, label: str, pieces: str = "10") -> None:
    later = date.today() + timedelta(days=28)
    buyer.goto("/client/demandes/nouvelle")
    buyer.get_by_label("Quelle pièce ?").first.fill(label)
    buyer.get_by_label("Combien ?").first.fill(pieces)
    buyer.get_by_label("Semaine souhaitée").fill(f"{later:%G-W%V}")
    buyer.get_by_label("J'accepte que la pièce").check()
    press(buyer, "Envoyer la demande")
    expect(buyer.get_by_role("status")).to_contain_text("reçue")
    nothing_overflows(buyer)


def study(maitre: Page, label: str) -> None:
    maitre.goto("/bureau/demandes")
    maitre.get_by_role("link", name=label).click()
    maitre.get_by_role("link", name="Remplir la fiche").click()
    maitre.get_by_label("Pourquoi ?").fill("Tournage simple, délai souple.")
    press(maitre, "Enregistrer l'étude")
    expect(maitre.get_by_role("status")).to_contain_text("enregistrée")


def quote(office: Page, request_page: str) -> None:
    office.goto(request_page)
    press(office, "Préparer le devis")
    office.get_by_role("link", name="Ajouter une opération").click()
    office.get_by_label("Réglage", exact=True).fill("1 h")
    office.get_by_label("Par pièce").fill("9 min")
    press(office, "Ajouter l'opération")
    press(office, "Envoyer au client")
    expect(office.get_by_role("status")).to_contain_text("est envoyé")


def accept(buyer: Page, label: str) -> None:
    buyer.goto("/client/devis")
    buyer.get_by_role("link", name=label).click()
    buyer.get_by_label("Votre fonction").fill("Achats")
    buyer.get_by_label("Signature").fill("Nora")
    buyer.get_by_label("J'accepte ce devis").check()
    press(buyer, "Accepter le devis")
    expect(buyer.get_by_role("status")).to_contain_text("est lancée")
    expect(buyer.get_by_text("Rien à faire")).to_be_visible()
    nothing_overflows(buyer)
