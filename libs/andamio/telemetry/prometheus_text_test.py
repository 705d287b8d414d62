"""Metrics are read by Prometheus's own client as they were recorded, under the names that the compatibility rules give."""

from time import perf_counter

import pytest
from opentelemetry.metrics import Meter, Observation
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain

from andamio.telemetry.http_server import HttpServer
from andamio.telemetry.prometheus_text import OPEN_METRICS, PLAIN, Kind, prometheus_name
from andamio.telemetry.setup import Telemetry, start


@pytest.mark.parametrize(
    ("name", "unit", "kind", "expected"),
    [
        ("http.server.request.duration", "s", "histogram", "http_server_request_duration_seconds"),
        ("process.cpu.time", "s", "counter", "process_cpu_time_seconds_total"),
        ("process.memory.usage", "By", "gauge", "process_memory_usage_bytes"),
        ("cpython.gc.collections", "{collection}", "counter", "cpython_gc_collections_total"),
        ("jobs.done.total", "", "counter", "jobs_done_total"),
        ("cache.hit", "1", "gauge", "cache_hit_ratio"),
        ("cache.hits", "1", "counter", "cache_hits_total"),
        ("wait.seconds", "s", "gauge", "wait_seconds"),
        ("disk.speed", "By/s", "gauge", "disk_speed_bytes_per_second"),
        ("a..b-c", "{x}/min", "gauge", "a_b_c_per_minute"),
        ("5xx", "", "gauge", "_5xx"),
    ],
)
def test_names_follow_the_compatibility_rules(name: str, unit: str, kind: Kind, expected: str) -> None:
    assert prometheus_name(name, unit, kind) == expected


def filled(meter: Meter) -> None:
    counter = meter.create_counter("work", "{item}", 'What was "done",\nin\\lines')
    counter.add(2, {"who.is": 'a"b\\c\nd'})
    counter.add(3, {"who.is": "e"})
    meter.create_observable_gauge("load", [lambda _: [Observation(0.5)]], "1")
    histogram = meter.create_histogram("wait", "s", explicit_bucket_boundaries_advisory=[0.1, 1])
    for value in (0.05, 0.1, 0.5, 2.0):
        histogram.record(value)


@pytest.fixture
def telemetry() -> Telemetry:
    return start("probe")


def test_what_was_recorded_is_what_is_read(telemetry: Telemetry) -> None:
    filled(telemetry.meter)
    for accept, content_type, parse in (
        ("", PLAIN, plain),
        ("application/openmetrics-text", OPEN_METRICS, open_metrics),
    ):
        found, body = telemetry.prometheus(accept)
        assert found == content_type
        samples = {
            (sample.name, sample.labels.get("who_is", sample.labels.get("le"))): sample.value
            for family in parse(body.decode())
            for sample in family.samples
            if sample.labels["service_name"] == "probe"
        }
        assert samples["work_total", 'a"b\\c\nd'] == 2
        assert samples["work_total", "e"] == 3
        assert samples["load_ratio", None] == 0.5
        assert samples["wait_seconds_bucket", "+Inf"] == samples["wait_seconds_count", None] == 4
        assert samples["wait_seconds_sum", None] == 2.65
        assert samples["process_memory_usage_bytes", None] > 1e6


def test_buckets_count_what_is_at_or_below_their_bound(telemetry: Telemetry) -> None:
    filled(telemetry.meter)
    buckets = [
        (float(sample.labels["le"]), sample.value)
        for family in plain(telemetry.prometheus()[1].decode())
        for sample in family.samples
        if sample.name == "wait_seconds_bucket"
    ]
    assert buckets == [(0.1, 2), (1.0, 3), (float("inf"), 4)]


def test_an_exemplar_leads_to_a_trace_that_was_kept(telemetry: Telemetry) -> None:
    server = HttpServer(telemetry)
    kept = server.begin(b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    server.end(kept, 0.0, "/x", "POST", 200)  # since the clock's beginning: slow, and in the last bucket
    body = telemetry.prometheus("application/openmetrics-text")[1].decode()
    families = {family.name: family for family in open_metrics(body)}  # type: ignore[no-untyped-call]
    exemplars = [s.exemplar for s in families["http_server_request_duration_seconds"].samples if s.exemplar]
    assert [each.labels for each in exemplars] == [{"trace_id": kept.trace_id, "span_id": kept.span_id}]


def test_a_trace_that_was_not_kept_is_no_exemplar(telemetry: Telemetry) -> None:
    server = HttpServer(telemetry)
    for _ in range(3):
        server.end(
            server.begin(b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"), perf_counter(), "/x", "GET", 200
        )
    assert b"# {" not in telemetry.prometheus("application/openmetrics-text")[1]
