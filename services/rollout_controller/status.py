"""The document of the controller at a glance, and the small one that goes out every second."""

from dataclasses import asdict
from typing import Any

from rollout_controller.console import Console


def status(console: Console) -> dict[str, Any]:
    """See `documents.Status`."""
    controller = console.controller
    control, table = controller.control, controller.table
    return {
        "now_ms": console.now_ms(),
        "stable": control.stable,
        "warm": control.earlier,
        "frozen": control.frozen,
        "frozen_by": _set_by(console, "freeze") if control.frozen else None,
        "killed": control.killed,
        "killed_by": _set_by(console, "kill") if control.killed else None,
        "rollout_id": control.active.rollout_id if control.active else None,
        "last_rollout_id": control.rollout.rollout_id if control.rollout else None,
        "table": None if table is None else asdict(table),
        "replicas": replicas(console),
        "replicas_silent_ms": controller.silent_ms(),
        "cursor": str(console.reading.end(0 if table is None else table.version)),
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
