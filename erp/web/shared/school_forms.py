"""The forms about the establishment: at the first start, then in the settings."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField, TextAreaField
from wtforms.validators import Email, Optional, Regexp

from erp.core.identifiers import IbanIsWrong, SiretIsWrong, VatNumberIsWrong
from erp.school.refusals import SiretIsMissing
from erp.school.states import Zone
from erp.web.shared.fields import CountField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most

EMAIL = Email(_l("Tapez une adresse e-mail, par exemple nom@exemple.fr."))
POSTAL_CODE = Regexp(r"^[0-9]{5}$", message=_l("Tapez les cinq chiffres du code postal."))


class IdentityForm(SchoolForm):
    beside = {SiretIsWrong: "siret", SiretIsMissing: "siret", VatNumberIsWrong: "vat_number"}

    name = StringField(_l("Nom de l'école"), [REQUIRED, at_most(120)])
    legal_form = StringField(
        _l("Forme juridique"), [REQUIRED, at_most(80)], default="Association loi 1901"
    )
    street = StringField(_l("Rue"), [REQUIRED, at_most(200)])
    postal_code = StringField(_l("Code postal"), [REQUIRED, POSTAL_CODE])
    city = StringField(_l("Ville"), [REQUIRED, at_most(100)])
    siret = StringField(
        _l("SIRET"),
        [REQUIRED, at_most(20)],
        description=_l("14 chiffres, sur votre avis de situation INSEE."),
        render_kw={"inputmode": "numeric"},
    )
    vat_number = StringField(
        _l("Numéro de TVA"),
        [at_most(20)],
        description=_l("Vide si l'école n'a pas de numéro de TVA."),
    )
    email = EmailField(_l("Adresse e-mail"), [Optional(), at_most(200), EMAIL])
    phone = StringField(_l("Téléphone"), [at_most(30)])


class LimitsForm(SchoolForm):
    zone = WordField(_l("Zone des vacances scolaires"), Zone)
    presence_is_signed = BooleanField(
        _l("Les élèves signent leur présence sur la tablette, par demi-journée"),
        description=_l("Quand un financeur le demande."),
    )
    opens_on_saturday = BooleanField(_l("L'école ouvre le samedi"))
    students_per_instructor = CountField(
        _l("Élèves par maître, au plus"), [REQUIRED], least=1, most=40, default=12
    )
    learning_hour_cost = FrenchDecimalField(
        _l("Coût d'une heure d'apprentissage, en euros"),
        [REQUIRED],
        most=500,
        default=8,
        description=_l("Montré à l'école à côté du prix, jamais au client."),
    )
    default_vat_rate = FrenchDecimalField(
        _l("Taux de TVA habituel, en %"), [REQUIRED], most=30, default=20
    )
    payment_days = CountField(
        _l("Délai de paiement, en jours"),
        [REQUIRED],
        most=60,
        default=30,
        description=_l("La loi en permet 60 (Code de commerce, L441-10)."),
    )
    quote_validity_days = CountField(
        _l("Validité d'un devis, en jours"), [REQUIRED], least=1, most=365, default=30
    )
    answer_working_days = CountField(
        _l("Réponse à une demande sous, en jours ouvrés"), [REQUIRED], least=1, most=60, default=5
    )


class TextsForm(SchoolForm):
    beside = {IbanIsWrong: "iban"}

    iban = StringField(_l("IBAN"), [at_most(42)])
    bic = StringField(_l("BIC"), [at_most(11)])
    electronic_address = StringField(
        _l("Adresse de facturation électronique"),
        [at_most(125)],
        description=_l("Vide : le SIREN de l'école."),
    )
    consumer_mediator = TextAreaField(
        _l("Médiateur de la consommation"),
        [at_most(300)],
        description=_l("Nom, adresse et site : imprimés pour les particuliers."),
    )
    vat_on_debits = BooleanField(_l("L'école a opté pour la TVA sur les débits"))
    note_pmd = TextAreaField(_l("Pénalités de retard"), [REQUIRED, at_most(500)])
    note_pmt = TextAreaField(_l("Indemnité de recouvrement"), [REQUIRED, at_most(500)])
    note_aab = TextAreaField(_l("Escompte"), [REQUIRED, at_most(500)])
