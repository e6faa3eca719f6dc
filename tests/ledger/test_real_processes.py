"""Processes that really issue at once, and that are really killed in the middle of it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from signal import SIGKILL

import pytest
from sqlalchemy import select

from erp.billing.models import Invoice
from erp.billing.states import InvoiceState
from erp.core import ledger
from erp.core.archive import StoredPaper
from erp.core.db import db
from erp.core.numbering import Counter
from erp.people.states import Role
from tests.builders import a_user
from tests.builders_ledger import verdict
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice
from tests.ledger.twins import twin_of

KILLS, MANY_KILLS = 50, 300  # in the suite, and in its long version
AT_ONCE, PROCESSES = 50, 5
FEW = 4  # for one child: there are always some left


class Issuer:
    """A process that issues what it is told, in a child that may be killed."""

    def __init__(self, url: str) -> None:
        words = [sys.executable, "-m", "tests.ledger.issuer", url, "clé des tests"]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, ids: Sequence[int]) -> None:
        self.process.stdin.write(" ".join(map(str, ids)) + "\n")
        self.process.stdin.flush()

    def child(self) -> int:
        """Its number, once it is born."""
        return int(self.process.stdout.readline().split()[1])

    def told(self) -> dict[int, str]:
        """The numbers it answered with, when its child has ended."""
        answered = {}
        for line in self.process.stdout:
            first, second = line.split()
            if first == "ended":
                break
            if first != "child":
                answered[int(first)] = second
        return answered

    def leave(self) -> None:
        self.process.communicate(timeout=60)


@pytest.fixture
def issuers(database_url):
    """issuers(5) are so many processes, warm and waiting."""
    running = []

    def start(count: int) -> list[Issuer]:
        running.extend(Issuer(database_url) for _ in range(count))
        return running

    yield start
    for one in running:
        one.leave()


def drafts(count: int) -> list[int]:
    a_user(Role.DIRECTOR)
    order = a_finished_order(quantity=str(count))
    slip = a_signed_slip(order, quantity="1")
    first = an_invoice(slip)
    ids = [first.id]
    for _ in range(count - 1):  # the same lines again: drawing them is what matters here
        ids.append(twin_of(first).id)
    db.session.commit()
    return ids


def check_whole(numbers: int) -> None:
    """No gap, no double, no half paper, one counter, and a chain that holds."""
    db.session.rollback()
    issued = db.session.scalars(
        select(Invoice).filter_by(state=InvoiceState.ISSUED).order_by(Invoice.number)
    ).all()
    assert [one.number[-5:] for one in issued] == [f"{n:05d}" for n in range(1, numbers + 1)]
    assert all(one.paper.content.startswith(b"%PDF-") for one in issued)
    assert {one.paper.filename for one in issued} == {f"{one.number}.pdf" for one in issued}
    papers = db.session.query(StoredPaper).filter(StoredPaper.filename.like("F%")).count()
    assert papers == numbers, "a paper without its invoice was left"
    links = db.session.query(ledger.Seal).filter_by(chain="papers").count()
    tail = db.session.query(ledger.Tail).filter_by(chain="papers").one_or_none()
    assert links == (tail.count if tail else 0) == numbers
    counter = db.session.query(Counter).filter_by(series="F").one_or_none()
    assert (counter.last if counter else 0) == numbers
    assert verdict().is_sound


def test_fifty_invoices_from_five_processes_follow_each_other(issuers):
    ids = drafts(AT_ONCE)
    started = issuers(PROCESSES)

    for n, one in enumerate(started):
        one.begin(ids[n::PROCESSES])
    told = {key: number for one in started for key, number in one.told().items()}

    check_whole(AT_ONCE)
    assert told == {one.id: one.number for one in db.session.query(Invoice)}


def test_killed_fifty_times_in_the_middle_of_issuing_nothing_is_half_done(issuers):
    answered, left = kill_again_and_again(issuers(1)[0], KILLS)

    assert answered > KILLS / 10, "the children did not live long enough to issue anything"
    assert left, "the children had nothing to do in the end"


@pytest.mark.long
def test_killed_three_hundred_times_nothing_is_half_done(issuers):
    answered, left = kill_again_and_again(issuers(1)[0], MANY_KILLS)

    assert answered > MANY_KILLS / 10, "the children did not live long enough to issue anything"
    assert left, "the children had nothing to do in the end"


def time_of_one(issuer: Issuer, draft: int) -> tuple[dict[int, str], float]:
    """What a child answers that nobody kills, and how many seconds it lives on this machine."""
    issuer.begin([draft])
    issuer.child()
    started = time.perf_counter()
    answered = issuer.told()
    return answered, 2 * (time.perf_counter() - started)


def kill_again_and_again(issuer: Issuer, kills: int) -> tuple[int, int]:
    """How many invoices were answered for and how many drafts are left: each child goes on with
    these and is killed a moment later; what it answered for is there, and whatever it was doing
    is whole or not at all."""
    left, random = drafts(FEW * kills + 2), Random(kills)
    answered, longest = time_of_one(issuer, left.pop())
    for n in range(kills):
        issuer.begin(left[:FEW])
        child = issuer.child()
        time.sleep(random.uniform(0.0, longest))
        with suppress(ProcessLookupError):  # on a fast machine it has issued them all
            os.kill(child, SIGKILL)
        answered |= issuer.told()
        db.session.rollback()
        known = {one.id: one.number for one in db.session.query(Invoice)}
        assert answered.items() <= known.items()
        left = [one for one, number in known.items() if number is None]
        if n % 10 == 9:
            check_whole(len(known) - len(left))
    return len(answered), len(left)
