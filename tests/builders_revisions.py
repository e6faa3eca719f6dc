"""Ready-made new revisions of drawings of running orders."""

from erp.core import clock, files
from erp.core.db import db
from erp.core.files import Upload
from erp.sales import actions
from erp.sales.models import DrawingRevision
from erp.web.shared.papers import files_folder
from tests.builders import a_user
from tests.builders_sales import an_order
from tests.portal.test_portal_requests import PDF


def a_revision(order=None, revision: str = "C", answered: bool | None = None) -> DrawingRevision:
    """`answered`: whether the school said that it counts; None: it said nothing yet."""
    order = order or an_order()
    stored = files.keep(Upload("axe-c.pdf", PDF), folder=files_folder())
    told = {"number": "AX-220", "revision": revision, "note": "Portée plus longue."}
    sent = actions.send_revision(
        order.lines[0], stored, actor=order.contact.user, now=clock.now(), **told
    )
    if answered is not None:
        actions.answer_revision(sent, is_taken=answered, answer="Même prix.", actor=a_user())
    db.session.commit()
    return sent
