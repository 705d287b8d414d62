"""What a read leaves behind: always a metric, and a span where someone will want to look."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features.online.view_answer import without_values
from andamio.telemetry.setup import start
from feature_api.instruments import SLOW_S, TRACED_ONE_IN, Instruments

VIEW = load_catalog().services["reversal_risk@1"].views[0]
TRACE = "0af7651916cd43dd8448eb211c80319c"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_request_is_in_the_metrics_and_the_spans_are_those_worth_keeping(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    instruments = Instruments(telemetry)
    for _ in range(2 * TRACED_ONE_IN):
        instruments.request(perf_counter(), 200, "s@1", 1)
    instruments.request(perf_counter(), 503, "s@1", 2)
    instruments.request(perf_counter() - 2 * SLOW_S, 200, "s@1", 3)
    instruments.request(perf_counter(), 200, "s@1", 4, f"00-{TRACE}-b7ad6b7169203331-01".encode())
    instruments.request(perf_counter(), 200, "s@1", 5, f"00-{TRACE}-b7ad6b7169203331-00".encode())
    instruments.request(perf_counter(), 200, "s@1", 6, b"nonsense-01")
    instruments.entities([without_values(VIEW, "unavailable", 1), without_values(VIEW, "too_old", 7)])
    telemetry.shutdown()

    spans = lines(tmp_path / "probe.traces.ndjson")
    assert [span["attributes"]["entities"] for span in spans] == [1, 1, 2, 3, 4, 6]
    assert [span["status"] for span in spans] == ["UNSET", "UNSET", "ERROR", "UNSET", "UNSET", "UNSET"]
    assert spans[4]["trace_id"] == TRACE
    assert spans[3]["end_time_unix_nano"] - spans[3]["start_time_unix_nano"] >= SLOW_S * 1e9

    metrics = {line["name"]: line["data"]["data_points"] for line in lines(tmp_path / "probe.metrics.ndjson")}
    counts = {
        point["attributes"]["http.response.status_code"]: point["count"]
        for point in metrics["feature_api.read.duration"]
    }
    assert counts == {200: 2 * TRACED_ONE_IN + 4, 503: 1}
    entities = {point["attributes"]["status"]: point["value"] for point in metrics["feature_api.entities"]}
    assert entities == {"unavailable": 1, "too_old": 7}
