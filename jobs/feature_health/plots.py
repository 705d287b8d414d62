"""The page's drawings: each a pure function from a part of the report to inline SVG."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from andamio.pages.drawing import BAD, GOOD, INK, MUTED, SERIES, WARN, drawn

_VERDICTS = {"drifted": BAD, "stable": GOOD, "undecided": WARN}
_DAY_MS = 86_400_000
_HOUR_MS = 3_600_000


def parity_by_hour(rows: Sequence[Mapping[str, Any]]) -> str:
    """Values compared in each hour of serving, and those of them that differ."""
    compared: dict[int, int] = {}
    differ: dict[int, int] = {}
    for row in rows:
        for hour in row["hours"]:
            compared[hour["hour_ms"]] = compared.get(hour["hour_ms"], 0) + hour["compared"]
            differ[hour["hour_ms"]] = differ.get(hour["hour_ms"], 0) + hour["mismatches"]
    hours = sorted(compared)
    with drawn("parity", "Values compared and unequal, by hour", 2.4) as drawing:
        axes = drawing.figure.subplots()
        middles = [(hour + _HOUR_MS / 2) / _DAY_MS for hour in hours]
        width = 0.8 * _HOUR_MS / _DAY_MS
        axes.bar(middles, [compared[hour] for hour in hours], width=width, color=SERIES[0], label="compared")
        axes.bar(middles, [differ[hour] for hour in hours], width=width, color=BAD, label="unequal")
        axes.set_ylabel("values an hour")
        axes.legend(loc="upper left", ncols=2, fontsize=9, bbox_to_anchor=(0, 1.16))
        _hours(axes, hours)
    return drawing.svg


def lag_by_hour(rows: Sequence[Mapping[str, Any]]) -> str:
    """The 99th percentile of each view's lag by hour, with its objective."""
    with drawn("lag", "Lag by hour, 99th percentile", 2.4) as drawing:
        axes = drawing.figure.subplots()
        hours: list[int] = []
        for color, row in zip(SERIES * len(rows), rows):
            hours += [hour["hour_ms"] for hour in row["hours"]]
            at = [(hour["hour_ms"] + _HOUR_MS / 2) / _DAY_MS for hour in row["hours"]]
            lags = [hour["p99_ms"] / 1000 for hour in row["hours"]]
            axes.plot(at, lags, color=color, marker="o", markersize=4, linewidth=1.6, label=row["view"])
            axes.axhline(row["objective_ms"] / 1000, color=color, linewidth=1, linestyle=(0, (4, 3)))
        axes.set_ylabel("seconds; dashed: objective")
        axes.set_ylim(bottom=0)
        axes.legend(loc="upper left", ncols=3, fontsize=9, bbox_to_anchor=(0, 1.16))
        _hours(axes, sorted(set(hours)))
    return drawing.svg


def distances(rows: Sequence[Mapping[str, Any]], tolerance: float) -> str:
    """Each feature's distance to the reference with its interval, the farthest on top, and the tolerance."""
    ordered = sorted(rows, key=lambda row: row["lower"])
    with drawn("distances", "Distance of each feature to its reference", 0.6 + 0.24 * len(ordered)) as drawing:
        axes = drawing.figure.subplots()
        for place, row in enumerate(ordered):
            color = _VERDICTS[row["verdict"]]
            axes.plot([row["lower"], row["upper"]], [place, place], color=color, linewidth=2.4, alpha=0.55)
            axes.plot([row["observed"]], [place], color=color, marker="o", markersize=5)
        axes.axvline(tolerance, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.set_yticks(range(len(ordered)), [row["feature"] for row in ordered])
        axes.set_xlim(0, 1)
        axes.set_xlabel("share of entities on another side of some value; dashed: tolerance")
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
    return drawing.svg


def shares(row: Mapping[str, Any]) -> str:
    """One feature's shares by the reference's bins, beside the reference's own."""
    labels = ["null", *(f"{low:,.4g} –" for low in row["edges"][:-1]), "outside"]
    with drawn(f"shares-{row['feature']}", f"Distribution of {row['feature']}", 1.9, 5.1) as drawing:
        axes = drawing.figure.subplots()
        places = range(len(labels))
        axes.bar([place - 0.2 for place in places], row["reference_shares"], width=0.4, color=MUTED, label="reference")
        axes.bar(
            [place + 0.2 for place in places], row["shares"], width=0.4, color=_VERDICTS[row["verdict"]], label="served"
        )
        axes.set_xticks(list(places), labels, rotation=45, ha="right", fontsize=8)
        axes.set_title(row["feature"])
        axes.legend(loc="upper right", fontsize=8)
    return drawing.svg


def _hours(axes: Axes, hours: Sequence[int]) -> None:
    axes.xaxis_date()
    if hours:
        axes.set_xlim(hours[0] / _DAY_MS, (hours[-1] + _HOUR_MS) / _DAY_MS)
    locator = AutoDateLocator(minticks=3, maxticks=10)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
