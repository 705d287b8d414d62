"""From what a run found to its result: the document behind the terminal summary, the report and `--json`.

Checks state the run's objectives with what was measured. A run that stopped half-way has the sections that it reached.
"""

import json
import os
import platform
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from andamio.whole_lines import whole_lines
from quickstart.findings import Findings
from quickstart.objectives import checks
from quickstart.offline_sections import Data, Features, FeatureSeries, ParityRow, WeekOfEvents
from quickstart.progress import now_ms
from quickstart.result import Machine, Result, Run, Step
from quickstart.sampling import Sampler
from quickstart.serving_sections import Access
from quickstart.timeline import rollout
from quickstart.traffic import traffic

_WEEK_MS = 7 * 86_400_000
_MONDAY_MS = 4 * 86_400_000  # 1970-01-05 was the first Monday of the epoch
_SERIES = (
    ("customer_payments__payments_count_30d", "payments in 30 days"),
    ("customer_payments__amount_mean_90d", "mean 90-day amount, minor units"),
    ("customer_reversals__reversals_count_90d", "reversals in 90 days"),
)


def read_decision_log(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The decisions and the heartbeats of every replica. A last line cut short by a kill is left out."""
    decisions: list[dict[str, Any]] = []
    heartbeats: list[dict[str, Any]] = []
    for path in sorted(folder.glob("decisions-*.ndjson")):
        for _, line in whole_lines(path):
            document = json.loads(line)
            (decisions if "request_id" in document else heartbeats).append(document)
    return decisions, heartbeats


def assemble(found: Findings, steps: Sequence[Step], sampler: Sampler, failure: str | None, status: int) -> Result:
    """The result of a run."""
    result = Result(
        format=1,
        run=Run(
            status={0: "passed", 130: "interrupted"}.get(status, "failed"),  # type: ignore[typeddict-item]  # a Literal
            failure=failure,
            started_at_ms=found.started_ms,
            finished_at_ms=now_ms(),
            command=found.command,
            code_version=found.code_version,
            data_source="generator" if found.data_name == "generator" else "retail",
            data_name=found.data_name,
        ),
        steps=list(steps),
        machine=_machine(sampler, (found.training or {}).get("versions", {})),
    )
    if found.ingest is not None:
        result["data"] = _data(found)
    if found.training is not None:
        result["model"] = found.training["model"]
    if found.parity is not None:
        result["features"] = _features(found)
    if found.answers:
        result["traffic"] = traffic(found.answers, found.decisions)
    result["rollouts"] = [
        rollout(planned, document, found.answers, found.decisions, found.heartbeats)
        for planned, document in found.rollouts
    ]
    if found.refused:
        result["access"] = Access(participants=found.participants, refused=found.refused)
    if found.audit is not None:
        result["audit"] = found.audit
    if found.trace is not None:
        result["trace"] = found.trace
    result["checks"] = checks(result, found)
    if status == 0 and not all(check["met"] for check in result["checks"]):
        result["run"]["status"] = "failed"
        missed = [check["name"] for check in result["checks"] if not check["met"]]
        result["run"]["failure"] = f"objectives missed: {', '.join(missed)}"
    return result


def parity_sentence(parity: Mapping[str, Any]) -> str:
    """One line on a parity document."""
    rows = _parity_rows(parity)
    return f"{sum(row['compared'] for row in rows):,} values and tiles compared, {sum(row['mismatches'] for row in rows):,} mismatches"


def _data(found: Findings) -> Data:
    ingest = found.ingest
    assert ingest is not None
    names = Data.__annotations__
    data: dict[str, Any] = {name: value for name, value in ingest.items() if name in names}
    weeks: Counter[tuple[int, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for contract, row in found.rows:
        if (contract, row["event_id"]) not in seen:
            seen.add((contract, row["event_id"]))
            weeks[_week(row["event_time_ms"]), contract] += 1
    data["weeks"] = [
        WeekOfEvents(
            week_start_ms=week, captured=weeks[week, "payment_captured"], reversed=weeks[week, "payment_reversed"]
        )
        for week in sorted({week for week, _ in weeks})
    ]
    data["cutover_ms"] = data["replay_from_ms"] = found.cutover_ms
    return data  # type: ignore[return-value]  # ingest.json has the other keys, by the job's contract


def _features(found: Findings) -> Features:
    assert found.parity is not None
    return Features(series=_series(found.decisions), parity=_parity_rows(found.parity))


def _series(decisions: Sequence[Mapping[str, Any]]) -> list[FeatureSeries]:
    """Weekly means of what was served, over the decisions that had features."""
    sums: dict[tuple[str, int], list[float]] = {}
    for decision in decisions:
        features = decision["features"]
        if features is None:
            continue  # the rules answered without them
        values, week = features["values"], _week(features["as_of_ms"])
        for name, _ in _SERIES:
            if values.get(name) is not None:
                sums.setdefault((name, week), []).append(float(values[name]))
    weeks = sorted({week for _, week in sums})
    return [
        FeatureSeries(
            name=name,
            label=label,
            week_start_ms=weeks,
            values=[_mean(sums.get((name, week))) for week in weeks],
        )
        for name, label in _SERIES
    ]


def _mean(values: list[float] | None) -> float | None:
    return sum(values) / len(values) if values else None


def _parity_rows(parity: Mapping[str, Any]) -> list[ParityRow]:
    return [
        ParityRow(
            comparison=row["comparison"], when=row["when"], compared=row["compared"], mismatches=row["mismatches"]
        )
        for row in parity["comparisons"]
    ]


def _week(at_ms: int) -> int:
    return (at_ms - _MONDAY_MS) // _WEEK_MS * _WEEK_MS + _MONDAY_MS


def _machine(sampler: Sampler, versions: dict[str, str]) -> Machine:
    return Machine(
        cpus=os.cpu_count() or 1,
        memory_mb=psutil.virtual_memory().total / 1024 / 1024,
        platform=platform.platform(),
        python=sys.version.split()[0],
        versions=versions,
        peak_memory_mb=sampler.peak_mb,
        memory=sampler.samples,
        processes=sampler.processes(),
    )
