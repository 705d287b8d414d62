"""The trace of a run: which jobs and services have spans in it, read from their files after all have ended."""

import json
from collections import Counter
from pathlib import Path

from andamio.whole_lines import whole_lines
from quickstart.serving_sections import RunTrace

# Those that work for the run as a whole, and so must be found in its trace.
PARTS = (
    *("quickstart", "payment_events", "batch_features", "feast_registry", "stream_features", "tile_writer"),
    *("train_reversal_risk", "rollout_controller", "inference", "feature_api", "feature_parity", "feature_health"),
)


def run_trace(folder: Path, trace_id: str) -> RunTrace:
    """Spans of the trace, by the service that made them. A last line that a kill cut short is left out."""
    spans: Counter[str] = Counter()
    for file in sorted(folder.glob("*.traces.ndjson")):
        for _, line in whole_lines(file):
            if trace_id in line and (span := json.loads(line))["trace_id"] == trace_id:
                spans[span["resource"]["service.name"]] += 1
    return RunTrace(
        trace_id=trace_id,
        spans=dict(sorted(spans.items())),
        missing=[part for part in PARTS if part not in spans],
    )
