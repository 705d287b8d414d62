"""What every route of the HTTP API works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event
from typing import Any

from andamio.auth.guard import Guard
from andamio.rollout.errors import NoSuchRelease
from andamio.rollout.json_fields import Fields
from andamio.rollout.settings import Settings
from andamio.web.problems import RequestRefused
from rollout_controller.api.record_reading import RecordReading
from rollout_controller.control.gate_run import Gates
from rollout_controller.control.loop import Controller


@dataclass(frozen=True, slots=True)
class Console:
    """The controller, the record beside it, and who asks."""

    controller: Controller
    """Ticked by someone else."""
    gates: Gates
    reading: RecordReading
    now_ms: Callable[[], int]
    guard: Guard
    names: frozenset[str] | None = None
    """The names of the host that it answers to; None for all."""
    stopping: Event = field(default_factory=Event)
    """Set when the process is to stop: ends the streams of events, which would not end by themselves."""

    def settings_of(self, rollout: dict[str, Any]) -> Settings:
        """The settings that a rollout started with, from its document."""
        return Settings.from_fields(Fields(rollout["settings"], f"settings of {rollout['rollout_id']}"))


def require_release(console: Console, release_id: str) -> None:
    """A name that is mistyped is no rollout to be refused: raises `RequestRefused`."""
    try:
        console.controller.settings.require_release(release_id)
    except NoSuchRelease as error:
        raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, "release_id", str(error)) from None
