"""The quickstart's report: one HTML file that needs nothing else, from the result document.

`render_report` is pure: the same result gives the same page. Sections that the result lacks are left out.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import jinja2
from markupsafe import Markup

from quickstart import plots
from quickstart.offline_sections import Interval
from quickstart.report_template import TEMPLATE
from quickstart.result import Result
from quickstart.serving_sections import Rollout


def render_report(result: Mapping[str, Any]) -> str:
    """The page for a `quickstart.result.Result`."""
    document = cast(Result, result)
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        count=lambda number: "–" if number is None else f"{number:,}",
        seconds=_seconds,
        duration=_duration,
        moment=lambda ms: datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        day=lambda ms: "–" if ms is None else datetime.fromtimestamp(ms / 1000, UTC).date().isoformat(),
        gib=lambda mb: f"{mb / 1024:.1f} GiB",
        estimate=_estimate,
        phrase=lambda name: name.replace("_", " "),
    )
    page = environment.from_string(TEMPLATE)
    return page.render(
        {"checks": [], "data": None, "features": None, "model": None, "traffic": None, "rollouts": []}
        | {"access": None, "audit": None, "steps": [], "machine": None}
        | dict(document)
        | {
            "cards": cards(document),
            "plots": _plots(document),
            "timings": [timing(rollout) for rollout in document.get("rollouts", [])],
            "metrics": plots.METRICS,
        }
    )


def timing(rollout: Rollout) -> dict[str, float | None]:
    """Seconds from the first bad answer to the last, and the way there: detect, decide, apply; None if not measured."""
    applied = rollout["last_bad_ms"] if rollout["applied_ms"] is None else rollout["applied_ms"]

    def between(start_ms: int | None, end_ms: int | None) -> float | None:
        # Client and controller round to their own clocks' ticks: an order reversed by that is no time at all.
        return None if start_ms is None or end_ms is None else max(0.0, (end_ms - start_ms) / 1000)

    return {
        "bad": between(rollout["first_bad_ms"], rollout["last_bad_ms"]),
        "detect": between(rollout["first_bad_ms"], rollout["detected_ms"]),
        "decide": between(rollout["detected_ms"], rollout["decided_ms"]),
        "apply": None if rollout["first_bad_ms"] is None else between(rollout["decided_ms"], applied),
    }


def cards(result: Result) -> list[dict[str, str]]:
    """The key numbers: label, value and a note, for what the result has."""
    found: list[dict[str, str]] = []

    def card(label: str, value: str, note: str) -> None:
        found.append({"label": label, "value": value, "note": note})

    if data := result.get("data"):
        card("payments", f"{data['payments']:,}", f"{data['reversals']:,} reversals, {data['customers']:,} customers")
    if features := result.get("features"):
        mismatches = sum(row["mismatches"] for row in features["parity"])
        compared = sum(row["compared"] for row in features["parity"])
        card("values and tiles compared", f"{compared:,}", f"{mismatches:,} mismatches, to the bit")
    if model := result.get("model"):
        champion = next((s for s in model["scorers"] if s["role"] == "champion"), None)
        if champion and (auc := champion["metrics"].get("auc")):
            others = [
                s["metrics"]["auc"]["value"]
                for s in model["scorers"]
                if s["role"] == "baseline" and "auc" in s["metrics"]
            ]
            note = _estimate(auc).partition(" ")[2] + (f"; best baseline {max(others):.3f}" if others else "")
            card("champion's ROC AUC", f"{auc['value']:.3f}", note)
    if traffic := result.get("traffic"):
        note = f"{traffic['lost']:,} lost, {traffic['duplicated']:,} twice, {traffic['degraded']:,} by a fallback"
        card("live requests", f"{traffic['sent']:,}", note)
    worst = [(seconds, r) for r in result.get("rollouts", []) if (seconds := timing(r)["bad"]) is not None]
    if worst:
        seconds, rollout = max(worst, key=lambda entry: entry[0])
        card("longest fault", _seconds(seconds), f"first to last bad answer, {rollout['release_id']}")
    run = result["run"]
    card("whole run", _duration((run["finished_at_ms"] - run["started_at_ms"]) / 1000), "wall clock")
    if machine := result.get("machine"):
        card("peak memory", f"{machine['peak_memory_mb'] / 1024:.1f} GiB", f"all processes, {machine['cpus']} CPUs")
    return found


def _plots(result: Result) -> dict[str, Markup]:
    drawn: dict[str, str] = {}
    rollouts = result.get("rollouts", [])
    if (data := result.get("data")) and data["weeks"]:
        drawn["events"] = plots.events_by_week(data)
    if (features := result.get("features")) and features["series"]:
        drawn["features"] = plots.features_over_time(features["series"])
    if (model := result.get("model")) and model["scorers"] and model["metric_names"]:
        drawn["forest"] = plots.forest(model)
        if curves := model.get("reliability"):
            drawn["reliability"] = plots.reliability(curves)
    if (traffic := result.get("traffic")) and traffic["t_ms"] and traffic["answered_by"]:
        drawn["traffic"] = plots.traffic_and_rollouts(traffic, rollouts)
        drawn["latency"] = plots.latency(traffic, rollouts)
    if steps := result.get("steps"):
        drawn["steps"] = plots.time_by_step(steps)
    if (machine := result.get("machine")) and (samples := machine.get("memory")):
        drawn["memory"] = plots.memory(samples, result["run"]["started_at_ms"])
    # Ours and escaped by matplotlib, so the template may take it as it is.
    return {name: Markup(svg) for name, svg in drawn.items()}


def _estimate(interval: Interval | None) -> str:
    if interval is None:
        return "–"
    if interval["low"] is None or interval["high"] is None:
        return f"{interval['value']:.3f}"
    return f"{interval['value']:.3f} [{interval['low']:.3f}, {interval['high']:.3f}]"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


def _duration(value: float) -> str:
    minutes, seconds = divmod(round(value), 60)
    return f"{minutes} min {seconds:02d} s" if minutes else f"{value:.1f} s"
