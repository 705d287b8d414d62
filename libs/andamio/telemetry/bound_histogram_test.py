"""A bound record is in the exports what the histogram's own is; where the SDK is another, it is the histogram's own."""

from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.metrics import Histogram
from opentelemetry.sdk.metrics import AlwaysOnExemplarFilter
from opentelemetry.sdk.metrics import Histogram as SdkHistogram
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import AggregationTemporality, InMemoryMetricReader, MetricReader

from andamio.telemetry.bound_histogram import BoundRecords

BOUNDS = (0.001, 0.01, 0.1, 1.0)
ATTRIBUTES: list[dict[str, str | int]] = [{}, {"status": 200}, {"status": 200, "route": "/x"}, {"status": 503}]


def histogram(reader: MetricReader, **of_provider: Any) -> Histogram:
    meter = MeterProvider([reader], shutdown_on_exit=False, **of_provider).get_meter("probe")
    return meter.create_histogram("duration", "s", explicit_bucket_boundaries_advisory=BOUNDS)


def points(reader: InMemoryMetricReader) -> list[Any]:
    data = reader.get_metrics_data()
    if data is None:
        return []
    found: list[Any] = [
        p for r in data.resource_metrics for s in r.scope_metrics for m in s.metrics for p in m.data.data_points
    ]
    return sorted(
        (sorted(p.attributes.items()), p.count, p.sum, p.bucket_counts, p.explicit_bounds, p.min, p.max, p.exemplars)
        for p in found
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 2), st.integers(0, 3), st.booleans(), st.booleans())))
def test_bound_records_and_the_histograms_own_come_to_the_same_points(
    records: list[tuple[float, int, bool, bool]],
) -> None:
    readers = InMemoryMetricReader(), InMemoryMetricReader()
    mixed, plain = map(histogram, readers)
    bound = BoundRecords(mixed)
    for amount, which, by_bound, collected in records:
        if by_bound:
            bound(amount, which, partial(ATTRIBUTES.__getitem__, which))
        else:
            mixed.record(amount, ATTRIBUTES[which])
        plain.record(amount, ATTRIBUTES[which])
        if collected:
            assert points(readers[0]) == points(readers[1])
    assert points(readers[0]) == points(readers[1])


def test_the_private_parts_of_the_pinned_sdk_are_where_they_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = InMemoryMetricReader()
    bound = BoundRecords(histogram(reader))
    bound(0.5, "a", dict)

    def not_again(*_: Any) -> Any:
        raise AssertionError("went by the public API")

    monkeypatch.setattr(SdkHistogram, "record", not_again)
    bound(0.25, "a", not_again)
    assert [(count, total) for _, count, total, *_ in points(reader)] == [(2, 0.75)]


@pytest.mark.parametrize("amount", [-1.0, float("nan"), float("inf")])
def test_what_is_no_duration_is_refused_as_the_sdk_refuses_it(amount: float) -> None:
    reader = InMemoryMetricReader()
    bound = BoundRecords(histogram(reader))
    bound(0.5, "a", dict)
    bound(amount, "a", dict)
    assert [count for _, count, *_ in points(reader)] == [1]


@pytest.mark.parametrize(
    ("of_reader", "of_provider"),
    [
        ({"preferred_temporality": {SdkHistogram: AggregationTemporality.DELTA}}, {}),
        ({}, {"exemplar_filter": AlwaysOnExemplarFilter()}),
    ],
)
def test_where_records_cannot_be_bound_each_is_the_histograms_own(
    of_reader: dict[str, Any], of_provider: dict[str, Any]
) -> None:
    reader = InMemoryMetricReader(**of_reader)
    bound = BoundRecords(histogram(reader, **of_provider))
    for _ in range(2):
        bound(0.5, "a", dict)
        ((_, count, *_, exemplars),) = points(reader)
        assert (count >= 1, bool(exemplars)) == (True, bool(of_provider))
    bound(0.5, "b", lambda: {"b": 1})
    assert len(points(reader)) == (1 if of_reader else 2)


def test_an_instrument_of_another_kind_is_recorded_by_its_api() -> None:
    class Another(Histogram):
        def __init__(self) -> None:
            self.records: list[tuple[float, Any]] = []

        def record(self, amount: float, attributes: Any = None, context: Any = None) -> None:
            self.records.append((amount, attributes))

    another = Another()
    BoundRecords(another)(0.5, "a", lambda: {"a": 1})
    assert another.records == [(0.5, {"a": 1})]
