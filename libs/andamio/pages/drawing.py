"""Drawings that follow the page's colours: matplotlib figures as inline SVG with CSS variables for colours and font.

matplotlib draws with placeholder colours, which become variables of the page afterwards: so one drawing serves the
light and the dark theme. Nothing in an SVG depends on the clock or on chance.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

# Placeholder -> CSS variable that the page defines for both themes.
_VARIABLES = {
    "#010101": "--ink",
    "#020202": "--muted",
    "#030303": "--rule",
    "#040404": "--surface",
    "#050505": "--good",
    "#060606": "--bad",
    "#070707": "--warn",
    "#111111": "--series-1",
    "#121212": "--series-2",
    "#131313": "--series-3",
    "#141414": "--series-4",
    "#151515": "--series-5",
    "#161616": "--series-6",
}
_BY_NAME = {variable.removeprefix("--"): color for color, variable in _VARIABLES.items()}
INK, MUTED, RULE, SURFACE = (_BY_NAME[name] for name in ("ink", "muted", "rule", "surface"))
GOOD, BAD, WARN = (_BY_NAME[name] for name in ("good", "bad", "warn"))
SERIES = tuple(_BY_NAME[f"series-{number}"] for number in range(1, 7))

_STYLE = {
    "text.parse_math": False,
    "svg.fonttype": "none",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "figure.constrained_layout.use": True,
}
WIDTH = 10.6  # inches; at 72 points an inch, the width of the page's text


class Drawing:
    """A figure that becomes SVG text when its context ends."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.svg = ""


@contextmanager
def drawn(name: str, description: str, height: float, width: float = WIDTH) -> Iterator[Drawing]:
    """A drawing `name` (unique on the page) of so many inches; its `svg` is there once the context has ended."""
    # The salt keeps the ids of one page's drawings apart, and the same in every run.
    settings: Any = {**_STYLE, "svg.hashsalt": name}
    with matplotlib.rc_context(settings):
        drawing = Drawing(Figure(figsize=(width, height)))
        drawing.figure.patch.set_alpha(0)
        yield drawing
        for axes in drawing.figure.axes:
            axes.patch.set_alpha(0)
        buffer = io.StringIO()
        FigureCanvasSVG(drawing.figure).print_svg(buffer, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    drawing.svg = _themed(buffer.getvalue(), description)


def _themed(document: str, description: str) -> str:
    svg = document[document.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{description}" ', 1)
    svg = re.sub(r'font-family: [^;"]*', "font-family: var(--font)", svg)
    for color, variable in _VARIABLES.items():
        svg = svg.replace(color, f"var({variable})")
    return svg
