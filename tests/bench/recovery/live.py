"""Recovery through the real services: inference and the controller as processes, load over HTTP, one pair for all trials."""

import itertools
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.recovery.accounting import account
from tests.bench.recovery.load import Entry, Load
from tests.bench.recovery.services import Services, expected_score, running
from tests.bench.recovery.trials import Fault, Recovery, Trial, parts

# Only how soon a healthy candidate moves on is eased, to keep a trial short; what is harm, and the error of calling it
# that, are the defaults.
LIVE_SETTINGS: dict[str, Any] = {
    "shadow_pairs": 100,
    "errors": {"margin": 0.35},
    "slow": {"margin": 0.40},
    "score": {"margin": 0.40},
    "reviews": {"margin": 0.50},
}
_FIRST_STEP = 0.25
_SHADOW_RATE = 60.0
_LIMIT_S = 120.0
_TAIL_S = 1.5
# An answer's latency at the client on an idle machine, which a slowdown multiplies.
_ANSWER_MS = 10
_WAITED_S = 1.0
_FAULTS = (
    Fault("errors", 0.2),
    Fault("errors", 1.0),
    Fault("nan", 0.5),
    Fault("slow", 3.0),
    Fault("slow", 15.0),
    Fault("crash", 0.2),
    Fault("crash", 1.0),
    Fault("hang", 0.2),
    Fault("hang", 1.0),
)
_INJECTED = {
    "errors": "error",
    "nan": "nan",
    "slow": "slow",
    "silent": "amount_in_pounds",
    "crash": "crash",
    "hang": "hang",
}


def live_trials(first: int, count: int) -> Iterator[Trial]:
    """Loud trials, every combination of fault and traffic in turn."""
    combinations = itertools.cycle(itertools.product((5.0, 10.0), _FAULTS))
    for number, (rate, fault) in itertools.islice(enumerate(combinations), first, first + count):
        yield Trial(number, fault, rate)


def run_live(
    trials: Iterable[Trial], folder: Path, rollback_delay_s: float = 0.0, dropped: int = 0
) -> Iterator[Recovery]:
    """Run trials one after the other on one pair of services, which start in `folder` and stop at the end."""
    with (
        running(folder, LIVE_SETTINGS, rollback_delay_s) as services,
        Load(services.inference_url, seed=len(str(folder))) as load,
    ):
        for trial in trials:
            recovery = _run(trial, services, load, rollback_delay_s, dropped)
            print(
                f"trial {trial.number} {trial.fault.kind} {trial.fault.effect:g} at {trial.candidate_requests_per_s:g}/s: "
                f"{recovery.state} {recovery.seconds:.2f} s, {recovery.bad_answers} bad answers, {recovery.reason[:80]}",
                file=sys.stderr,
            )
            yield recovery


def _run(trial: Trial, services: Services, load: Load, rollback_delay_s: float, dropped: int) -> Recovery:
    release = f"c-{trial.number}-{time.time_ns() // 1_000_000}"
    services.release(release, "candidate", _fault(trial.fault))
    load.begin(release, _SHADOW_RATE)
    rollout = services.post("/v1/rollouts", release_id=release)["rollout_id"]
    until = time.monotonic() + _LIMIT_S
    document: dict[str, Any] = {}
    while time.monotonic() < until:
        document = services.get(f"/v1/rollouts/{rollout}")
        if document["state"] in ("rolled_back", "promoted", "refused"):
            break
        if document["state"] == "canary":
            load.rate = trial.candidate_requests_per_s / _FIRST_STEP
        time.sleep(0.1)
    else:
        services.post(f"/v1/rollouts/{rollout}/abort")
    table_version = json.loads(services.table.read_text(encoding="utf-8"))["version"]
    time.sleep(rollback_delay_s + _TAIL_S)
    ledger = load.end()
    time.sleep(0.5)
    if document["state"] == "promoted":
        services.post("/v1/stable", release_id="r-stable")
    _blot_out(services.log_dir, release, dropped)
    lines = list(_lines(services.log_dir, release))
    return _recovery(trial, release, document, ledger, lines, services.log_dir, table_version)


