"""Rollout judges side by side on the same simulated traffic: ours, Flagger's, Argo Rollouts' and Kayenta's.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.rollout_verdicts --out FOLDER

First harmless candidates (A/A) at the stated rate: how often is one rolled back, and how many are promoted within the
traffic that the plan named before the start. Then five regressions: the share that each judge finds and how many requests
it needs. The comparison is at a matched rate: every judge is tuned on the same kind of harmless rollouts, so that it rolls
back at most 1% of them, the peers by their thresholds (`judges/peers.py`), ours by its nominal `false_rollback`. Beside it
are ours at the stated rate, a guarantee at any look and without end, of which far less is observed, and the peers as their
documentation sets them up. At last the four cases that Kayenta is reported to miss. Requests are of all customers, from the
start of the rollout.

Prints JSON, draws the share found by requests into --out, exits with 1 if an objective is missed. What was simulated is
kept in --out/parts, by the digest of the code that simulates, and is not simulated again: with --seconds a run ends in time
(exit 3) and the next goes on.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import andamio.rollout.settings
from andamio.rollout.judgement.plan import plan
from andamio.rollout.judgement.rules import RULES
from andamio.rollout.settings import EQUIVALENT, Settings
from tests.bench import machine
from tests.bench.judges import missed_by_kayenta, peers
from tests.bench.judges.chart import draw
from tests.bench.judges.kept_parts import PART, KeptParts, OutOfTime
from tests.bench.judges.result_rows import curves, harmless_rows, regression_rows
from tests.bench.judges.simulated import Harmless, HarmlessTask, Struck, StruckTask, observe, run_harmless, run_struck
from tests.bench.judges.threshold_peers import Routing
from tests.bench.judges.traffic import Regression, Surroundings

FALSE_ROLLBACKS_AT_MOST = 0.01
PROMOTED_WITHIN_PLAN_AT_LEAST = 0.95
# Ahead of every peer, at the matched rate, on every regression: found at least as often, and in fewer requests at the
# median: `judges/result_rows.py`.

# The profile for a candidate that must do what stable does: the regressions are of this size.
SETTINGS = replace(EQUIVALENT, false_rollback=FALSE_ROLLBACKS_AT_MOST)
# Nominal levels to tune ours by, from the boldest; the first that rolls back few enough of the tuning rollouts is taken.
NOMINAL = (0.1, 0.05, 0.03, 0.02)
ROLLOUTS = 10_000
REGRESSIONS = 1_000
# Documented settings take up to 120,000 requests a rollout, and are far from their objectives: fewer will do.
DOCUMENTED = 200
# Harmless rollouts that the judges are tuned on. Few would flatter the peers: of many settings the one whose threshold came
# out low by luck would look best.
TUNING = 4_000
# Harmless rollouts at the matched level, of other seeds than the tuning's: what it is worth on traffic not tuned on.
MATCHED = 1_000
# Harmless rollouts have the seeds from --seed on; the others have seeds of their own, however many there are.
_FIRST_OF_REGRESSED, _FIRST_OF_TUNING = 5_000_000, 10_000_000
# What makes earlier parts worthless when it changes: the code that simulates, the peers', and of ours the state machine and
# the version of the rules, which a test forces to change with any verdict.
_JUDGES = Path(__file__).parent / "judges"
_ROLLOUT = Path(andamio.rollout.settings.__file__).parent
_SIMULATED = tuple(_JUDGES / f"{name}.py" for name in ("simulated", "traffic"))
_OF_PEERS = (
    *_SIMULATED,
    *(_JUDGES / f"{n}.py" for n in ("readings", "threshold_peers", "kayenta", "mann_whitney", "tuning", "peers")),
)
_OF_OURS = (
    *_SIMULATED,
    *(
        _JUDGES / f"{name}.py"
        for name in ("our_judge", "array_judge", "array_guards", "array_stages", "running_evidence")
    ),
    *(_ROLLOUT / "machine" / f"{name}.py" for name in ("advance", "moves", "state_machine")),
    _ROLLOUT / "routing_table.py",
)
REGRESSED = [regression for regression in Regression if regression is not Regression.NONE]


@dataclass(frozen=True, slots=True)
class Simulations:
    """Simulates what is asked for, or finds it among the kept parts."""

    pool: ProcessPoolExecutor
    parts: KeptParts
    surroundings: Surroundings

    def harmless(self, name: str, first: int, count: int, settings: Settings) -> list[Harmless]:
        """Ours on harmless rollouts."""
        tasks = [HarmlessTask(first + i, self.surroundings, settings, RULES) for i in range(count)]
        return self.parts.run(self.pool, run_harmless, tasks, name, _OF_OURS)

    def peers_on_harmless(self, first: int, count: int, horizon: int) -> list[Mapping[Routing, peers.Observations]]:
        """What the peers see in harmless rollouts."""
        tasks = [(first + i, Regression.NONE, self.surroundings, horizon) for i in range(count)]
        return self.parts.run(self.pool, observe, tasks, "tuning", _OF_PEERS)

    def struck(
        self,
        regression: Regression,
        first: int,
        count: int,
        documented: int,
        settings: tuple[Settings, ...],
        horizon: int,
    ) -> list[Struck]:
        """Every judge on rollouts of a regression; ours under each of `settings`."""
        tasks = [
            StruckTask(first + i, regression, self.surroundings, horizon, i < documented, settings, RULES)
            for i in range(count)
        ]
        return self.parts.run(self.pool, run_struck, tasks, regression.value, (*_OF_OURS, *_OF_PEERS))

    def matched(self, first: int, count: int) -> tuple[Settings, list[dict[str, Any]]]:
        """Ours tuned as the peers are: the boldest nominal level within the rate, and what each level that was tried did."""
        allowed = int(FALSE_ROLLBACKS_AT_MOST * count)
        tried = []
        for nominal in (*NOMINAL, FALSE_ROLLBACKS_AT_MOST):
            settings = replace(SETTINGS, false_rollback=nominal)
            seen = rolled_back = 0
            while seen < count and rolled_back <= allowed:
                part = self.harmless(f"tuning-{nominal:g}", first + seen, min(PART, count - seen), settings)
                seen += len(part)
                rolled_back += sum(each.outcome.rolled_back for each in part)
            tried.append({"nominal": nominal, "rollouts": seen, "rolled_back": rolled_back})
            if rolled_back <= allowed:
                break
        return settings, tried


def main() -> int:
    """Print the result; 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rollouts", type=int, default=ROLLOUTS, help="harmless rollouts")
    parser.add_argument("--regressions", type=int, default=REGRESSIONS, help="rollouts of each regression")
    parser.add_argument("--documented", type=int, default=DOCUMENTED, help="of them, rollouts of documented settings")
    parser.add_argument("--tuning", type=int, default=TUNING, help="harmless rollouts that judges are tuned on")
    parser.add_argument("--matched", type=int, default=MATCHED, help="harmless rollouts of ours at the matched level")
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
        options.matched = 200
    started = time.monotonic()
    expected = plan(SETTINGS)
    surroundings = Surroundings.STEADY if options.steady else Surroundings.VARYING
    parts = KeptParts(None if options.out is None else options.out / "parts", options.seconds)
    regressed, tuned_on = _FIRST_OF_REGRESSED + options.seed, _FIRST_OF_TUNING + options.seed
    try:
        with ProcessPoolExecutor(options.processes) as pool:
            simulations = Simulations(pool, parts, surroundings)
            harmless = simulations.harmless("harmless", options.seed, options.rollouts, SETTINGS)
            calm = simulations.peers_on_harmless(tuned_on, options.tuning, expected.requests)
            matched, tried = simulations.matched(tuned_on, options.tuning)
            struck = {
                regression: simulations.struck(
                    regression,
                    regressed,
                    options.regressions,
                    options.documented,
                    (SETTINGS, matched),
                    expected.requests,
                )
                for regression in REGRESSED
            }
            at_matched = simulations.harmless("matched", options.seed, options.matched, matched)
    except OutOfTime as reached:
        print(reached, file=sys.stderr)
        return 3

    cases = missed_by_kayenta.results(SETTINGS)
    missed: list[str] = [f"Kayenta's case {name}: {case['missed']}" for name, case in cases.items() if case["missed"]]
    of_harmless = harmless_rows(harmless, expected.requests)
    if of_harmless["false_rollbacks"]["value"] > FALSE_ROLLBACKS_AT_MOST:
        missed.append(f"false rollbacks {of_harmless['false_rollbacks']['value']:.2%}")
    if of_harmless["promoted_within_plan"]["value"] < PROMOTED_WITHIN_PLAN_AT_LEAST:
        missed.append(f"promoted within the plan {of_harmless['promoted_within_plan']['value']:.1%}")
    result: dict[str, Any] = {
        "machine": machine.description(),
        "command": " ".join(sys.argv[1:]),
        "rules": RULES,
        "surroundings": surroundings.value,
        "plan": expected.to_text(),
        "harmless": of_harmless,
        "matched": {
            "nominal": matched.false_rollback,
            "tuning": tried,
            "other_seeds": harmless_rows(at_matched, expected.requests),
        },
        "regressions": {},
        "missed_by_kayenta": cases,
    }
    panels = {}
    for regression, rollouts in struck.items():
        best = {
            f"{name}, {routing.value}": peer
            for routing in Routing
            for name, peer in peers.tuned(
                [observed[routing] for observed in calm],
                [done.observed[routing] for done in rollouts],
                FALSE_ROLLBACKS_AT_MOST,
            ).items()
        }
        rows, behind = regression_rows(rollouts, best)
        result["regressions"][regression.value] = rows
        missed += [f"{regression.value}: {each}" for each in behind]
        panels[regression.value] = curves(rollouts, best)
    result["missed"] = missed
    result["seconds"] = round(time.monotonic() - started)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        draw(panels, expected.requests, options.out / "rollout_verdicts.png")
    print(json.dumps(result, indent=2))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
