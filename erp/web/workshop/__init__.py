"""The pages of the workshop's tablets."""

from erp.web.workshop.face import workshop

__all__ = ["workshop"]
