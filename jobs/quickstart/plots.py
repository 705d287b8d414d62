"""The report's plots: each a pure function from a part of the result to inline SVG."""

from collections.abc import Callable, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from andamio.pages.drawing import BAD, GOOD, INK, MUTED, SERIES, WARN, drawn
from quickstart.offline_sections import Data, FeatureSeries, Model, Reliability
from quickstart.result import MemorySample, Step
from quickstart.serving_sections import Rollout, Traffic

METRICS = {
    "auc": ("ROC AUC", "higher is better"),
    "average_precision": ("Average precision", "higher is better"),
    "log_loss": ("Log loss", "lower is better"),
    "brier": ("Brier score", "lower is better"),
}
_ROLE_COLORS = {"champion": SERIES[0], "challenger": SERIES[1], "baseline": MUTED}
_STAGE_ALPHA = {"gates": 0.25, "shadow": 0.45, "canary": 0.9}


def _date(time_ms: int) -> float:
    """A time as matplotlib's date axes count it: days since 1970."""
    return time_ms / 86_400_000


def _date_axis(axes: Axes) -> None:
    axes.xaxis_date()
    locator = AutoDateLocator(minticks=4, maxticks=12)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def _thousands(axes: Axes) -> None:
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def _note(axes: Axes, text: str, x: float, y: float, *, to_the_left: bool, color: str = INK) -> None:
    """A word beside a point, a little apart from it."""
    offset, side = (-5, "right") if to_the_left else (5, "left")
    axes.annotate(text, (x, y), (offset, 0), textcoords="offset points", ha=side, va="center", fontsize=9, color=color)


def events_by_week(data: Data) -> str:
    """Payments and reversals by week of event time, with the cut-over and the start of the replay."""
    weeks = data["weeks"]
    with drawn("events", "Payments and reversals by week", 2.9) as drawing:
        axes = drawing.figure.subplots()
        middles = [_date(week["week_start_ms"] + 302_400_000) for week in weeks]
        captured, reversed_ = [week["captured"] for week in weeks], [week["reversed"] for week in weeks]
        axes.bar(middles, captured, width=5.6, color=SERIES[0], label="payments captured")
        axes.bar(middles, reversed_, width=5.6, color=SERIES[3], label="payments reversed")
        top = max(captured, default=1) * 1.18
        axes.set_ylim(0, top)
        marks = (
            ("cut-over: batch | stream", data.get("cutover_ms")),
            ("live requests from here", data.get("replay_from_ms")),
        )
        for row, (label, at) in enumerate(marks):
            if at is not None:
                axes.axvline(_date(at), color=INK, linewidth=1.1, linestyle=(0, (4, 3)))
                _note(axes, label, _date(at), top * 0.95, to_the_left=row == 0)
        axes.legend(loc="upper left", ncols=2, fontsize=9, bbox_to_anchor=(0, 1.02))
        axes.set_ylabel("events a week")
        axes.margins(x=0.01)
        _date_axis(axes)
        _thousands(axes)
    return drawing.svg


def features_over_time(series: Sequence[FeatureSeries]) -> str:
    """A panel a feature, over the same weeks."""
    rows = (len(series) + 1) // 2
    with drawn("features", "Features by week", 1.75 * rows) as drawing:
        panels = drawing.figure.subplots(rows, 2 if len(series) > 1 else 1, sharex=True, squeeze=False)
        for index, axes in enumerate(panels.flat):
            if index >= len(series):
                axes.set_visible(False)
                continue
            feature = series[index]
            times = [_date(at) for at in feature["week_start_ms"]]
            values = [float("nan") if value is None else value for value in feature["values"]]
            axes.plot(times, values, color=SERIES[index % len(SERIES)], linewidth=2)
            known = [value for value in feature["values"] if value is not None]
            axes.set_ylim(0, max(known, default=1) * 1.15 or 1)
            axes.fill_between(times, values, color=SERIES[index % len(SERIES)], alpha=0.12, linewidth=0)
            axes.set_title(feature["label"])
            axes.margins(x=0.01)
            axes.yaxis.set_major_locator(MaxNLocator(4))
            _date_axis(axes)
            _thousands(axes)
    return drawing.svg


def forest(model: Model) -> str:
    """A panel a metric, a row a scorer: estimate and interval; the dashed line is the champion's estimate."""
    scorers = model["scorers"]
    names = model["metric_names"]
    with drawn("forest", "Metrics with intervals by scorer", 0.75 + 0.36 * len(scorers)) as drawing:
        panels = drawing.figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
        for axes, name in zip(panels, names):
            label, direction = METRICS.get(name, (name, ""))
            for row, scorer in enumerate(scorers):
                estimate = scorer["metrics"].get(name)
                if estimate is None:
                    continue
                color = _ROLE_COLORS[scorer["role"]]
                if scorer["role"] == "champion":
                    axes.axvline(estimate["value"], color=color, linewidth=1, linestyle=(0, (3, 3)))
                if estimate["low"] is not None and estimate["high"] is not None:
                    axes.plot([estimate["low"], estimate["high"]], [row, row], color=color, linewidth=3.5, alpha=0.45)
                axes.plot([estimate["value"]], [row], "o", color=color, markersize=6.5)
            axes.set_title(label)
            axes.set_xlabel(direction, fontsize=9)
            axes.set_yticks(range(len(scorers)), [scorer["name"] for scorer in scorers])
            axes.tick_params(axis="y", labelcolor=INK)
            axes.set_ylim(len(scorers) - 0.5, -0.5)
            axes.grid(axis="x")
            axes.grid(axis="y", visible=False)
            axes.margins(x=0.12)
            axes.xaxis.set_major_locator(MaxNLocator(4))
    return drawing.svg


