"""Fictional companies around the school; their SIREN are valid and visibly invented."""

from erp.core.db import db
from erp.customers.models import Contact, Customer
from erp.demo.people import a_user
from erp.demo.wishes import PASSWORD
from erp.people import secrets
from erp.people.states import Role

COMPANIES = (
    # name, SIRET, VAT number, street, postal code
    ("Convoyeurs du Val Clair", "20000000800017", "FR37200000008", "3 rue du Tri", "38110"),
    ("Laiterie des Quatre Clochers", "30000000700017", "FR83300000007", "1 route du Lait", "38120"),
    ("Serres de la Combe Bleue", "40000000600017", "FR32400000006", "Lieu-dit La Combe", "38130"),
    ("Pompes et Vannes du Plateau", "50000000500016", "FR78500000005", "8 allée des Eaux", "38140"),
    ("Brasserie du Pont Levant", "60000000400017", "FR27600000004", "22 quai du Pont", "38000"),
    ("Machines Agricoles Rivallon", "70000000300017", "FR73700000003", "ZA des Sillons", "38150"),
    ("Thermes des Trois Rivières", "80000000200017", "FR22800000002", "Place Haute", "38000"),
    ("Emballages du Torrent", "90000000100017", "FR68900000001", "5 rue du Carton", "38160"),
)
CITIES = (
    *("Val-Clair", "Quatre-Clochers", "Combe-Bleue", "Le Plateau"),
    *("Pont-les-Rivières", "Sillons-sur-Rive", "Pont-les-Rivières", "Torrent-le-Vieux"),
)
BUYERS = (
    ("Hélène", "Mourgues", "Acheteuse", "client"),
    ("Gaspard", "Tellieux", "Responsable maintenance", "client2"),
    ("Odile", "Ferrandon", "Gérante", "client3"),
    ("Rachid", "Oukhali", "Acheteur", "client4"),
    ("Capucine", "Versolle", "Gérante", "client5"),
    ("Marcel", "Rivallonnet", "Chef d'atelier", "client6"),
    ("Agathe", "Dumoncel", "Services techniques", "client7"),
    ("Ludovic", "Charpenat", "Acheteur", "client8"),
)


def make_customers() -> list[Customer]:
    """Each with a buyer who can sign in to the portal."""
    known = secrets.hash_password(PASSWORD)
    customers = []
    for n, (company, city, buyer) in enumerate(zip(COMPANIES, CITIES, BUYERS, strict=True)):
        name, siret, vat_number, street, postal_code = company
        customer = Customer(
            name=name,
            siret=siret,
            vat_number=vat_number,
            street=street,
            postal_code=postal_code,
            city=city,
            email=f"contact.{n + 1}@example.org",
            phone=f"01 99 00 20 {n + 10}",
            payment_days={5: 15, 6: 45}.get(n),
        )
        customer.contacts = [a_buyer(*buyer, n, known)]
        customers.append(customer)
    db.session.add_all(customers)
    return customers


def a_buyer(
    first_name: str, last_name: str, function: str, name: str, n: int, known: str
) -> Contact:
    user = a_user(Role.CUSTOMER, first_name, last_name, name, known)
    return Contact(
        user=user,
        name=user.name,
        function=function,
        email=user.email,
        phone=f"01 99 00 30 {n + 10}",
    )
