"""A framework in use is copied: cohorts keep theirs, the links to operations come along."""

from erp.curriculum import actions as curriculum
from erp.curriculum.models import Framework
from erp.people import actions as people
from erp.training import actions as training


def copy_framework(framework: Framework, *, label: str) -> Framework:
    people.keep_framework(framework.diploma)
    made, copies = curriculum.copy_framework(framework, label=label)
    training.copy_links(copies)
    return made
