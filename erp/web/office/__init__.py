"""The office's pages: direction, secretary, instructors, teachers."""

from erp.web.office import home, menu, search, users
from erp.web.office.face import office

__all__ = ["home", "menu", "office", "search", "users"]
