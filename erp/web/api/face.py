"""The API's face."""

from erp.web.shared.face import Face

api = Face("api", __name__, url_prefix="/api/v1")
