"""A place for tests of the control loop: real files, and a clock in the test's hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from andamio.rollout.machine.state_machine import Check, Control, GateReport, SetStable, State
from andamio.rollout.routing_table import RoutingTable, read_table
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.loop import Controller
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.rollout_store import RolloutStore, open_store

BY = ("ada", "because")
NOW = 1_700_000_000_000


@dataclass
class Site:
    """A folder with a state, a log and a table; opens controllers over it."""

    folder: Path
    telemetry: Telemetry
    now_ms: int = NOW
    settings: Settings = field(default_factory=Settings)
    stores: list[RolloutStore] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    def open(self) -> Controller:
        self.stores.append(open_store(self.folder / "state.db"))
        return Controller(
            self.stores[-1],
            self.folder / "log",
            self.folder / "table.json",
            self.settings,
            lambda release_id: GateReport((Check("golden set", True, ""),)),
            self.telemetry,
            lambda: self.now_ms,
            lambda: self.now_ms,
            **self.options,
        )

    def ticks(self, controller: Controller, count: int = 1) -> None:
        for _ in range(count):
            self.now_ms += 200
            controller.tick()

    def table(self) -> RoutingTable:
        return read_table(self.folder / "table.json")

    def until(self, controller: Controller, replica: FakeInference | None, done: Callable[[Control], bool]) -> None:
        for _ in range(300):
            if replica is not None:
                replica.serve(self.table(), 8)
            self.ticks(controller)
            if done(controller.control):
                return
        raise AssertionError(f"not reached: {controller.control}")

    def in_shadow(self, controller: Controller) -> None:
        controller.tick(SetStable(*BY, "r1"))
        controller.start("r2", *BY)
        self.until(controller, None, lambda c: c.active is not None and c.active.state is State.SHADOW)


def history(controller: Controller, subject: str) -> list[tuple[str, str, str]]:
    return [(h["from"], h["to"], h["reason"]) for h in controller.history() if h["subject"] == subject]
