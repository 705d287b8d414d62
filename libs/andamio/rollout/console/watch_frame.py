"""One frame of `andamio rollout watch`: stages, traffic, guards and events as text. A function of the view alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from andamio.rollout.console.guard_table import cut_off, guard_table, keep_whole

if TYPE_CHECKING:
    from andamio.rollout.console.watch import View

_TRAFFIC_BAR = 33  # columns
_EVENTS_SHOWN = 8
# Guards by segment may be many; the clearest are then counted only.
_GUARDS_SHOWN = 16
# Of a terminal's height: what a frame needs beside guards and events, and how few of those it still shows.
_OTHER_LINES = 13
_FEWEST_GUARDS, _FEWEST_EVENTS = 4, 3
_STATE = {
    "gates": "cyan",
    "shadow": "cyan",
    "canary": "yellow",
    "promoted": "green",
    "watched": "green",
    "rolled_back": "bold red",
    "refused": "bold red",
}


def frame(view: "View", height: int | None = None) -> RenderableType:
    """What is drawn of a view; in a terminal of `height` lines, fewer guards and events rather than a cut end."""
    banners = _banners(view)
    parts: list[RenderableType] = [*banners, _headline(view)]
    if view.rollout is not None:
        parts += [stages(view.rollout), _last_word(view.rollout)]
    parts += [Text(), Text("traffic", style="bold"), *_traffic(view)]
    guards, events = _room(height, len(banners))
    if view.verdict is not None:
        parts += [Text(), _verdict(view.verdict), guard_table(view.verdict["findings"], guards)]
    if view.history:
        parts += [Text(), Text("events", style="bold"), _events(view.history[-events:])]
    return Padding(Group(*parts), (0, 1))


def _room(height: int | None, banners: int) -> tuple[int, int]:
    """How many guards and events are shown."""
    if height is None:
        return _GUARDS_SHOWN, _EVENTS_SHOWN
    left = height - _OTHER_LINES - banners
    events = min(_EVENTS_SHOWN, max(_FEWEST_EVENTS, left // 3))
    return min(_GUARDS_SHOWN, max(_FEWEST_GUARDS, left - events)), events


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


def _last_word(rollout: Mapping[str, Any]) -> Text:
    """Why it is where it is, in full: the table of events may have to cut that off."""
    last = rollout["history"][-1]
    return Text(f"{last['reason']}, by {last['actor']}", "dim")


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
        bar = Text("█" * max(1, round(answered / total * _TRAFFIC_BAR)), "magenta" if candidate else "blue")
        table.add_row(Text(release), bar, f"{answered / total:.0%}", f"{answered / seconds:.1f}/s")
    return [table, _replicas(view.status)]


def _replicas(status: Mapping[str, Any]) -> Text:
    if not status["lease"]["leads"]:
        return Text("the controller that leads hears of the replicas", "dim")
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


def _events(history: tuple[dict[str, Any], ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    moves = [_move(each) for each in history]
    subjects, actors = ([each[name] for each in history] for name in ("subject", "actor"))
    keep_whole(table, len("23:59:59"), *(max(map(len, texts), default=0) for texts in (subjects, moves, actors)))
    for each in reversed(history):
        at = datetime.fromtimestamp(each["at_ms"] / 1000).strftime("%H:%M:%S")
        actor = Text(each["actor"], "dim" if each["actor"] == "controller" else "bold")
        table.add_row(Text(at, "dim"), Text(each["subject"]), Text(_move(each)), actor, cut_off(each["reason"]))
    return table


def _move(transition: Mapping[str, Any]) -> str:
    """From where to where, shortened where it says what is elsewhere: the stage it waits in, a window's document."""
    before, after = transition["from"], transition["to"]
    if after.startswith(("awaits ", "approved ")):
        return str(after)
    return f"{before} → {'set' if after.startswith('{') else after}"
