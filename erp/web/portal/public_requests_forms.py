"""The form of somebody without an account, with a trap for machines."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField

from erp.core.identifiers import SiretIsWrong, checked_siret
from erp.web.portal.requests_forms import RequestForm
from erp.web.shared.forms import REQUIRED, at_most
from erp.web.shared.school_forms import EMAIL


class PublicRequestForm(RequestForm):
    beside: ClassVar[dict[Any, str]] = {**RequestForm.beside, SiretIsWrong: "siret"}

    company = StringField(_l("Votre entreprise"), [REQUIRED, at_most(150)])
    siret = StringField(
        _l("SIRET, si vous l'avez sous la main"), [at_most(20)],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    name = StringField(
        _l("Prénom et nom"), [REQUIRED, at_most(120)], render_kw={"autocomplete": "name"}
    )
    email = EmailField(
        _l("Adresse e-mail"), [REQUIRED, at_most(200), EMAIL], render_kw={"autocomplete": "email"}
    )
    phone = StringField(_l("Téléphone"), [at_most(30)], render_kw={"autocomplete": "tel"})
    website = StringField(  # nobody sees it: who fills it is a machine
        _l("Ne remplissez pas ce champ"), render_kw={"tabindex": "-1", "autocomplete": "off"}
    )

    @property
    def asker(self) -> dict[str, Any]:
        names = ("company", "name", "phone")
        told = {name: " ".join(str(self[name].data).split()) for name in names}
        email = str(self.email.data).strip().lower()
        return {**told, "email": email, "siret": checked_siret(str(self.siret.data or ""))}
