"""The workshop's face."""

from erp.web.shared.face import Face

workshop = Face("workshop", __name__, url_prefix="/atelier")
