"""The office's face."""

from erp.web.shared.face import Face

office = Face("office", __name__, url_prefix="/bureau")
