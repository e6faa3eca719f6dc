"""What a machine makes of our own description: no fault of ours, no answer that is not described."""

import contextvars
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from erp.core.db import db
from erp.customers.states import Scope
from tests.api.test_api import WISH, Program, whole_deal
from tests.builders import a_contact, a_school

PROMISES = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
QUICK = settings(
    max_examples=25,
    derandomize=True,  # the same questions each time
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(app):
    """The served description, asked of a server as a client's program asks: from outside."""

    def outside(environ, start_response):
        return contextvars.Context().run(app, environ, start_response)

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", outside)


@pytest.fixture
def key(app, browse):
    """Of a company with a paper of each kind."""
    a_school()
    contact = a_contact()
    whole_deal(contact)
    program = Program(browse, contact, Scope.ASK)
    db.session.rollback()
    return program.secret


@pytest.mark.parametrize(("mode", "usual"), [("positive", {200, 201, 404}), ("negative", {422})])
def test_nothing_breaks_and_all_is_as_described(described, key, mode, usual):
    told = Counter()
    for operation in described.get_all_operations():
        cases = operation.ok().as_strategy(generation_mode=GenerationMode(mode))
        fuzz(cases, {"Authorization": f"Bearer {key}"}, told)
    assert told.total() > 150
    assert usual <= set(told), told


def fuzz(cases, headers: dict[str, str], told: Counter) -> None:
    """Each call is judged as it comes back; the key is ours, the rest is the machine's."""

    @QUICK
    @given(case=cases)
    def judge(case):
        case.headers = {**(case.headers or {}), **headers}
        if isinstance(case.body, dict) and isinstance(case.body.get("wished_week"), str):
            case.body["wished_week"] = WISH["wished_week"]  # else every week is long past
        answer = case.call_and_validate(checks=PROMISES)
        told[answer.status_code] += 1

    judge()
