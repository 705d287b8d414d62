"""The guards of a verdict in a frame of `watch`: each with its interval against its bounds, or in a sentence."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

_BAR = 33  # columns: odd, so that zero has one of its own
_LEAST_BAR = 13
# Columns of a text that a narrow terminal does not shorten: a name or a move of the usual length.
_KEPT_WHOLE = 24
# Narrower than this, a guard's bounds are on its bar alone.
_WIDE = 110
_STANDING = {"harm": "bold red", "unclear": "yellow", "clear": "green"}


def guard_table(findings: list[dict[str, Any]], shown: int) -> RenderableType:
    """So many of the findings, the worst, and how many more there are."""
    order = list(_STANDING)
    # The worst are shown, those of the whole first.
    worst = sorted(findings, key=lambda each: (_rank(order, each["standing"]), each["segment"] is not None))[:shown]
    ranked = sorted(worst, key=lambda each: (each["segment"] is not None, _rank(order, each["standing"])))
    # Of whom all is said in a sentence, last.
    ranked.sort(key=lambda each: each["estimate"] is None and each["lower"] is None)
    name_width = max((len(_name(each)) for each in ranked), default=0)
    sentences = Table.grid(padding=(0, 2))
    keep_whole(sentences, name_width, len("unclear"))
    measured = [each for each in ranked if each["lower"] is not None or each["estimate"] is not None]
    for each in ranked:
        if each not in measured:
            sentences.add_row(Text(_name(each)), _standing(each), cut_off(each["detail"], "dim"))
    if len(ranked) < len(findings):
        rest = [each for each in findings if each not in worst]
        clear = ", all clear" if all(each["standing"] == "clear" for each in rest) else ""
        sentences.add_row(Text(f"and {len(rest)} more{clear}", "dim"))
    return Group(_Measured(measured, name_width), sentences)


class _Measured:
    """Guards with an interval each; where it is narrow, their bounds are on the bar alone."""

    def __init__(self, findings: list[dict[str, Any]], name_width: int) -> None:
        self._findings, self._name_width = findings, name_width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = Table.grid(padding=(0, 2))
        keep_whole(table, self._name_width, len("unclear"))
        # The bar takes what the numbers leave.
        table.add_column()
        table.add_column(no_wrap=True, min_width=max((len(_numbers(each)) for each in self._findings), default=0))
        for each in self._findings:
            # Text everywhere, not markup: a segment is a value from a request, a reason somebody's own words.
            row: list[RenderableType] = [Text(_name(each)), _standing(each), _IntervalBar(each), Text(_numbers(each))]
            if options.max_width >= _WIDE:
                bounds = ", ".join(
                    f"{bound} {each[bound]:g}" for bound in ("harm", "margin") if each[bound] is not None
                )
                row.append(Text(bounds, "dim"))
            table.add_row(*row)
        yield table


def _standing(finding: Mapping[str, Any]) -> Text:
    return Text(finding["standing"], _STANDING.get(finding["standing"], ""))


def _numbers(finding: Mapping[str, Any]) -> str:
    """The estimate and its interval; a guard may have the first alone."""
    estimate, lower, upper = (_number(finding[name]) for name in ("estimate", "lower", "upper"))
    return estimate if finding["lower"] is None and finding["upper"] is None else f"{estimate} [{lower}, {upper}]"


def _name(finding: Mapping[str, Any]) -> str:
    guard: str = finding["guard"]
    return guard + (f" · {finding['segment']}" if finding["segment"] is not None else "")


def interval_bar(finding: Mapping[str, Any], width: int = _BAR) -> Text:
    """A finding's interval between minus and plus one and a half times its outer bound; zero is in the middle.

    `━` the confidence sequence, `●` the estimate, `┃` the harm bound, `┊` the margin, `◂` `▸` it goes on.
    """
    bounds = [abs(finding[name]) for name in ("harm", "margin") if finding[name] is not None]
    span = 1.5 * max(bounds) if bounds and max(bounds) > 0 else 1.0

    def column(value: float) -> int:
        return round((min(max(value, -span), span) + span) / (2 * span) * (width - 1))

    cells = [("·" if position == width // 2 else " ", "dim") for position in range(width)]
    style = _STANDING.get(finding["standing"], "")
    lower, upper, estimate = finding["lower"], finding["upper"], finding["estimate"]
    if lower is not None and upper is not None:
        for position in range(column(lower), column(upper) + 1):
            cells[position] = ("━", style)
        if lower < -span:
            cells[0] = ("◂", style)
        if upper > span:
            cells[-1] = ("▸", style)
    for name, mark, color in (("margin", "┊", "blue"), ("harm", "┃", "red")):
        if finding[name] is not None:
            cells[column(finding[name])] = (mark, color)
    if estimate is not None:
        cells[column(estimate)] = ("●", style)
    bar = Text()
    for mark, color in cells:
        bar.append(mark, color)
    return bar


class _IntervalBar:
    """An interval bar as wide as there is room: cut off, it would tell another interval."""

    def __init__(self, finding: Mapping[str, Any]) -> None:
        self._finding = finding

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(min(_LEAST_BAR, options.max_width), min(_BAR, options.max_width))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(_BAR, options.max_width)
        yield interval_bar(self._finding, width - 1 + width % 2)


def _rank(order: list[str], standing: str) -> int:
    return order.index(standing) if standing in order else len(order)


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:+.3f}" if abs(value) < 100 else f"{value:+.4g}"


def keep_whole(table: Table, *widths: int) -> None:
    """Columns that a narrow terminal shortens last: before them what may wrap, which is what `cut_off` gives."""
    for width in widths:
        table.add_column(no_wrap=True, min_width=min(width, _KEPT_WHOLE))


def cut_off(text: str, style: str = "") -> Text:
    """What is as long as there is room."""
    return Text(text, style, overflow="ellipsis", no_wrap=True)
