"""The forms about customers."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SearchField, StringField, TextAreaField
from wtforms.validators import Optional

from erp.web.shared.fields import CountField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.school_forms import EMAIL


class CustomerFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Nom, ville, SIRET")})


class CustomerForm(SchoolForm):
    name = StringField(_l("Nom de l'entreprise"), [REQUIRED, at_most(150)])
    siret = StringField(_l("SIRET"), [at_most(20)])
    vat_number = StringField(_l("Numéro de TVA"), [at_most(20)])
    street = StringField(_l("Rue"), [at_most(200)])
    postal_code = StringField(_l("Code postal"), [at_most(10)])
    city = StringField(_l("Ville"), [at_most(100)])
    delivery_address = TextAreaField(_l("Adresse de livraison, si elle est autre"), [at_most(400)])
    email = EmailField(_l("Adresse e-mail"), [Optional(), at_most(200), EMAIL])
    phone = StringField(_l("Téléphone"), [at_most(30)])
    payment_days = CountField(
        _l("Délai de paiement en jours"),
        [Optional()],
        least=0,
        most=60,
        description=_l("Vide : celui de l'école. La loi en permet 60 (Code de commerce, L441-10)."),
    )
    may_be_named = BooleanField(
        _l("Accepte d'être nommé dans « Mes réalisations » des élèves"),
        description=_l("Sans cet accord, son nom n'y paraît pas."),
    )
    note = TextAreaField(_l("Note interne"), [at_most(2000)])


class ContactForm(SchoolForm):
    name = StringField(_l("Prénom et nom"), [REQUIRED, at_most(120)])
    function = StringField(_l("Fonction"), [at_most(120)])
    email = EmailField(_l("Adresse e-mail"), [REQUIRED, at_most(200), EMAIL])
    phone = StringField(_l("Téléphone"), [at_most(30)])
