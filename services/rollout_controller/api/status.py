"""The document of the controller at a glance, and the small one that goes out every second."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from andamio.rollout.machine.freeze_windows import window_in_force
from andamio.rollout.machine.state_machine import Control, frozen_by
from rollout_controller.api.console import Console


def status(console: Console) -> dict[str, Any]:
    """See `documents.Status`."""
    controller = console.controller
    control, table, now_ms = controller.control, controller.table, console.now_ms()
    window = window_in_force(control.windows, now_ms)
    return {
        "now_ms": now_ms,
        "lease": {
            "leads": controller.leads,
            "holder": controller.leader,
            "epoch": controller.epoch if table is None else table.epoch,
        },
        "stable": control.stable,
        "warm": control.earlier,
        "frozen": control.frozen,
        "frozen_by": _set_by(console, "freeze") if control.frozen else None,
        "window": window.name if window else None,
        "killed": control.killed,
        "killed_by": _set_by(console, "kill") if control.killed else None,
        "failover": control.failover,
        "watched": [watch.rollout_id for watch in control.watches],
        "watches": [
            {
                "rollout_id": watch.rollout_id,
                "release_id": watch.release_id,
                "clear": watch.clear_after is not None,
                "spent_ms": watch.spent_ms,
                "limit_ms": watch.limit_ms,
            }
            for watch in control.watches
        ],
        "pins": dict(control.pins),
        "rollout_id": control.active.rollout_id if control.active else None,
        "last_rollout_id": control.rollout.rollout_id if control.rollout else None,
        "table": None if table is None else asdict(table),
        "replicas": replicas(console),
        "replicas_silent_ms": controller.silent_ms(),
        "cursor": str(console.reading.end(0 if table is None else table.version)),
    }


def where(control: Control, rollout_id: str, history: Sequence[dict[str, Any]], now_ms: int) -> dict[str, Any]:
    """Where a rollout is, since when, and which person keeps it there."""
    rollout = control.rollout
    if rollout is None or rollout.rollout_id != rollout_id:
        last = history[-1]
        return {"stage": None, "entered_at_ms": last["at_ms"], "held": False, "awaits": None, "frozen_by": None}
    # Holding and approving are in the history as well, but no arrivals.
    entered = [each["at_ms"] for each in history if each["to"] == rollout.stage and each["from"] != "held"]
    return {
        "stage": rollout.stage,
        "entered_at_ms": entered[-1] if entered else history[0]["at_ms"],
        "held": rollout.held and not rollout.state.ended,
        "awaits": None if rollout.state.ended else rollout.awaits,
        "frozen_by": None if rollout.state.ended else frozen_by(control, now_ms),
    }


def pulse(console: Console) -> dict[str, Any]:
    """What changes all the time and is not in the record."""
    controller, now_ms = console.controller, console.now_ms()
    rollout = controller.control.active
    return {
        "now_ms": now_ms,
        "replicas": replicas(console),
        "replicas_silent_ms": controller.silent_ms(),
        "spent_ms": rollout.spent_ms if rollout else None,
        # The second under way still grows; whoever has it replaces it.
        "traffic": controller.traffic.since(now_ms - 3_000),
    }


def replicas(console: Console) -> list[dict[str, Any]]:
    """Each replica heard of lately, with the version of the table that it goes by."""
    return [
        {"replica": name, "table_version": seen.table_version, "seen_ms_ago": seen.ms_ago}
        for name, seen in sorted(console.controller.replicas().items())
    ]


def _set_by(console: Console, subject: str) -> dict[str, Any] | None:
    last = console.reading.transitions(subject, newest=1)
    return {name: last[0][name] for name in ("actor", "reason", "at_ms")} if last else None
