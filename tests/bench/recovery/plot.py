"""The picture of a run: empirical distributions of the time to recovery, by fault kind and by part.

A trial that was not rolled back never recovers: its group's curve ends below 1.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.recovery.trials import KINDS, Recovery


def plot(recoveries: Sequence[Recovery], limit_s: float, path: Path, title: str) -> None:
    """Write a PNG with two panels: recovery by fault kind (loud solid, quiet dashed), and the parts of the loud ones."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (by_kind, by_part) = pyplot.subplots(1, 2, figsize=(13, 6.5), sharey=True)
    for color, kind in enumerate(KINDS):
        for loud, style in ((True, "-"), (False, "--")):
            group = [r for r in recoveries if r.trial.fault.kind == kind and r.trial.loud == loud]
            values = [r.seconds for r in group if r.rolled_back]
            label = f"{kind}, {'loud' if loud else 'quiet'} ({len(group)})"
            _steps(by_kind, values, len(group), label, f"C{color}", style)
    by_kind.axvline(
        limit_s, color="black", linewidth=1, linestyle=":", label=f"objective of loud faults, {limit_s:g} s"
    )
    by_kind.set_title("first to last bad answer at the client")
    for color, part in enumerate(("detect_s", "decide_s", "apply_s")):
        values = [v for r in recoveries if r.trial.loud and (v := getattr(r, part)) is not None]
        _steps(by_part, values, len(values), part.removesuffix("_s"), f"C{color}", "-")
    by_part.set_title("parts, loud faults")
    by_kind.set_ylabel("share of trials")
    for panel in (by_kind, by_part):
        panel.set_xscale("symlog", linthresh=0.1)
        panel.set_xlim(left=0)
        panel.set_ylim(0, 1.02)
        panel.set_xlabel("seconds")
        panel.grid(alpha=0.3)
        panel.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=4)
    figure.suptitle(title)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _steps(panel: Any, values: Sequence[float], of: int, label: str, color: str, style: str) -> None:
    if of:
        ordered = sorted(values)
        shares = [(number + 1) / of for number in range(len(ordered))]
        panel.step(ordered, shares, where="post", label=label, color=color, linestyle=style)
