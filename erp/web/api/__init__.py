"""JSON for the clients' own programs: what the portal shows, no more."""

from erp.web.api import description, papers
from erp.web.api.face import api

__all__ = ["api", "description", "papers"]
