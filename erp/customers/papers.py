"""The two parties as papers print them."""

from erp.customers.models import Contact, Customer
from erp.documents.parties import CustomerBlock, SchoolBlock
from erp.school.models import School


def school_block(school: School) -> SchoolBlock:
    return SchoolBlock(
        name=school.name,
        legal_form=school.legal_form,
        address=school.address,
        siren=school.siren,
        siret=school.siret,
        vat_number=school.vat_number,
        phone=school.phone,
        email=school.email,
        iban=school.iban,
        bic=school.bic,
        electronic_address=school.electronic_address,
    )


def customer_block(
    customer: Customer, contact: Contact | None = None, delivery_address: str = ""
) -> CustomerBlock:
    elsewhere = delivery_address or customer.delivery_address
    return CustomerBlock(
        name=customer.name,
        address=customer.address,
        siren=customer.siren,
        siret=customer.siret,
        vat_number=customer.vat_number,
        country=customer.country,
        private=customer.is_private,
        public=customer.is_public,
        needs_service=customer.is_public and customer.needs_service,
        needs_commitment=customer.is_public and customer.needs_commitment,
        email=customer.email or (contact.email if contact else ""),
        electronic_address=customer.electronic_address,
        contact=contact.name if contact else "",
        delivery_address=tuple(line for line in elsewhere.splitlines() if line.strip()),
    )
