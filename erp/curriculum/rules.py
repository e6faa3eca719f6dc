"""What must be true of a framework."""

from erp.curriculum.models import Framework
from erp.curriculum.refusals import FrameworkIsInUse


def check_open(framework: Framework) -> None:
    if framework.frozen_at is not None:
        raise FrameworkIsInUse(framework=framework)
