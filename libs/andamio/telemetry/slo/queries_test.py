"""Every selected series is found, and nothing else of a query."""

import pytest

from andamio.telemetry.slo.queries import metric_names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('sum(rate(a_total{x="b_total",y=~"5.."}[{{.window}}])) or 0 * sum(rate(c_total[5m]))', {"a_total", "c_total"}),
        ("avg_over_time((max(late_ratio) > bool 2)[{{.window}}:1m])", {"late_ratio"}),
        ("sum by (service, code) (rate(a[1h])) / on (service) group_left (team) b unless c offset 5m", {"a", "b", "c"}),
        ("clamp_min(sum(slo:x:rate5m), 1) + 1e3 + vector(0)", {"slo:x:rate5m"}),
        ("absent(up)", {"up"}),
        ('sum(rate(a_total{route="/v1/{tenant}/b",code=~"5.."}[5m]))', {"a_total"}),
    ],
)
def test_selected_series_are_found_and_nothing_else(query: str, names: set[str]) -> None:
    assert metric_names(query) == names
