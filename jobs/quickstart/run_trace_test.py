"""Contract of the run's trace: spans of this run alone, by who made them, and who made none."""

import json
from pathlib import Path

from quickstart.run_trace import PARTS, run_trace


def test_spans_of_the_run_are_counted_and_parts_without_any_are_named(tmp_path: Path) -> None:
    for part in PARTS[:-1]:
        lines = [
            json.dumps({"trace_id": trace, "resource": {"service.name": part}, "attributes": {"other": "aa"}})
            for trace in ("aa", "bb", "aa")
        ]
        (tmp_path / f"{part}.traces.ndjson").write_text("\n".join([*lines, '{"trace_id": "aa", "cut']))
    found = run_trace(tmp_path, "aa")
    assert found["spans"] == dict.fromkeys(sorted(PARTS[:-1]), 2)
    assert found["missing"] == [PARTS[-1]]
