"""A drawing follows the page's colours, is the same in every run, and says what it shows."""

import re

from andamio.pages.drawing import SERIES, drawn
from andamio.pages.style import STYLE


def line(name: str) -> str:
    with drawn(name, "A line", 2) as drawing:
        drawing.figure.subplots().plot([1, 2], [3, 4], color=SERIES[0])
    return drawing.svg


def test_colours_are_the_pages_variables_and_nothing_is_fetched() -> None:
    svg = line("one")
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", svg))
    assert {"--series-1", "--font", "--muted"} <= used
    assert all(f"{variable}:" in STYLE for variable in used)
    assert not re.search(r"#(0[1-7]|1[1-6])\1\1\b", svg)
    assert not re.findall(r'(?:href|src)="(?!#)', svg)
    assert 'role="img" aria-label="A line"' in svg


def test_two_drawings_of_a_page_share_no_id_and_one_is_the_same_in_every_run() -> None:
    one, other = line("one"), line("other")
    assert one == line("one")
    assert not set(re.findall(r' id="([^"]+)"', one)) & set(re.findall(r' id="([^"]+)"', other))
