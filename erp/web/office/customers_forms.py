"""The forms about customers."""

from babel import Locale
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp

from erp.core.identifiers import SiretIsWrong, VatNumberIsWrong
from erp.core.search import fold
from erp.customers.refusals import (
    CountryIsNotOfTheRegime,
    PersonHasNoSiret,
    SiretIsKnown,
    VatNumberIsMissing,
)
from erp.customers.states import VatRegime
from erp.web.shared.fields import CountField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.school_forms import EMAIL

LISTED = Regexp(
    "^[A-Za-z0-9+_.-]{1,125}$",
    message=_l("Tapez des lettres, des chiffres et + - _ . seulement, 125 au plus."),
)


class CustomerFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Nom, ville, SIRET")})
    to_check = BooleanField(_l("À vérifier seulement"))


def countries() -> list[SelectChoice]:
    """ISO 3166-1 in French, by name."""
    names = Locale("fr").territories
    real = ((code, name) for code, name in names.items() if len(code) == 2 and code.isalpha())
    return [SelectChoice(code, name) for code, name in sorted(real, key=by_name)]


def by_name(country: tuple[str, str]) -> str:
    return fold(country[1])


class CustomerForm(SchoolForm):
    beside = {
        SiretIsKnown: "siret",
        SiretIsWrong: "siret",
        PersonHasNoSiret: "siret",
        VatNumberIsWrong: "vat_number",
        VatNumberIsMissing: "vat_number",
        CountryIsNotOfTheRegime: "vat_regime",
    }

    name = StringField(_l("Nom de l'entreprise ou de la personne"), [REQUIRED, at_most(150)])
    is_private = BooleanField(_l("C'est un particulier"))
    is_public = BooleanField(
        _l("C'est un organisme public"),
        description=_l("Ses factures passent par Chorus Pro : SIRET, code service, engagement."),
    )
    service_code = StringField(_l("Code service (Chorus Pro)"), [at_most(100)])
    needs_service = BooleanField(_l("Cet organisme exige un code service"))
    needs_commitment = BooleanField(_l("Cet organisme exige un numéro d'engagement"))
    siret = StringField(
        _l("SIRET"),
        [at_most(20)],
        description=_l("Demandé par la loi sur les factures aux entreprises de France."),
    )
    vat_number = StringField(_l("Numéro de TVA"), [at_most(20)])
    vat_regime = WordField(
        _l("TVA"), VatRegime, description=_l("Elle propose la TVA des lignes de ses devis.")
    )
    country = SelectField(_l("Pays"), choices=countries(), default="FR")
    electronic_address = StringField(
        _l("Adresse de facturation électronique"),
        [Optional(), LISTED],
        description=_l(
            "Vide : son SIREN. Sinon la ligne de l'annuaire, par exemple SIREN_SERVICE."
        ),
    )
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
    no_tax_letter = BooleanField(_l("Ne pas lui écrire au sujet de la taxe d'apprentissage"))
    note = TextAreaField(_l("Note interne"), [at_most(2000)])
