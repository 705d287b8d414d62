"""Rollout judges side by side on the same simulated traffic: ours, Flagger's, Argo Rollouts' and Kayenta's.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.rollout_verdicts --out FOLDER

First harmless candidates (A/A): how often is one rolled back, and how many are promoted within the traffic that the plan
named before the start. Then five regressions: the share that each judge finds and how many requests it needs, the peers
both as their documentation sets them up and tuned to the same rate of false rollbacks (`judges/peers.py`). At last the
four cases that Kayenta is reported to miss. Requests are of all customers, from the start of the rollout.

Prints JSON, draws the share found by requests into --out, exits with 1 if an objective is missed. What was simulated is
kept in --out/parts, by the digest of the code that simulates, and is not simulated again: with --seconds a run ends in time
(exit 3) and the next goes on.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import andamio.rollout.settings
from andamio.rollout.judgement.plan import plan
from andamio.rollout.settings import EQUIVALENT
from tests.bench import machine
from tests.bench.judges import missed_by_kayenta, peers
from tests.bench.judges.chart import Curve, draw
from tests.bench.judges.intervals import median, share
from tests.bench.judges.kept_parts import KeptParts, OutOfTime
from tests.bench.judges.our_judge import Outcome, run_rollout
from tests.bench.judges.threshold_peers import Result, Routing
from tests.bench.judges.traffic import Regression, Stream, Surroundings

FALSE_ROLLBACKS_AT_MOST = 0.01
PROMOTED_WITHIN_PLAN_AT_LEAST = 0.95
# Ahead of every peer, tuned, on every regression: found at least as often, and in fewer requests at the median.
SHARE_AHEAD_BY_AT_LEAST = 0.0
MEDIAN_AT_MOST_OF_PEERS = 1.0

# The profile for a candidate that must do what stable does: the regressions are of this size.
SETTINGS = replace(EQUIVALENT, false_rollback=FALSE_ROLLBACKS_AT_MOST)
# The stated rate holds at any look of rollouts without end, so what is observed is far below it; the peers are tuned to all
# of it.
# At this setting ours is to be matched as they are: what it rolls back of harmless candidates is in the result.
MATCHED = replace(SETTINGS, false_rollback=0.05)
ROLLOUTS = 10_000
REGRESSIONS = 1_000
# Documented settings take up to 120,000 requests a rollout, and are far from their objectives: fewer will do.
DOCUMENTED = 200
# Harmless rollouts that only the peers see, to match their rate on. Few would flatter them: of many settings the one whose
# threshold came out low by luck would look best.
TUNING = 4_000
# Harmless rollouts have the seeds from --seed on; the others have seeds of their own, however many there are.
_FIRST_OF_REGRESSED, _FIRST_OF_TUNING = 5_000_000, 10_000_000
# Code whose change makes earlier parts worthless.
_JUDGES = Path(__file__).parent / "judges"
_OF_PEERS = tuple(
    _JUDGES / f"{name}.py"
    for name in ("traffic", "readings", "threshold_peers", "kayenta", "mann_whitney", "tuning", "peers")
)
_ROLLOUT = Path(andamio.rollout.settings.__file__).parent
_OF_ALL = (*_OF_PEERS, _JUDGES / "our_judge.py", *sorted(_ROLLOUT.glob("*.py")), *sorted(_ROLLOUT.glob("*/*.py")))
REGRESSED = [regression for regression in Regression if regression is not Regression.NONE]


@dataclass(frozen=True, slots=True)
class Task:
    """One rollout to simulate."""

    seed: int
    regression: Regression
    surroundings: Surroundings
    horizon: int
    """Requests that tuned peers get."""
    documented: bool
    """Whether peers with documented settings see it."""
    matched: bool
    """Whether ours runs with `MATCHED` as well."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it."""

    task: Task
    ours: Outcome
    matched: Outcome | None
    observed: Mapping[Routing, peers.Observations]
    documented: dict[str, Result]


def simulate(task: Task) -> Done:
    """All judges on one rollout's traffic."""
    stream = Stream(task.seed, task.regression, task.surroundings)
    return Done(
        task,
        run_rollout(stream, task.seed, SETTINGS),
        run_rollout(stream, task.seed, MATCHED) if task.matched else None,
        observe(task) if task.regression is not Regression.NONE else {},
        peers.as_documented(stream) if task.documented else {},
    )


