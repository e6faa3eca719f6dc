"""Who writes and who receives: the two blocks of names and addresses."""

from dataclasses import dataclass
from io import BytesIO

from babel import Locale
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer, Table

from erp.documents import format as french
from erp.documents.fonts import BOLD, REGULAR
from erp.documents.styles import BODY, LABEL, PALE, SMALL, style, text

HOME = "FR"
LOGO_BOX = (56 * mm, 18 * mm)


@dataclass(frozen=True)
class SchoolBlock:
    """The school as its papers name it; the logo is a PNG already checked when it was received.

    `electronic_address` is its line in the State's directory (0225); empty: its SIREN.
    """

    name: str
    legal_form: str
    address: tuple[str, ...]
    siren: str
    siret: str
    vat_number: str
    phone: str
    email: str
    iban: str = ""
    bic: str = ""
    logo_png: bytes | None = None
    country: str = "FR"
    electronic_address: str = ""


@dataclass(frozen=True)
class CustomerBlock:
    """A `public` buyer is paid through Chorus Pro, and may ask for a service code (BT-10) or a
    commitment number (BT-13). `country` is ISO 3166-1; a `private` person has no SIREN and is told about apart (e-reporting).

    `electronic_address` is a line of the State's directory (0225); empty: the SIREN, or the e-mail
    of who has none. The last line of an address is its postal code and town.
    """

    name: str
    address: tuple[str, ...]
    siren: str = ""
    vat_number: str = ""
    contact: str = ""
    delivery_address: tuple[str, ...] = ()
    siret: str = ""
    country: str = "FR"
    delivery_country: str = ""  # "": the customer's
    private: bool = False
    public: bool = False
    needs_service: bool = False
    needs_commitment: bool = False
    email: str = ""
    electronic_address: str = ""


def picture(png: bytes, width: float, height: float) -> Image:
    """A picture from bytes, never from a name, inside the given box."""
    return Image(BytesIO(png), width=width, height=height, kind="proportional", hAlign="LEFT")


def sender(school: SchoolBlock) -> list[Flowable]:
    logo = [picture(school.logo_png, *LOGO_BOX), Spacer(1, 2 * mm)] if school.logo_png else []
    reach = [line for line in (school.phone, school.email) if line]
    lines = [text(line, SMALL) for line in (*school.address, " · ".join(reach)) if line]
    return [*logo, text(school.name, style(10, font=BOLD)), *lines]


def identity(school: SchoolBlock) -> str:
    """The legal identity of the school, for the foot of every page."""
    who = (school.name, school.legal_form, ", ".join(school.address))
    numbers = (
        labelled("SIREN", french.siren(school.siren)),
        labelled("SIRET", french.siret(school.siret)),
        labelled("N° TVA", school.vat_number),
    )
    return "\n".join(" · ".join(part for part in line if part) for line in (who, numbers))


def labelled(label: str, value: str) -> str:
    return f"{label}{french.NBSP}{value}" if value else ""


def receiver(customer: CustomerBlock) -> list[Flowable]:
    numbers = (
        labelled("SIREN", french.siren(customer.siren)),
        labelled("N° TVA", customer.vat_number),
    )
    told = " · ".join(number for number in numbers if number)
    contact = f"À l'attention de {customer.contact}" if customer.contact else ""
    return [
        text(customer.name, style(10, font=BOLD)),
        *[text(line, BODY) for line in (contact, *customer.address) if line],
        *abroad(customer.country),
        *([Spacer(1, 1 * mm), text(told, SMALL)] if told else []),
        *delivery(customer),
    ]


def delivery(customer: CustomerBlock) -> list[Flowable]:
    """Printed only when the goods go elsewhere, as the law asks."""
    if not customer.delivery_address or customer.delivery_address == customer.address:
        return []
    lines = [text(line, BODY) for line in customer.delivery_address]
    country = abroad(customer.delivery_country or customer.country)
    return [Spacer(1, 2 * mm), text("Adresse de livraison", LABEL), *lines, *country]


def abroad(country: str) -> list[Flowable]:
    """The name of a country, unless it is the school's."""
    if country == HOME:
        return []
    return [text(Locale("fr").territories.get(country, country), BODY)]


def receiver_box(customer: CustomerBlock, width: float) -> Table:
    box = Table([[[text("Client", LABEL), *receiver(customer)]]], colWidths=[width])
    box.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("BACKGROUND", (0, 0), (-1, -1), PALE),
            ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5 * mm),
        ]
    )
    return box
