"""Values that were served: read back from the decision log and recomputed from what the store knew at that moment."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.features.batch.lakehouse import BatchRun
from andamio.features.knowledge import Knowledge
from andamio.features.online.online_store import Folded
from andamio.pii.detokenizing import Revealer
from andamio.whole_lines import whole_lines
from feature_parity.comparison import Comparison
from feature_parity.knowledge import History


@dataclass(slots=True)
class Served:
    """How many decisions were looked at."""

    decisions: int = 0
    without_features: int = 0
    """Answered without features, so there is nothing to recompute."""


def read_decisions(path: Path) -> Iterator[dict[str, Any]]:
    """Decisions of a log file, or of the decisions-*.ndjson files of a folder. A last line cut by a kill is left out."""
    files = sorted(path.glob("decisions-*.ndjson")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise UserError(f"there is no decision log at {path}; choose a file, or a folder of them, with --served")
    for file in files:
        for number, line in whole_lines(file):
            try:
                document = json.loads(line)
            except ValueError:
                raise UserError(f"line {number} of {file} is not JSON; --served takes decision logs") from None
            if "request_id" in document:
                yield document


def compare_served(
    decisions: Iterator[dict[str, Any]],
    histories: Mapping[str, History],
    runs: Mapping[str, Sequence[BatchRun]],
    comparison: Comparison,
    revealer: Revealer,
) -> Served:
    """Recompute each served value at the positions that it saw; `runs` are batch's writings by view id.

    A decision saw the last batch written before it. One made in the very milliseconds of a batch run may have seen
    the one before, so do not run batch during the traffic that is to be compared.
    """
    served = Served()
    for decision in decisions:
        features = decision.get("features") or {}
        if not features.get("values"):
            served.without_features += 1
            continue
        served.decisions += 1
        tenant = decision["tenant"]
        key = tenant, revealer.value("customer", tenant, decision["customer"])
        t_ms = int(features["as_of_ms"])
        for view_id, position in features["applied_position"].items():
            history = histories.get(view_id)
            if history is None or features["statuses"][view_id] == "too_old":
                continue
            known = _known_then(history, runs[view_id], int(position), int(decision["at_ms"]))
            names = history.view.feature_names()
            got = [features["values"][name] for name in names]
            comparison.values((view_id, *key, t_ms), names, got, history.expected_at(key, t_ms, known))
    return served


def _known_then(history: History, runs: Sequence[BatchRun], applied_position: int, at_ms: int) -> Knowledge:
    before = [run for run in runs if run.written_at_ms <= at_ms]
    run = before[-1] if before else runs[0] if runs else None
    if run is None:
        return Knowledge(history.knowledge.cutover_ms, (), {0: applied_position})
    return Knowledge(run.cutover_ms, (Folded(run.cutover_ms, run.folded_position),), {0: applied_position})
