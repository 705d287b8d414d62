"""The share of regressions found by requests, one panel a regression, one line a judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402  (the backend is chosen before)
from matplotlib.axes import Axes  # noqa: E402

_TITLES = {
    "errors": "errors 1% to 3%",
    "latency": "99th percentile of latency +50%",
    "scores": "scores +0.1 standard deviations",
    "decisions": "decisions 10% to 12%",
    "segment": "a tenant of 5% broken",
}
# Colour-blind safe (Okabe & Ito); one colour a project, dashed where its settings are those documented.
_COLOURS = {"ours": "#000000", "Flagger": "#0072B2", "Argo": "#D55E00", "Kayenta": "#009E73"}


@dataclass(frozen=True, slots=True)
class Curve:
    """One judge on one regression."""

    name: str
    requests: Sequence[float]
    """To the rollback of each rollout; infinite where there was none."""
    kind: str
    """ours, tuned or documented."""


def draw(panels: Mapping[str, Sequence[Curve]], planned: int, path: Path) -> None:
    """Write the picture of all regressions to `path` (PNG)."""
    figure, axes = pyplot.subplots(2, 3, figsize=(15, 8), sharex=True, sharey=True)
    flat = list(axes.flat)
    for axis, (name, curves) in zip(flat, panels.items()):
        for curve in curves:
            _line(axis, curve)
        axis.axvline(planned, color="#999999", linewidth=0.8)
        axis.set_title(_TITLES.get(name, name), fontsize=11)
        axis.set_xscale("log")
        axis.set_ylim(0, 1.02)
        axis.grid(alpha=0.25)
    for axis in flat[3:]:
        axis.set_xlabel("requests since the start of the rollout")
    for axis in (flat[0], flat[3]):
        axis.set_ylabel("share rolled back")
    flat[2].xaxis.set_tick_params(labelbottom=True)
    handles, labels = flat[0].get_legend_handles_labels()
    flat[5].axis("off")
    flat[5].legend(handles, labels, loc="center", frameon=False, fontsize=10)
    flat[5].text(
        0.5, 0.02, f"grey line: our plan, {planned:,} requests", ha="center", transform=flat[5].transAxes, fontsize=9
    )
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _line(axis: Axes, curve: Curve) -> None:
    found = sorted(requests for requests in curve.requests if isfinite(requests))
    total = len(curve.requests)
    steps = [(requests, (i + 1) / total) for i, requests in enumerate(found)]
    xs = [100.0, *(x for x, _ in steps), 150_000.0]
    ys = [0.0, *(y for _, y in steps), len(found) / total if total else 0.0]
    colour = next(colour for name, colour in _COLOURS.items() if curve.name.startswith(name))
    documented = curve.kind == "documented"
    style = (":" if curve.name.endswith("10, as documented") else "--") if documented else "-"
    if curve.name.endswith("mirrored"):
        style = "-."
    # Flagger and Argo Rollouts, tuned, often are the same judge: the one shows beneath the other.
    beneath = curve.kind == "tuned" and curve.name.startswith("Flagger")
    width, alpha = (2.4, 1.0) if curve.kind == "ours" else (4.5, 0.35) if beneath else (1.4, 1.0)
    axis.step(xs, ys, where="post", color=colour, linestyle=style, linewidth=width, alpha=alpha, label=curve.name)