def observe(task: Task) -> Mapping[Routing, peers.Observations]:
    """What the tuned peers see in one rollout."""
    block = Stream(task.seed, task.regression, task.surroundings).take(task.horizon)
    return {routing: peers.observe(block, task.horizon, routing) for routing in Routing}


def main() -> int:
    """Print the result; 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rollouts", type=int, default=ROLLOUTS, help="harmless rollouts")
    parser.add_argument("--regressions", type=int, default=REGRESSIONS, help="rollouts of each regression")
    parser.add_argument("--documented", type=int, default=DOCUMENTED, help="of them, rollouts of documented settings")
    parser.add_argument("--matched", type=int, default=0, help="of them, rollouts of ours with its rate matched too")
    parser.add_argument("--tuning", type=int, default=TUNING, help="harmless rollouts that the peers are tuned on")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first rollout")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--steady", action="store_true", help="days alike, which helps thresholds fixed beforehand")
    parser.add_argument(
        "--quick", action="store_true", help="200 harmless rollouts, 40 of each regression, 500 for tuning"
    )
    parser.add_argument("--out", type=Path, help="folder for the chart, and for parts of earlier runs")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin nothing new after this")
    options = parser.parse_args()
    if options.quick:
        options.rollouts, options.regressions, options.documented, options.tuning = 200, 40, 10, 500
    started = time.monotonic()
    expected = plan(SETTINGS)
    surroundings = Surroundings.STEADY if options.steady else Surroundings.VARYING

    def tasks(regression: Regression, count: int, first: int) -> list[Task]:
        return [
            Task(
                seed=first + i,
                regression=regression,
                surroundings=surroundings,
                horizon=expected.requests,
                documented=i < options.documented,
                matched=i < options.matched,
            )
            for i in range(count)
        ]

    parts = KeptParts(None if options.out is None else options.out / "parts", options.seconds)
    regressed = _FIRST_OF_REGRESSED + options.seed
    tuning = [
        Task(_FIRST_OF_TUNING + options.seed + i, Regression.NONE, surroundings, expected.requests, False, False)
        for i in range(options.tuning)
    ]
    try:
        with ProcessPoolExecutor(options.processes) as pool:
            calm = parts.run(pool, observe, tuning, "tuning", _OF_PEERS)
            struck = {
                regression: parts.run(
                    pool, simulate, tasks(regression, options.regressions, regressed), regression.value, _OF_ALL
                )
                for regression in REGRESSED
            }
            harmless = parts.run(
                pool, simulate, tasks(Regression.NONE, options.rollouts, options.seed), "harmless", _OF_ALL
            )
    except OutOfTime as reached:
        print(reached, file=sys.stderr)
        return 3

    cases = missed_by_kayenta.results(SETTINGS)
    missed: list[str] = [f"Kayenta's case {name}: {case['missed']}" for name, case in cases.items() if case["missed"]]
    result: dict[str, Any] = {
        "machine": machine.description(),
        "command": " ".join(sys.argv[1:]),
        "surroundings": surroundings.value,
        "plan": expected.to_text(),
        "harmless": _harmless(harmless, expected.requests, missed),
        "regressions": {},
        "missed_by_kayenta": cases,
    }
    curves: dict[str, list[Curve]] = {}
    for regression, rollouts in struck.items():
        best = {
            f"{name}, tuned, {routing.value}": peer
            for routing in Routing
            for name, peer in peers.tuned(
                [observed[routing] for observed in calm],
                [done.observed[routing] for done in rollouts],
                FALSE_ROLLBACKS_AT_MOST,
            ).items()
        }
        result["regressions"][regression.value] = _regression(regression, rollouts, best, missed)
        curves[regression.value] = _curves(rollouts, best)
    result["missed"] = missed
    result["seconds"] = round(time.monotonic() - started)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        draw(curves, expected.requests, options.out / "rollout_verdicts.png")
    print(json.dumps(result, indent=2))
    return 1 if missed else 0


def _harmless(rollouts: Sequence[Done], planned: int, missed: list[str]) -> dict[str, Any]:
    ours = [done.ours for done in rollouts]
    false = share(sum(o.rolled_back for o in ours), len(ours))
    within = share(sum(not o.rolled_back and o.requests <= planned for o in ours), len(ours))
    if false.value > FALSE_ROLLBACKS_AT_MOST:
        missed.append(f"false rollbacks {false.value:.2%}")
    if within.value < PROMOTED_WITHIN_PLAN_AT_LEAST:
        missed.append(f"promoted within the plan {within.value:.1%}")
    documented = [done.documented for done in rollouts if done.documented]
    return {
        "rollouts": len(ours),
        "false_rollbacks": false.to_document(),
        "false_rollbacks_why": dict(Counter(o.reason.split(":")[0] for o in ours if o.rolled_back)),
        "promoted_within_plan": within.to_document(),
        "requests": median([float(o.requests) for o in ours]).to_document(),
        "matched": _false_rollbacks([done.matched for done in rollouts if done.matched is not None]),
        "as_documented": {
            name: share(sum(d[name].found for d in documented), len(documented)).to_document()
            for name in (peers.DOCUMENTED if documented else ())
        },
    }


def _false_rollbacks(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    if not outcomes:
        return {}
    found = share(sum(o.rolled_back for o in outcomes), len(outcomes))
    return {"nominal": MATCHED.false_rollback, "rollouts": len(outcomes), "false_rollbacks": found.to_document()}


def _regression(
    regression: Regression, rollouts: Sequence[Done], best: dict[str, peers.Tuned], missed: list[str]
) -> dict[str, Any]:
    ours = _found_after([done.ours for done in rollouts])
    found, middle = share(sum(r < _NEVER for r in ours), len(ours)), median(ours)
    rows: dict[str, Any] = {
        "ours": {
            "found": found.to_document(),
            "requests": middle.to_document(),
            "exposed": median([float(done.ours.exposed) for done in rollouts]).to_document(),
            "why": dict(Counter(done.ours.reason.split(":")[0] for done in rollouts if done.ours.rolled_back)),
        }
    }
    if matched := [done.matched for done in rollouts if done.matched is not None]:
        after = _found_after(matched)
        rows["ours, matched"] = {
            "found": share(sum(r < _NEVER for r in after), len(after)).to_document(),
            "requests": median(after).to_document(),
        }
    for name, peer in best.items():
        theirs = list(peer.requests)
        their_share, their_middle = share(sum(r < _NEVER for r in theirs), len(theirs)), median(theirs)
        rows[name] = {
            "found": their_share.to_document(),
            "requests": their_middle.to_document(),
            "settings": peer.settings,
        }
        if found.value < their_share.value + SHARE_AHEAD_BY_AT_LEAST:
            missed.append(f"{regression.value}: found {found.value:.1%}, {name} {their_share.value:.1%}")
        if not middle.value < MEDIAN_AT_MOST_OF_PEERS * their_middle.value:
            missed.append(f"{regression.value}: median {middle.value:g} requests, {name} {their_middle.value:g}")
    for name, theirs in _documented(rollouts).items():
        their_share = share(sum(r < _NEVER for r in theirs), len(theirs))
        rows[f"{name}, as documented"] = {"found": their_share.to_document(), "requests": median(theirs).to_document()}
    return rows


_NEVER = float("inf")


def _found_after(results: Iterable[Outcome | Result]) -> list[float]:
    return [float(r.requests) if (r.rolled_back if isinstance(r, Outcome) else r.found) else _NEVER for r in results]


def _documented(rollouts: Sequence[Done]) -> dict[str, list[float]]:
    seen = [done.documented for done in rollouts if done.documented]
    return {name: _found_after(d[name] for d in seen) for name in (peers.DOCUMENTED if seen else ())}


def _curves(rollouts: Sequence[Done], best: dict[str, peers.Tuned]) -> list[Curve]:
    curves = [Curve("ours", _found_after([done.ours for done in rollouts]), "ours")]
    curves += [Curve(name, list(peer.requests), "tuned") for name, peer in best.items()]
    return curves + [
        Curve(f"{name}, as documented", found, "documented") for name, found in _documented(rollouts).items()
    ]


if __name__ == "__main__":
    sys.exit(main())
