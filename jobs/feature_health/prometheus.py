"""The report as Prometheus metrics, in the text format that a node exporter's textfile collector picks up."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest


def metrics_text(report: Mapping[str, Any]) -> str:
    """Gauges of the last run: counts of a window are not totals, so they are no counters."""
    registry = CollectorRegistry()

    def gauge(name: str, description: str, *labels: str) -> Gauge:
        return Gauge(f"andamio_feature_health_{name}", description, labels, registry=registry)

    gauge("last_run_timestamp_seconds", "When the report was made").set(report["generated_at_ms"] / 1000)
    answers = gauge("answers", "Sampled answers in the window, by status", "status")
    for status, count in report["served"]["statuses"].items():
        answers.labels(status).set(count)
    compared = gauge("parity_compared", "Served values that were recomputed", "view", "feature")
    mismatches = gauge("parity_mismatches", "Served values unequal to the recomputed ones", "view", "feature", "kind")
    largest = gauge("parity_difference_max", "Largest difference of unequal values", "view", "feature")
    for row in report["parity"]:
        labels = row["view"], row["feature"]
        compared.labels(*labels).set(row["compared"])
        mismatches.labels(*labels, "null").set(row["null_mismatches"])
        mismatches.labels(*labels, "unequal").set(row["unequal"])
        largest.labels(*labels).set(row["difference_max"] or 0)
    lag = gauge("freshness_lag_seconds", "Age of the oldest event that an answer missed", "view", "quantile")
    late = gauge("freshness_late_ratio", "Share of answers later than the objective", "view")
    objective = gauge("freshness_objective_seconds", "Lag that the view allows", "view")
    for row in report["freshness"]:
        for name in ("p50", "p99", "max"):
            if row[f"{name}_ms"] is not None:
                lag.labels(row["view"], name).set(row[f"{name}_ms"] / 1000)
        late.labels(row["view"]).set(row["late"] / row["answers"] if row["answers"] else 0)
        objective.labels(row["view"]).set(row["objective_ms"] / 1000)
    distance = gauge("drift_distance", "Kolmogorov distance to the reference, with its interval", "feature", "bound")
    drifted = gauge("drifted", "1 if the feature has certainly drifted beyond the tolerance", "feature")
    for row in report["drift"]["features"]:
        for bound in ("lower", "observed", "upper"):
            distance.labels(row["feature"], bound).set(row[bound])
        drifted.labels(row["feature"]).set(row["verdict"] == "drifted")
    rows = gauge("quality_rows", "Rows of a contract that were checked, by place", "contract", "where")
    failed = gauge("quality_failed", "Rows that failed a rule of their contract", "contract", "where", "rule")
    for row in report["quality"]:
        rows.labels(row["contract"], row["where"]).set(row["rows"])
        for rule, count in row["failed_by_rule"].items():
            failed.labels(row["contract"], row["where"], rule).set(count)
    return generate_latest(registry).decode()
