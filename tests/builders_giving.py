"""Ready-made campaigns of the apprenticeship tax, and what companies gave."""

from datetime import timedelta
from decimal import Decimal

from erp.core import clock
from erp.core.db import db
from erp.customers import giving
from erp.customers.models import Support, TaxCampaign
from erp.customers.states import SupportKind
from tests.builders import a_user

DAY = timedelta(days=1)


def a_campaign(**facts) -> TaxCampaign:
    today = clock.today()
    told = {"year": today.year, "opens_on": today - 10 * DAY, "closes_on": today + 10 * DAY}
    told |= {"school_code": "0381234X", **facts}
    campaign = giving.note_campaign(None, actor=a_user(), **told)
    db.session.commit()
    return campaign


def support(customer, amount: str = "500.00", **facts) -> Support:
    told = {"kind": SupportKind.TAX, "given_on": clock.today(), "note": "", **facts}
    noted = giving.note_support(customer, actor=a_user(), amount=Decimal(amount), **told)
    db.session.commit()
    return noted
