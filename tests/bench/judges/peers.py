"""All peers on one rollout's traffic, and what tuning makes of many: who finds which regression after how many requests.

A peer has many settings; all are tuned to the same rate of false rollbacks on the same A/A rollouts, all get the traffic
that our judge's plan asks for, and for each regression the one that finds most counts (ties within half a point: the one
with the lower median). So a peer may be set up differently for each regression, as if its user knew which one comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.bench.judges import kayenta, threshold_peers
from tests.bench.judges.intervals import median
from tests.bench.judges.threshold_peers import Comparison, Result, Routing, Schedule
from tests.bench.judges.traffic import Block, Floats, Integers, Stream
from tests.bench.judges.tuning import Rule, found_at, tune

_NEVER = float("inf")
_TIE = 0.005


@dataclass(frozen=True, slots=True)
class Observations:
    """What the tuned peers' statistics were in one rollout, under one routing."""

    checks: Mapping[tuple[Schedule, Comparison], Floats]
    """[checks, statistics]."""
    kayenta: Mapping[tuple[int, int, float], Floats]
    """(requests, points, tolerance) -> [metrics]."""


def observe(block: Block, horizon: int, routing: Routing) -> Observations:
    """The statistics of every tuned peer over the first `horizon` requests."""
    checks = {
        (schedule, comparison): values
        for schedule in threshold_peers.schedules(horizon)
        for comparison, values in threshold_peers.statistics(block, schedule, routing, horizon).items()
    }
    exceedances = {
        (requests, points, tolerance): kayenta.exceedances(block, requests, points, tolerance, routing)
        for requests, points, tolerance in kayenta.tuned_grid(horizon)
    }
    return Observations(checks, exceedances)


DOCUMENTED = ("Flagger, threshold 5", "Flagger, threshold 10", "Argo Rollouts", "Kayenta")
TUNED = ("Flagger", "Argo Rollouts", "Kayenta")


def as_documented(stream: Stream) -> dict[str, Result]:
    """Every peer with its documentation's settings, for as long as those take."""
    five, ten = threshold_peers.FLAGGER_THRESHOLDS
    block = stream.take(max(threshold_peers.flagger_longest(ten), threshold_peers.ARGO_LONGEST, kayenta.LONGEST))
    results = (
        threshold_peers.flagger_as_documented(block, five),
        threshold_peers.flagger_as_documented(block, ten),
        threshold_peers.argo_as_documented(block),
        kayenta.as_documented(block),
    )
    return dict(zip(DOCUMENTED, results, strict=True))


@dataclass(frozen=True, slots=True)
class Tuned:
    """A peer's best settings for one regression."""

    settings: str
    requests: Sequence[float]
    """To the rollback of each rollout, infinite where there was none."""

    @property
    def share(self) -> float:
        """Of rollouts that it rolled back."""
        return float(np.mean(np.isfinite(self.requests)))

    @property
    def median(self) -> float:
        """Requests to rollback."""
        return median(list(self.requests)).value


def tuned(harmless: Sequence[Observations], regressed: Sequence[Observations], rate: float) -> dict[str, Tuned]:
    """Each peer at its best on `regressed`, its settings rolling back at most `rate` of `harmless`."""
    return {
        "Flagger": _best(_threshold_peer(harmless, regressed, rate, by_statistic=False)),
        "Argo Rollouts": _best(_threshold_peer(harmless, regressed, rate, by_statistic=True)),
        "Kayenta": _best(_kayenta(harmless, regressed, rate)),
    }


def _threshold_peer(
    harmless: Sequence[Observations], regressed: Sequence[Observations], rate: float, by_statistic: bool
) -> list[Tuned]:
    found = []
    for schedule, comparison in harmless[0].checks:
        key = (schedule, comparison)
        calm = np.stack([o.checks[key] for o in harmless])
        struck = np.stack([o.checks[key] for o in regressed])
        for rule in threshold_peers.rules(by_statistic):
            if rule.limit > calm.shape[1]:
                continue
            at = found_at(struck, tune(calm, rule, rate), rule)
            settings = (
                f"{comparison.value}, every {schedule.interval} requests over {schedule.window}, "
                f"failed check {rule.limit} rolls back"
            )
            found.append(Tuned(settings, _requests(at, schedule.interval)))
    return found


def _kayenta(harmless: Sequence[Observations], regressed: Sequence[Observations], rate: float) -> list[Tuned]:
    found = []
    once = Rule(limit=1)
    for key in harmless[0].kayenta:
        requests, points, tolerance = key
        calm = np.stack([o.kayenta[key][None] for o in harmless])
        struck = np.stack([o.kayenta[key][None] for o in regressed])
        at = found_at(struck, tune(calm, once, rate), once)
        settings = f"{points} points over {requests} requests, tolerance {tolerance:g}"
        found.append(Tuned(settings, _requests(at, requests)))
    return found


def _requests(at: Integers, interval: int) -> list[float]:
    return [float((check + 1) * interval) if check >= 0 else _NEVER for check in at.tolist()]


def _best(candidates: list[Tuned]) -> Tuned:
    most = max(candidate.share for candidate in candidates)
    return min((c for c in candidates if c.share >= most - _TIE), key=lambda c: (c.median, -c.share))
