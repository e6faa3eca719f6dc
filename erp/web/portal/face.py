"""The portal's face."""

from erp.web.shared.face import Face

portal = Face("portal", __name__, url_prefix="/client")
