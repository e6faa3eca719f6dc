"""What planning asks: the school as an instance of the engine."""

from erp.planning.queries.permits import MayUse, as_safety_says
from erp.planning.queries.school import school_instance

__all__ = ["MayUse", "as_safety_says", "school_instance"]