def reliability(curves: Sequence[Reliability]) -> str:
    """Observed rate over predicted probability; on the diagonal, predictions mean what they say."""
    with drawn("reliability", "Observed rate by predicted probability", 3.4, 5.1) as drawing:
        axes = drawing.figure.subplots()
        bins = [entry for curve in curves for entry in curve["bins"]]
        top = max([0.05, *(max(b["predicted"], b["observed"], b["high"] or 0) for b in bins)]) * 1.05
        axes.plot([0, top], [0, top], color=MUTED, linewidth=1, linestyle=(0, (3, 3)))
        for curve, color in zip(curves, SERIES):
            predicted = [b["predicted"] for b in curve["bins"]]
            for b in curve["bins"]:
                if b["low"] is not None and b["high"] is not None:
                    axes.plot([b["predicted"]] * 2, [b["low"], b["high"]], color=color, alpha=0.35, linewidth=2)
            axes.plot(
                predicted,
                [b["observed"] for b in curve["bins"]],
                "o-",
                color=color,
                linewidth=1.6,
                markersize=4.5,
                label=curve["name"],
            )
        axes.set_xlim(0, top)
        axes.set_ylim(0, top)
        axes.set_xlabel("predicted probability")
        axes.set_ylabel("share reversed")
        axes.grid(axis="x")
        axes.legend(loc="upper left", fontsize=9)
    return drawing.svg


