"""With OR-Tools: prove how late the late orders must be, and put them where they are no later."""

from dataclasses import dataclass, field, replace

from erp.planning.engine.bound import late_of
from erp.planning.engine.budget import Budget
from erp.planning.engine.clusters import clusters_of
from erp.planning.engine.improve import Improver
from erp.planning.engine.placing import Placer
from erp.planning.engine.together import Given, Together, late_together

FIRST = 0.06  # of the time searches without OR-Tools
PROOF = 0.5  # of what is left is for each proof at most
PLACING = 0.7  # of what is left is for putting them there
HOPING = 0.35  # when the proof is only of some of them
LEAST = 1.5  # seconds without which a proof is not begun
MARGIN, SPARE = 0.05, 6  # of what is known, and slots: so much later is tried first
STEP, GROWTH = 0.5, 0.4  # then so much of what is left up to the plan in hand, or of what is known
MOST = 120  # operations that OR-Tools is given at a time
AROUND = 0.15  # of what is left then moves the other orders only


@dataclass
class Cluster:
    """Orders that may hinder each other. `proofs`: of some of them, how late they are at least.

    `hoped`: where the late ones alone fit, for when nothing is found for all of them together.
    """

    jobs: list[int]
    proofs: list[tuple[frozenset[int], int]] = field(default_factory=list)
    tried: list[frozenset[int]] = field(default_factory=list)
    hoped: tuple[list[int], Together] | None = None

    def bound(self, some: frozenset[int], alone: list[int]) -> int:
        """Weighted slots of lateness of these orders that no plan avoids."""
        proofs = [(frozenset[int](), 0), *self.proofs]
        return max(
            value + sum(alone[job] for job in some - proved)
            for proved, value in proofs
            if proved <= some
        )


class Polish:
    """`bound`: weighted slots of lateness that no plan avoids."""

    def __init__(self, improver: Improver, ends: list[int]) -> None:
        self.improver, self.problem = improver, improver.problem
        self.ends, self.placer = ends, Placer(improver, ends)
        self.by_order = late_of(self.problem, ends)
        self.clusters = [Cluster(jobs) for jobs in clusters_of(self.problem)]

    @property
    def bound(self) -> int:
        return sum(self._bound(one, one.jobs) for one in self.clusters)

    def _bound(self, cluster: Cluster, jobs: list[int]) -> int:
        return cluster.bound(frozenset(jobs), self.by_order)

    def run(self, budget: Budget, lowest: int) -> None:
        """Search, prove and place, and search on from there; the best plan is in the improver."""
        self._search(budget.part(FIRST), budget, lowest)
        self.empty = self.placer.alone([None] * len(self.problem.tasks))
        while not self._has_no_time(budget) and (cluster := self._worst()):
            self._settle(cluster, budget, lowest)
        self.improver.restore(self.improver.best)
        self.improver.go_on()
        self._search(budget.part(1), budget, lowest)
        self.improver.restore(self.improver.best)

    def _search(self, part: Budget, budget: Budget, lowest: int) -> None:
        self.improver.least = self._least()
        self.improver.run(part, lowest)
        budget.done += part.done

    def _has_no_time(self, budget: Budget) -> bool:
        """Or something has no place: no proof would help."""
        is_short = budget.seconds - budget.spent() < LEAST
        return budget.is_over() or is_short or self.improver.best_score.unplaced > 0

    def _least(self) -> list[int]:
        """By order, the lateness that no plan avoids, or not without as much for another one."""
        found = list(self.by_order)
        for cluster in self.clusters:
            if self._beyond(cluster) <= 0:
                for job in cluster.jobs:
                    found[job] = self.improver.late[job]
        return found

    def _worst(self) -> Cluster | None:
        """The orders that are most late beyond what is proved, and not yet settled."""
        self.improver.restore(self.improver.best)
        self.improver.go_on()
        open_ones = [one for one in self.clusters if self._beyond(one) > 0 and self._next(one)]
        return max(open_ones, key=self._beyond, default=None)

    def _beyond(self, cluster: Cluster) -> int:
        return self._late(cluster.jobs) - self._bound(cluster, cluster.jobs)

    def _late(self, jobs: list[int]) -> int:
        return sum(self.improver.late[job] for job in jobs)

    def _next(self, cluster: Cluster) -> list[int]:
        """The late ones alone, then as many more as OR-Tools can be given; none: all was tried."""
        late = [job for job in cluster.jobs if self.improver.late[job]]
        for some in (late, self._with_rivals(cluster, late)):
            if frozenset(some) not in cluster.tried:
                return some
        return []

    def _with_rivals(self, cluster: Cluster, late: list[int]) -> list[int]:
        """Those that were late in other plans of the search first."""
        chosen = self.improver.chosen
        rest = sorted(set(cluster.jobs) - set(late), key=lambda job: (-chosen[job], job))
        found, left = list(late), MOST - sum(len(self.problem.jobs[job].tasks) for job in late)
        for job in rest:
            size = len(self.problem.jobs[job].tasks)
            if size <= left:
                found.append(job)
                left -= size
        return sorted(found)

    def _settle(self, cluster: Cluster, budget: Budget, lowest: int) -> None:
        """Prove something of the late ones, then of all, and put all where it may be reached."""
        some = self._next(cluster)
        cluster.tried.append(frozenset(some))
        found = self._proved(cluster, some, budget)
        whole = self._with_rivals(cluster, some)
        if whole != some and frozenset(whole) not in cluster.tried:
            cluster.hoped = some, found
            return
        if not found.begins and cluster.hoped:
            some, found = cluster.hoped
        others = sum(self.by_order[job] for job in set(whole) - set(some))
        found = replace(found, bound=found.bound + others, late=found.late + others)
        best = self.improver.best
        if self._placed(whole, found, PLACING if whole == some else HOPING, budget):
            self.improver.hold(set(whole))
            self._search(budget.part(AROUND), budget, lowest)
            self.improver.hold(set())
        if self.improver.best is not best:
            self.placer.placed |= set(whole)

    def _placed(self, some: list[int], found: Together, share: float, budget: Budget) -> bool:
        """Not begun where nothing is won."""
        is_new = found.begins and found.late < self._late(some)
        if not is_new or not self.placer.stands_alone():
            return False
        return self.placer.place(some, found, lambda: self._seconds(budget, share))

    def _proved(self, cluster: Cluster, some: list[int], budget: Budget) -> Together:
        """Try to be hardly later than what is known, then more and more: each « no » is a proof."""
        now, best = self._late(some), self.improver.best
        step = 0.0
        while True:
            known = self._bound(cluster, some)
            least, top = MARGIN * known + SPARE, GROWTH * known + SPARE
            most = min(now, round(known + max(min(step * (now - known), top), least)))
            given = Given(self.placer.views, some, self.empty, self.ends, best, known, most)
            found = late_together(given, self._seconds(budget, PROOF))
            cluster.proofs.append((frozenset(some), found.bound))
            if found.begins or not found.is_settled or self._has_no_time(budget):
                return found
            step = STEP

    def _seconds(self, budget: Budget, share: float) -> float:
        return max(0.1, share * (budget.seconds - budget.spent()))
