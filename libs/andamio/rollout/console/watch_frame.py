"""One frame of `andamio rollout watch`: stages, traffic, guards and events as text. A function of the view alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from andamio.rollout.console.watch import View

_BAR = 33  # columns: odd, so that zero has one of its own
_LEAST_BAR = 13
_EVENTS_SHOWN = 8
# Guards by segment may be many; those that are clear are then counted only.
_GUARDS_SHOWN = 16
# Columns of a text that a narrow terminal does not shorten: a name or a move of the usual length.
_KEPT_WHOLE = 24
_STANDING = {"harm": "bold red", "unclear": "yellow", "clear": "green"}
_STATE = {
    "gates": "cyan",
    "shadow": "cyan",
    "canary": "yellow",
    "promoted": "green",
    "watched": "green",
    "rolled_back": "bold red",
    "refused": "bold red",
}


def frame(view: "View") -> RenderableType:
    """What is drawn of a view."""
    parts: list[RenderableType] = [*_banners(view), _headline(view)]
    if view.rollout is not None:
        parts.append(stages(view.rollout))
    parts += [Text(), Text("traffic", style="bold"), *_traffic(view)]
    if view.verdict is not None:
        parts += [Text(), _verdict(view.verdict), _guards(view.verdict["findings"])]
    if view.history:
        parts += [Text(), Text("events", style="bold"), _events(view.history[-_EVENTS_SHOWN:])]
    return Padding(Group(*parts), (0, 1))


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


def stages(rollout: Mapping[str, Any]) -> Text:
    """The way of a rollout, and where it is on it."""
    weights = rollout["settings"]["canary_steps"]
    names = ["gates", "shadow", *(f"canary {weight:.0%}" for weight in weights), "promoted"]
    # Being held and approved is in the history too, but no stage.
    been = {_stage_name(each["to"], weights) for each in rollout["history"]}
    here = _stage_name(rollout["stage"] or rollout["state"], weights)
    if here not in names:  # how it ended, or went on after its promotion
        names = [name for name in names if name in been] + [here]
    line = Text()
    for position, name in enumerate(names):
        if position:
            line.append(" ── ", "dim")
        if name == here:
            line.append(f"● {name}", _STATE.get(rollout["state"], "bold") + " reverse")
        else:
            line.append(*((f"✓ {name}", "green") if name in been else (f"○ {name}", "dim")))
    return line


def duration(ms: float) -> str:
    """A time to be read: 9.4 s, 3 min 20 s, 2 h 5 min."""
    seconds = max(0.0, ms / 1000)
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _stage_name(recorded: str, weights: list[float]) -> str:
    if recorded.startswith("canary["):
        step = int(recorded[len("canary[") : -1])
        return f"canary {weights[step]:.0%}" if step < len(weights) else recorded
    return recorded.replace("_", " ")


def _banners(view: "View") -> list[Text]:
    found = []
    status, rollout = view.status, view.rollout or {}
    if view.problem:
        found.append(Text(f" {view.problem} ", "white on red"))
    if not status["lease"]["leads"]:
        found.append(Text(f" STANDS BY: {status['lease']['holder'] or 'nobody'} leads ", "black on yellow"))
    for name, what in (("killed", "KILLED: stable only"), ("frozen", "FROZEN: no forward moves")):
        if status[name]:
            by = status.get(f"{name}_by")
            found.append(Text(f" {what}{_by(by)} ", "white on red" if name == "killed" else "black on yellow"))
    if status.get("window"):
        found.append(Text(f" FROZEN by the freeze window {status['window']} ", "black on yellow"))
    if status.get("failover"):
        found.append(Text(f" FAILOVER: {status['failover']} answers in place of {status['stable']} ", "white on red"))
    if rollout.get("held"):
        found.append(Text(" HELD: this rollout makes no forward move ", "black on yellow"))
    if rollout.get("awaits"):
        text = f" WAITS for an approval to enter {rollout['awaits']}: andamio rollout approve {rollout['rollout_id']} "
        found.append(Text(text, "black on yellow"))
    return found


def _by(who: Mapping[str, Any] | None) -> str:
    return f", by {who['actor']} ({who['reason']})" if who else ""


def _headline(view: "View") -> Text:
    line = Text()
    if view.rollout is None:
        return line.append(f"no rollout yet; stable is {view.status['stable'] or 'not set'}")
    rollout = view.rollout
    line.append(f"{rollout['rollout_id']}  ", "bold")
    line.append(f"{rollout['release_id']} over {rollout['stable']}  ")
    line.append(rollout["state"].replace("_", " ").upper(), _STATE.get(rollout["state"], "bold"))
    if rollout["candidate_weight"]:
        line.append(f" at {rollout['candidate_weight']:.0%}")
    since = view.status["now_ms"] - rollout["entered_at_ms"]
    return line.append(f", for {duration(since)}", "dim")


def _traffic(view: "View") -> list[RenderableType]:
    recent = view.traffic[-10:]
    if not recent:
        return [Text("none in the last minute", "dim"), _replicas(view.status)]
    counts: dict[str, int] = {}
    for each in recent:
        for release, answered in each["answered"].items():
            counts[release] = counts.get(release, 0) + answered
    total = sum(counts.values())
    seconds = max(1.0, (recent[-1]["at_ms"] - recent[0]["at_ms"]) / 1000 + 1)
    table = Table.grid(padding=(0, 2))
    for release, answered in sorted(counts.items(), key=lambda item: -item[1]):
        candidate = view.rollout is not None and release == view.rollout["release_id"]
        bar = Text("█" * max(1, round(answered / total * _BAR)), "magenta" if candidate else "blue")
        table.add_row(Text(release), bar, f"{answered / total:.0%}", f"{answered / seconds:.1f}/s")
    return [table, _replicas(view.status)]


def _replicas(status: Mapping[str, Any]) -> Text:
    text = "no routing table yet"
    if status["table"]:
        version = status["table"]["version"]
        on_it = sum(each["table_version"] == version for each in status["replicas"])
        text = f"routing table {version}, applied by {on_it} of {len(status['replicas'])} replicas"
    if status["replicas_silent_ms"] > 3_000:
        text += f"; no sign of life for {duration(status['replicas_silent_ms'])}"
    return Text(text, "dim")


def _verdict(verdict: Mapping[str, Any]) -> Text:
    styles = {"promote": "bold green", "hold": "bold yellow", "roll_back": "bold red"}
    line = Text("verdict ", "bold")
    line.append(verdict["ruling"].replace("_", " "), styles.get(verdict["ruling"], "bold"))
    return line.append(f", after {verdict['requests']} requests of the candidate in {verdict['stage']}", "dim")


def _guards(findings: list[dict[str, Any]]) -> RenderableType:
    order = list(_STANDING)
    ranked = sorted(findings, key=lambda each: (each["segment"] is not None, _rank(order, each["standing"])))
    # Of whom all is said in a sentence, last.
    ranked.sort(key=lambda each: each["estimate"] is None and each["lower"] is None)
    if len(ranked) > _GUARDS_SHOWN:
        ranked = [each for each in ranked if each["segment"] is None or each["standing"] != "clear"][:_GUARDS_SHOWN]
    table, sentences = Table.grid(padding=(0, 2)), Table.grid(padding=(0, 2))
    for grid in (table, sentences):
        _keep_whole(grid, max((len(_name(each)) for each in ranked), default=0), len("unclear"))
    for each in ranked:
        # Text everywhere, not markup: a segment is a value from a request, a reason somebody's own words.
        name = Text(_name(each))
        standing = Text(each["standing"], _STANDING.get(each["standing"], ""))
        if each["lower"] is None and each["estimate"] is None:
            sentences.add_row(name, standing, _cut_off(each["detail"], "dim"))
            continue
        numbers = f"{_number(each['estimate'])} in [{_number(each['lower'])}, {_number(each['upper'])}]"
        bounds = ", ".join(f"{bound} {each[bound]:g}" for bound in ("harm", "margin") if each[bound] is not None)
        table.add_row(name, standing, _IntervalBar(each), Text(numbers), Text(bounds, "dim"))
    if len(ranked) < len(findings):
        sentences.add_row(Text(f"and {len(findings) - len(ranked)} more", "dim"))
    return Group(table, sentences)


def _name(finding: Mapping[str, Any]) -> str:
    guard: str = finding["guard"]
    return guard + (f" · {finding['segment']}" if finding["segment"] is not None else "")


def _keep_whole(table: Table, *widths: int) -> None:
    """Columns that a narrow terminal shortens last: before them what may wrap, which is what `_cut_off` gives."""
    for width in widths:
        table.add_column(no_wrap=True, min_width=min(width, _KEPT_WHOLE))


def _rank(order: list[str], standing: str) -> int:
    return order.index(standing) if standing in order else len(order)


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:+.3f}"


def _events(history: tuple[dict[str, Any], ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    moves = [f"{each['from']} → {each['to']}" for each in history]
    subjects, actors = ([each[name] for each in history] for name in ("subject", "actor"))
    _keep_whole(table, len("23:59:59"), *(max(map(len, texts), default=0) for texts in (subjects, moves, actors)))
    for each in reversed(history):
        at = datetime.fromtimestamp(each["at_ms"] / 1000).strftime("%H:%M:%S")
        actor = Text(each["actor"], "dim" if each["actor"] == "controller" else "bold")
        move = Text(f"{each['from']} → {each['to']}")
        table.add_row(Text(at, "dim"), Text(each["subject"]), move, actor, _cut_off(each["reason"]))
    return table


def _cut_off(text: str, style: str = "") -> Text:
    """What is as long as there is room."""
    return Text(text, style, overflow="ellipsis", no_wrap=True)