def _recovery(
    trial: Trial,
    release: str,
    document: dict[str, Any],
    ledger: list[Entry],
    lines: list[dict[str, Any]],
    log_dir: Path,
    table_version: int,
) -> Recovery:
    bad = [entry.done_s for entry in ledger if entry.done_s is not None and _is_bad(entry, trial.fault, release)]
    last = document["history"][-1]
    split: tuple[float | None, float | None, float | None] = (None, None, None)
    if bad and document["state"] == "rolled_back":
        decided = last["at_ms"] / 1000
        of_candidate = [line["at_ms"] / 1000 for line in lines if line["primary"]["release"] == release]
        decisive = max((at for at in of_candidate if at <= decided), default=min(bad))
        split = parts(min(bad), decisive, decided, _applied_s(log_dir, table_version, decided))
    logged = Counter(line["request_id"] for line in lines)
    return Recovery(
        trial,
        document["state"],
        last["reason"],
        len(bad),
        sum(line["primary"]["release"] == release for line in lines),
        max(bad) - min(bad) if bad else 0.0,
        *split,
        account(
            [entry.request_id for entry in ledger],
            [entry.request_id for entry in ledger if entry.answer is not None],
            [entry.request_id for entry in ledger if entry.failure is not None],
            logged,
        ),
    )


def _is_bad(entry: Entry, fault: Fault, release: str) -> bool:
    answer = entry.answer
    if answer is None or entry.done_s is None:
        return True
    if fault.kind in ("crash", "hang") and entry.done_s - entry.sent_s >= _WAITED_S:
        return True  # it waited in the ingress for another process
    if answer["release"] != release:
        return False
    if answer["degraded"] is not None:
        return bool(answer["degraded"]["reason"] != "features_unavailable")
    if fault.kind == "slow":
        return (entry.done_s - entry.sent_s) * 1000 >= _delay_ms(fault)
    return abs(float(answer["score"]) - expected_score("candidate", entry.amount_minor)) > 1e-3


def _fault(fault: Fault) -> dict[str, Any]:
    document: dict[str, Any] = {"kind": _INJECTED[fault.kind], "share": fault.share, "starts": "canary"}
    return document | {"delay_ms": _delay_ms(fault)} if fault.kind == "slow" else document


def _delay_ms(fault: Fault) -> int:
    return round((fault.effect - 1) * _ANSWER_MS)


def _lines(log_dir: Path, prefix: str) -> Iterator[dict[str, Any]]:
    """The decisions on requests of that prefix, of all processes."""
    for line in _all_lines(log_dir):
        if line.get("request_id", "").startswith(prefix):
            yield line


def _all_lines(log_dir: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(log_dir.glob("decisions-*.ndjson")):
        for text in path.read_text(encoding="utf-8").splitlines():
            # The last line of a killed process may be half a line.
            if text.endswith("}"):
                yield json.loads(text)


def _blot_out(log_dir: Path, release: str, count: int) -> None:
    """Take so many of the candidate's answers out of the log, as if they had never been written (a control).

    In place: the replicas append and the controller tails, so no file may change its length.
    """
    for path in sorted(log_dir.glob("decisions-*.ndjson")):
        with path.open("r+b") as file:
            start = 0
            for text in file.read().split(b"\n"):
                if count and text.endswith(b"}") and _answered(json.loads(text), release):
                    file.seek(start)
                    file.write(b" " * len(text))
                    count -= 1
                start += len(text) + 1


def _answered(line: dict[str, Any], release: str) -> bool:
    return bool(line.get("request_id", "").startswith(release) and line["primary"]["release"] == release)


def _applied_s(log_dir: Path, version: int, decided: float) -> float:
    """When the last process that still lived had applied the table: its first line, heartbeat or decision, by it."""
    applied = []
    for path in log_dir.glob("decisions-*.ndjson"):
        lines = (json.loads(text) for text in path.read_text(encoding="utf-8").splitlines() if text.endswith("}"))
        moments = (line["at_ms"] / 1000 for line in lines if line["table_version"] >= version)
        applied.append(next((at for at in moments if at >= decided), math.nan))
    return max((at for at in applied if not math.isnan(at)), default=decided)
