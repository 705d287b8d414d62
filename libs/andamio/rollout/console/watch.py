"""`andamio rollout watch`: follows the controller's events and redraws; `watch_frame` says what a frame looks like."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from rich.console import Console
from rich.live import Live

from andamio.errors import UserError
from andamio.rollout.console.client import ControllerClient, Event
from andamio.rollout.console.command_frame import rollout_id_of
from andamio.rollout.console.watch_frame import frame
from andamio.rollout.errors import ControllerUnavailable

_EVENTS_KEPT = 50
_TRAFFIC_MS = 60_000
_RETRY_S = 1.0
# A frame also shows how time passes: redrawn so often without any event.
_FRAMES_A_SECOND = 4


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a frame shows, in the documents of the API."""

    status: dict[str, Any]
    rollout: dict[str, Any] | None
    """The one that is watched; None before the first."""
    verdict: dict[str, Any] | None
    """Its last verdict, without evidence."""
    history: tuple[dict[str, Any], ...]
    """The last transitions of all subjects, oldest first."""
    traffic: tuple[dict[str, Any], ...]
    """Requests by release and second, of the last minute."""
    problem: str | None = None
    """Why nothing new is coming, if so."""


def load(client: ControllerClient, rollout_id: str | None) -> tuple[View, str]:
    """The view now, and the cursor to follow it from. Without an id: of the rollout under way, or the last."""
    status = client.get("/v1/status")
    watched = status["last_rollout_id"] if rollout_id is None else rollout_id_of(rollout_id)
    rollout = client.get(f"/v1/rollouts/{watched}") if watched else None
    # Two points are the fewest that a series has; the newest is among them.
    series = client.get(f"/v1/rollouts/{watched}/series", points=2)["verdicts"] if watched else []
    history = client.get("/v1/history", newest=_EVENTS_KEPT)["history"]
    traffic = client.get("/v1/traffic", seconds=_TRAFFIC_MS // 1000)["seconds"]
    return View(status, rollout, series[-1] if series else None, tuple(history), tuple(traffic)), status["cursor"]


def changed(view: View, event: Event) -> View:
    """The view after a verdict or a pulse. What moves the rollout or the table asks for a new `load` instead."""
    document = event.document
    if event.kind == "verdict" and view.rollout and document["rollout_id"] == view.rollout["rollout_id"]:
        return replace(view, verdict=document)
    if event.kind == "pulse":
        seconds = {each["at_ms"]: each for each in (*view.traffic, *document["traffic"])}
        from_ms = document["now_ms"] - _TRAFFIC_MS
        traffic = tuple(seconds[at_ms] for at_ms in sorted(seconds) if at_ms >= from_ms)
        known = {name: value for name, value in document.items() if name != "traffic"}
        return replace(view, status={**view.status, **known}, traffic=traffic)
    return view


def follow(client: ControllerClient, rollout_id: str | None) -> Iterator[View]:
    """A view after each event, for ever. A controller that goes away is a view with a problem, until it is back.

    Raises `ControllerUnavailable` only if it is not there at the start.
    """
    view, cursor = load(client, rollout_id)
    yield view
    while True:
        try:
            with client.events(cursor) as events:
                for event in events:
                    cursor = event.cursor or cursor
                    if event.kind in ("transition", "table"):
                        view, cursor = load(client, rollout_id)
                    else:
                        view = replace(changed(view, event), problem=None)
                    yield view
            raise ControllerUnavailable("the controller ended the connection")
        except ControllerUnavailable as error:
            view = replace(view, problem=str(error))
            yield view
            time.sleep(_RETRY_S)


def in_terminal(client: ControllerClient, rollout_id: str | None, once: bool) -> int:
    """Draw; `once` prints one frame. Ctrl-C ends it, with status 0."""
    console = Console()
    if once:
        view, _ = load(client, rollout_id)
        console.print(frame(view))
        return 0
    if not console.is_terminal:
        raise UserError("watch draws in a terminal, and this is none; add --once or --json")
    shown = [load(client, rollout_id)[0]]
    with Live(
        get_renderable=lambda: frame(shown[0], console.height),
        console=console,
        screen=True,
        refresh_per_second=_FRAMES_A_SECOND,
    ):
        try:
            with _interruptible():
                for view in follow(client, rollout_id):
                    shown[0] = view
        except KeyboardInterrupt:
            pass
    # The last frame stays to be read when the screen is given back.
    console.print(frame(shown[0]))
    return 0


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C raises, also where a script that was started in the background runs this: its shell has SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def as_json(client: ControllerClient, rollout_id: str | None, once: bool) -> int:
    """Print the view as JSON; without `once`, a line for each event after it."""
    view, cursor = load(client, rollout_id)
    print(json.dumps(asdict(view)), flush=True)
    while not once:
        with client.events(cursor) as events:
            for event in events:
                cursor = event.cursor or cursor
                print(json.dumps(asdict(event)), flush=True)
        time.sleep(_RETRY_S)
    return 0
