"""What the releases of a simulated trial do with a request, and the line of the decision log that says so.

Stable fails one request in 500, and stalls now and then. The candidate is another model: its scores differ; where it answers
in canary, the trial's fault strikes its share of requests.
"""

import hashlib
import math
from dataclasses import dataclass
from random import Random
from typing import Any

from andamio.rollout.routing_table import RoutingTable
from tests.bench.recovery.trials import Fault

STABLE, CANDIDATE = "r1", "r2"
# An answer's latency at the client, feature read included, as in the live trials.
_ANSWER_S = 0.010


@dataclass(frozen=True, slots=True)
class Run:
    """One release's work on one request."""

    outcome: str
    seconds: float
    score: float | None
    struck: bool
    """By the trial's fault."""


class Releases:
    """Stable and the candidate."""

    def __init__(self, fault: Fault, chance: Random) -> None:
        self._fault, self._chance = fault, chance

    def execute(self, release: str, quarantined: bool, canary: bool, amount: float, customer: str) -> Run:
        """`quarantined`: the candidate is, where this runs; `canary`: the fault is awake."""
        random_, fault = self._chance, self._fault
        seconds = random_.lognormvariate(math.log(0.002), 0.5) + (0.13 if random_.random() < 0.002 else 0.0)
        if release == CANDIDATE and quarantined:
            return Run("quarantined", 0.0, None, True)
        struck = release == CANDIDATE and canary and random_.random() < fault.share
        if struck and fault.kind == "crash":
            return Run("crash", seconds, None, True)
        if (struck and fault.kind in ("errors", "nan")) or random_.random() < 0.002:
            return Run("error", seconds, None, struck)
        if struck and fault.kind == "slow":
            # The client's answer takes `effect` times as long, not the model's part of it alone.
            seconds += (fault.effect - 1) * _ANSWER_S
        score = _score(amount / 100 if struck and fault.kind == "silent" else amount, customer)
        if release == CANDIDATE:
            score = min(1.0, max(0.0, score + random_.gauss(0.01, 0.03)))
        return Run("ok", seconds, score, struck)


def _score(amount: float, customer: str) -> float:
    return 1 / (1 + math.exp(2.2 - 0.5 * math.log(amount / 30_000) - (int(customer) % 7 - 3) / 4))


def log_line(
    request_id: str,
    table: RoutingTable,
    primary: str,
    ran: Run,
    shadow: str | None,
    shadowed: Run | None,
    amount: int,
    customer: str,
) -> dict[str, Any]:
    """A line as services/inference writes it."""
    background = None
    if shadowed is not None:
        background = _execution(shadow or STABLE, shadowed)
    return {
        "request_id": request_id,
        "table_version": table.version,
        "stage": table.stage,
        "primary": _execution(primary, ran),
        "shadow": background,
        "entity": hashlib.sha256(f"shop\x1f{customer}".encode()).hexdigest()[:16],
        "segments": {"tenant": "shop"},
        "assigned": {"weight": table.candidate_weight, "candidate": primary == CANDIDATE},
        "request": {"amount_minor": amount, "lines": 1 + amount % 5, "distinct_products": 1 + amount % 3},
    }


def _execution(release: str, run: Run) -> dict[str, Any]:
    review = None if run.score is None else "review" if run.score > 0.25 else "accept"
    return {
        "release": release,
        "outcome": run.outcome,
        "latency_ms": run.seconds * 1000,
        "score": run.score,
        "decision": review,
    }
