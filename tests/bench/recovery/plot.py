"""The picture of a run: empirical distributions of the time to recovery, by fault kind and by part."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.recovery.trials import KINDS, Recovery


def plot(recoveries: Sequence[Recovery], limit_s: float, path: Path, title: str) -> None:
    """Write a PNG with two panels: recovery by fault kind (loud solid, quiet dashed), and the parts of the loud ones."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (by_kind, by_part) = pyplot.subplots(1, 2, figsize=(13, 5), sharey=True)
    for color, kind in enumerate(KINDS):
        for loud, style in ((True, "-"), (False, "--")):
            values = [r.seconds for r in recoveries if r.trial.fault.kind == kind and r.trial.loud == loud]
            _steps(by_kind, values, f"{kind}, {'loud' if loud else 'quiet'} ({len(values)})", f"C{color}", style)
    by_kind.axvline(
        limit_s, color="black", linewidth=1, linestyle=":", label=f"objective of loud faults, {limit_s:g} s"
    )
    by_kind.set_title("first to last bad answer at the client")
    for color, part in enumerate(("detect_s", "decide_s", "apply_s")):
        values = [v for r in recoveries if r.trial.loud and (v := getattr(r, part)) is not None]
        _steps(by_part, values, part.removesuffix("_s"), f"C{color}", "-")
    by_part.set_title("parts, loud faults")
    by_kind.set_ylabel("share of trials")
    for panel in (by_kind, by_part):
        panel.set_xscale("symlog", linthresh=0.1)
        panel.set_xlim(left=0)
        panel.set_ylim(0, 1.02)
        panel.set_xlabel("seconds")
        panel.grid(alpha=0.3)
        panel.legend(fontsize=8, loc="lower right")
    figure.suptitle(title)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _steps(panel: object, values: Sequence[float], label: str, color: str, style: str) -> None:
    if values:
        ordered = sorted(values)
        shares = [(number + 1) / len(ordered) for number in range(len(ordered))]
        panel.step(ordered, shares, where="post", label=label, color=color, linestyle=style)  # type: ignore[attr-defined]
