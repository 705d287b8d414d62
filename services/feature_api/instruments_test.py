"""What a read leaves behind: always a metric, and a span where someone will want to look."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features.online.view_answer import without_values
from andamio.telemetry.setup import start
from feature_api.instruments import READ_PATH, Instruments

VIEW = load_catalog().services["reversal_risk@1"].views[0]
TRACE = "0af7651916cd43dd8448eb211c80319c"
ONE_IN, SLOW_S = 100, 0.1


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_request_is_in_the_metrics_and_the_spans_are_those_worth_keeping(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    instruments = Instruments(telemetry)

    def request(status: int, entities: int, traceparent: str = "", took_s: float = 0.0) -> None:
        trace = instruments.http.begin(traceparent.encode())
        instruments.request(trace, perf_counter() - took_s, "POST", status, "s@1", entities)

    # Chosen by their ids: evenly spread, two of the two hundred.
    for number in range(2 * ONE_IN):
        request(200, 1, f"00-{'a' * 18}{-(-number * 2**56 // (2 * ONE_IN)):014x}-b7ad6b7169203331-00")
    request(503, 2, f"00-{TRACE}-b7ad6b7169203331-00")
    request(200, 3, took_s=2 * SLOW_S)
    request(200, 4, f"00-{TRACE}-b7ad6b7169203331-01")
    request(200, 5, f"00-{TRACE}-b7ad6b7169203331-00")
    instruments.entities([without_values(VIEW, "unavailable", 1), without_values(VIEW, "too_old", 7)])
    telemetry.shutdown()

    spans = lines(tmp_path / "probe.traces.ndjson")
    assert [span["attributes"]["andamio.entities"] for span in spans] == [1, 1, 2, 3, 4]
    assert [span["status"] for span in spans] == ["UNSET", "UNSET", "ERROR", "UNSET", "UNSET"]
    assert {span["name"] for span in spans} == {f"POST {READ_PATH}"}
    assert [span["trace_id"] == TRACE for span in spans] == [False, False, True, False, True]
    assert spans[3]["end_time_unix_nano"] - spans[3]["start_time_unix_nano"] >= SLOW_S * 1e9

    metrics = {line["name"]: line["data"]["data_points"] for line in lines(tmp_path / "probe.metrics.ndjson")}
    counts = {
        point["attributes"]["http.response.status_code"]: point["count"]
        for point in metrics["http.server.request.duration"]
    }
    assert counts == {200: 2 * ONE_IN + 3, 503: 1}
    entities = {p["attributes"]["andamio.status"]: p["value"] for p in metrics["andamio.feature_api.entities"]}
    assert entities == {"unavailable": 1, "too_old": 7}
