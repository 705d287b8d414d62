"""A Grafana dashboard of a service's objectives: for each, what is left of its budget, how fast it burns, and the events."""

import json

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder

from andamio.telemetry.slo.document import EventRatio, Slo

_DATA_SOURCE = "${datasource}"


def service_dashboard(service: str, slos: tuple[Slo, ...]) -> str:
    """The dashboard as JSON that Grafana imports."""
    page = (
        dashboard.Dashboard(f"{service}: objectives")
        .uid(f"andamio-slo-{service}"[:40])
        .description("Generated from the service's slo.yaml; change it there.")
        .tags(["andamio", "slo", service])
        .refresh("30s")
        .time("now-6h", "now")
        .with_variable(dashboard.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
    )
    for slo in slos:
        page = page.with_row(dashboard.Row(f"{slo.name} ({slo.target:.4%} over {slo.window_days} d, {slo.owner})"))
        for panel in _panels(slo):
            page = page.with_panel(panel)
    return json.dumps(json.loads(json.dumps(page.build(), cls=JSONEncoder)), indent=2, sort_keys=True)


def _panels(slo: Slo) -> list[stat.Panel | timeseries.Panel]:
    of = f'{{slo="{slo.name}"}}'
    spent = f"avg_over_time(slo:error:ratio_rate5m{of}[{slo.window_days}d]) / {slo.budget:g}"
    if isinstance(slo.indicator, EventRatio):
        # By events, not by time: an hour of the night counts for what it served.
        days = f"[{slo.window_days}d:1h]"
        spent = f"sum_over_time(slo:bad_events:increase1h{of}{days}) / sum_over_time(slo:events:increase1h{of}{days}) / {slo.budget:g}"
    panels: list[stat.Panel | timeseries.Panel] = [
        stat.Panel()
        .title("Budget left")
        .unit("percentunit")
        .span(6)
        .height(6)
        .with_target(_query(f"1 - {spent}", "left"))
    ]
    burn = timeseries.Panel().title("Burn rate (1 = just within budget)").span(18 - 6).height(6).min(0)
    for window in ("5m", "1h", "6h"):
        burn = burn.with_target(_query(f"slo:error:ratio_rate{window}{of} / {slo.budget:g}", window))
    panels.append(burn)
    if isinstance(slo.indicator, EventRatio):
        events = timeseries.Panel().title("Events").unit("reqps").span(6).height(6).min(0)
        for name, query in (("all", slo.indicator.total), ("bad", slo.indicator.bad)):
            events = events.with_target(_query(query.replace("{{.window}}", "5m"), name))
        panels.append(events)
    return panels


def _query(expression: str, legend: str) -> prometheus.Dataquery:
    return prometheus.Dataquery().expr(expression).legend_format(legend)
