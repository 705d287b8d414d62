"""Time to recovery: from the first bad answer at the client to the last, over fault kinds, effects and traffic.

    python -m tests.bench.rollout_recovery --out DIR                    299 loud trials and 96 quiet ones in simulation
    python -m tests.bench.rollout_recovery --out DIR --live 59          through the real services, over HTTP (10 min; in
                                                                        parts: --live 30, then --live 29 --resume)
    ... --live 2 --slow-rollback-s 61    control: replicas hear of a rollback 61 s late; over the limit, nothing lost
    ... --live 7 --drop 1                control: one line a trial is blotted out of the log; lost, none over the limit

299 is the smallest n for which n trials without a failure bound the rate of failures below 1% with 95% confidence
(1 - 0.05^(1/n) < 0.01, the exact binomial bound); 59 is that for 5%. DIR gets recovery.json, and recovery.png: the whole
distribution, and that of its parts. The live trials need inference and rollout_controller; see `recovery.services`.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from andamio.rollout.settings import Settings
from tests.bench import machine
from tests.bench.recovery.live import live_trials, run_live
from tests.bench.recovery.plot import plot
from tests.bench.recovery.simulated import Sabotage, simulate
from tests.bench.recovery.trials import Recovery, Trial, loud_trials, quiet_trials

# Objectives.
LOUD_LIMIT_S = 60.0
LOUD_TRIALS = 299
LIVE_TRIALS = 59


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for recovery.json and recovery.png")
    parser.add_argument("--live", type=int, metavar="N", help="N trials through the real services instead")
    parser.add_argument("--resume", action="store_true", help="add to the live trials that DIR has already")
    parser.add_argument("--trials", type=int, default=LOUD_TRIALS, help="loud simulated trials (default: %(default)s)")
    parser.add_argument("--quiet", type=int, default=96, help="quiet simulated trials (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=20_261_121)
    parser.add_argument("--slow-rollback-s", type=float, default=0.0, help="negative control: must miss the objective")
    parser.add_argument("--drop", type=int, default=0, help="negative control: drop so many log lines a trial")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.live:
        kind = "live"
        recoveries = _earlier(options.out / "recovery.json") if options.resume else []
        trials: Iterable[Trial] = live_trials(len(recoveries), options.live)
        with tempfile.TemporaryDirectory(prefix="recovery-") as folder:
            for recovery in run_live(trials, Path(folder), options.slow_rollback_s, options.drop):
                recoveries.append(recovery)
                # Kept at once: a run that is cut short is resumed, not repeated.
                _write(options.out / "recovery.json", kind, recoveries, options)
    else:
        kind = "simulated"
        trials = [*loud_trials(options.trials), *quiet_trials(options.quiet)]
        sabotage = Sabotage(options.slow_rollback_s, options.drop)
        recoveries = [simulate(trial, options.seed, Settings(), sabotage) for trial in trials]
    document = _write(options.out / "recovery.json", kind, recoveries, options)
    plot(recoveries, LOUD_LIMIT_S, options.out / "recovery.png", f"{kind}, {len(recoveries)} trials")
    print(json.dumps({name: value for name, value in document.items() if name != "trials"}, indent=2))
    return 0 if document["met"] else 1


def _write(path: Path, kind: str, recoveries: Sequence[Recovery], options: argparse.Namespace) -> dict[str, Any]:
    document = {
        "benchmark": "rollout_recovery",
        "kind": kind,
        "controls": {"slow_rollback_s": options.slow_rollback_s, "dropped_a_trial": options.drop},
        "machine": machine.description(),
        **summary(recoveries),
        "trials": [recovery.to_document() for recovery in recoveries],
    }
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return document


def _earlier(path: Path) -> list[Recovery]:
    if not path.exists():
        return []
    return [Recovery.from_document(trial) for trial in json.loads(path.read_text(encoding="utf-8"))["trials"]]


def summary(recoveries: Sequence[Recovery]) -> dict[str, Any]:
    """What the objectives say of `recoveries`, and the distribution by group."""
    groups: dict[str, list[Recovery]] = defaultdict(list)
    for recovery in recoveries:
        trial = recovery.trial
        groups[f"{'loud' if trial.loud else 'quiet'} {trial.fault.kind} {trial.fault.effect:g}"].append(recovery)
    loud = [recovery for recovery in recoveries if recovery.trial.loud]
    failures = [recovery for recovery in loud if not recovered(recovery)]
    unaccounted = [recovery for recovery in recoveries if not recovery.account.whole]
    why = [f"{len(failures)} of {len(loud)} loud trials were not over in {LOUD_LIMIT_S:g} s"] if failures else []
    why += [f"in {len(unaccounted)} trials requests are not accounted for once"] if unaccounted else []
    why += [] if loud else ["there was no loud trial"]
    return {
        "met": not why,
        "missed": why,
        "loud_trials": len(loud),
        "loud_over_limit": len(failures),
        "rate_of_failure_below": round(1 - 0.05 ** (1 / len(loud)), 4) if loud and not failures else None,
        "trials_with_a_request_not_accounted_for": len(unaccounted),
        "requests": sum(recovery.account.sent for recovery in recoveries),
        "requests_lost": sum(recovery.account.lost for recovery in recoveries),
        "failed_requests": sum(r.account.failed + r.account.failed_and_logged for r in recoveries),
        "loud": {
            part: quantiles([value for r in loud if (value := getattr(r, part)) is not None])
            for part in ("seconds", "detect_s", "decide_s", "apply_s")
        },
        "groups": {
            name: {
                "trials": len(group),
                "rolled_back": sum(recovery.rolled_back for recovery in group),
                "seconds": quantiles([recovery.seconds for recovery in group]),
                "candidate_requests": quantiles(
                    [recovery.candidate_requests for recovery in group if recovery.rolled_back]
                ),
            }
            for name, group in sorted(groups.items())
        },
    }


def recovered(recovery: Recovery) -> bool:
    """Whether a loud trial met its objective. One in which no answer was bad has nothing to recover from."""
    return recovery.rolled_back and recovery.seconds < LOUD_LIMIT_S


def quantiles(values: Sequence[float]) -> dict[str, float] | None:
    """Median, 95th percentile and extremes; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    at = {"min": 0.0, "p50": 0.5, "p95": 0.95, "max": 1.0}
    return {name: round(ordered[min(len(ordered) - 1, int(q * len(ordered)))], 3) for name, q in at.items()}


if __name__ == "__main__":
    sys.exit(main())