def _clock_axis(axes: Axes, span_s: float) -> None:
    step = next((s for s in (5, 10, 15, 30, 60, 120, 300, 600) if span_s / s <= 14), 1200)
    axes.set_xticks(range(0, int(span_s) + 1, step))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{int(value) // 60}:{int(value) % 60:02d}"))
    axes.set_xlim(0, span_s)


def _release_colors(traffic: Traffic) -> dict[str, str]:
    """Releases by the palette in order of appearance; fallbacks in the colours of trouble."""
    colors: dict[str, str] = {}
    for name in traffic["answered_by"]:
        if name.startswith("fallback"):
            colors[name] = BAD if name == "fallback:rules" else WARN
        else:
            colors[name] = SERIES[sum(not other.startswith("fallback") for other in colors) % len(SERIES)]
    return colors


def traffic_and_rollouts(traffic: Traffic, rollouts: Sequence[Rollout]) -> str:
    """Above, each rollout's stages in a lane; below, requests a second by who answered. Red: first to last bad answer."""
    origin, seconds = traffic["t_ms"][0], traffic["bucket_ms"] / 1000
    span = len(traffic["t_ms"]) * seconds
    colors = _release_colors(traffic)

    def at(time_ms: int) -> float:
        return (time_ms - origin) / 1000

    lanes = 0.27 * max(len(rollouts), 1) + 0.2
    with drawn("traffic", "Traffic by release with rollouts and faults", 3.6 + lanes) as drawing:
        upper, lower = drawing.figure.subplots(2, 1, sharex=True, height_ratios=(lanes, 3.2))
        rates = {
            name: [count / seconds for count in counts]
            for name, counts in traffic["answered_by"].items()
            if any(counts) or not name.startswith("fallback")
        }
        edges = [at(time) for time in traffic["t_ms"]] + [span]
        lower.stackplot(
            edges,
            *([*values, values[-1]] for values in rates.values()),
            step="post",
            colors=[colors[name] for name in rates],
            alpha=0.85,
            linewidth=0,
        )
        top = max((sum(column) for column in zip(*rates.values())), default=1.0) * 1.1 or 1.0
        for row, rollout in enumerate(rollouts):
            color = colors.get(rollout["release_id"], MUTED)
            _lane(upper, row, rollout, color, at, span)
            first, last = rollout["first_bad_ms"], rollout["last_bad_ms"]
            if first is not None and last is not None:
                for axes in (upper, lower):
                    axes.axvspan(
                        at(first), max(at(last), at(first) + span / 400), color=BAD, alpha=0.15, linewidth=0, zorder=0
                    )
                for mark in (first, last):
                    lower.axvline(at(mark), color=BAD, linewidth=1.2)
            if rollout["outcome"] == "rolled_back" and rollout["decided_ms"] is not None:
                for axes in (upper, lower):
                    axes.axvline(at(rollout["decided_ms"]), color=INK, linewidth=1.3, linestyle=(0, (4, 2)))
        upper.set_ylim(max(len(rollouts), 1) - 0.4, -0.6)
        upper.set_yticks(range(len(rollouts)), [rollout["release_id"] for rollout in rollouts])
        upper.tick_params(axis="y", labelcolor=INK)
        upper.tick_params(axis="x", length=0, labelbottom=False)
        upper.grid(visible=False)
        upper.spines["bottom"].set_visible(False)
        lower.set_ylim(0, top)
        lower.set_ylabel("requests a second")
        lower.set_xlabel("minutes of live traffic")
        _clock_axis(lower, span)
        handles: list[Artist] = [Patch(color=color, label=name) for name, color in colors.items() if name in rates]
        handles.append(Patch(color=BAD, alpha=0.25, label="first to last bad answer"))
        handles.append(Line2D([], [], color=INK, linestyle=(0, (4, 2)), label="rollback decided"))
        drawing.figure.legend(handles=handles, loc="outside lower left", ncols=5, fontsize=9)
    return drawing.svg


def _lane(axes: Axes, row: int, rollout: Rollout, color: str, at: Callable[[int], float], span_s: float) -> None:
    for stage in rollout["stages"]:
        left = at(stage["from_ms"])
        width = max(at(stage["to_ms"]) - left, 0.3)
        alpha = _STAGE_ALPHA[stage["stage"]] * (0.5 + 0.5 * stage["weight"] if stage["stage"] == "canary" else 1)
        axes.barh(row, width, left=left, height=0.62, color=color, alpha=alpha, linewidth=0)
    outcome = {
        "promoted": ("promoted", GOOD),
        "rolled_back": ("rolled back", BAD),
        "refused": ("refused at the gates", BAD),
        "unfinished": ("unfinished", MUTED),
    }[rollout["outcome"]]
    text, outcome_color = outcome
    crowded = at(rollout["ended_ms"]) > 0.85 * span_s
    beside = rollout["started_ms"] if crowded else rollout["ended_ms"]
    _note(axes, text, at(beside), row, to_the_left=crowded, color=outcome_color)


def latency(traffic: Traffic, rollouts: Sequence[Rollout]) -> str:
    """Client latency by time, over the same time as the traffic."""
    origin, seconds = traffic["t_ms"][0], traffic["bucket_ms"] / 1000
    with drawn("latency", "Client latency by time", 2.3) as drawing:
        axes = drawing.figure.subplots()
        times = [(time - origin) / 1000 + seconds / 2 for time in traffic["t_ms"]]
        for values, label, color, width in (
            (traffic["p95_ms"], "p95", SERIES[3], 1.3),
            (traffic["p50_ms"], "p50", SERIES[0], 2.0),
        ):
            axes.plot(
                times, [float("nan") if v is None else v for v in values], color=color, linewidth=width, label=label
            )
        for rollout in rollouts:
            first, last = rollout["first_bad_ms"], rollout["last_bad_ms"]
            if first is not None and last is not None:
                axes.axvspan((first - origin) / 1000, (last - origin) / 1000, color=BAD, alpha=0.18, linewidth=0)
        axes.set_ylim(bottom=0)
        axes.set_ylabel("ms")
        axes.set_xlabel("minutes of live traffic")
        axes.legend(loc="upper left", ncols=2, fontsize=9)
        _clock_axis(axes, len(traffic["t_ms"]) * seconds)
    return drawing.svg


def time_by_step(steps: Sequence[Step]) -> str:
    """Steps from top to bottom, each where it ran."""
    origin = min(step["started_ms"] for step in steps)
    with drawn("steps", "Time by step", 0.5 + 0.3 * len(steps)) as drawing:
        axes = drawing.figure.subplots()
        span = max((step["ended_ms"] - origin) / 1000 for step in steps) or 1.0
        for row, step in enumerate(steps):
            left, length = (step["started_ms"] - origin) / 1000, (step["ended_ms"] - step["started_ms"]) / 1000
            axes.barh(row, max(length, span / 500), left=left, height=0.66, color=SERIES[0], linewidth=0)
            right = left + length
            # On the side where there is room.
            crowded = right > 0.88 * span
            _note(axes, f"{length:.1f} s", left if crowded else right, row, to_the_left=crowded)
        axes.set_yticks(range(len(steps)), [step["name"] for step in steps])
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_ylim(len(steps) - 0.4, -0.6)
        axes.grid(axis="x")
        axes.grid(axis="y", visible=False)
        _clock_axis(axes, span)
        axes.set_xlabel("minutes of the run")
    return drawing.svg


def memory(samples: Sequence[MemorySample], origin_ms: int) -> str:
    """Resident memory of all processes together over the run."""
    with drawn("memory", "Memory over the run", 1.9) as drawing:
        axes = drawing.figure.subplots()
        times = [(sample["at_ms"] - origin_ms) / 1000 for sample in samples]
        values = [sample["mb"] / 1024 for sample in samples]
        axes.plot(times, values, color=SERIES[4], linewidth=1.8)
        axes.fill_between(times, values, color=SERIES[4], alpha=0.15, linewidth=0)
        axes.set_ylim(0, max(values, default=1) * 1.15)
        axes.set_ylabel("GiB resident")
        axes.set_xlabel("minutes of the run")
        _clock_axis(axes, max(times, default=1.0))
    return drawing.svg
