"""Records of training → the frozen data of its papers."""

from erp.training.papers.booklet import BookletFacts, achievements, booklet
from erp.training.papers.statement import statement

__all__ = ["BookletFacts", "achievements", "booklet", "statement"]
