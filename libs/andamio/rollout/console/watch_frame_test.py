"""A frame of `watch` says the same on every width, as far as there is room."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from andamio.rollout.console.watch import View
from andamio.rollout.console.watch_frame import frame


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_narrow_terminal_shortens_reasons_and_bars_not_who_did_what(width: int) -> None:
    moved = {"at_ms": 0, "subject": "rollout-7", "from": "canary[0]", "to": "rolled_back", "actor": "controller"}
    finding = {"guard": "errors", "segment": None, "standing": "harm", "estimate": 0.0, "lower": -0.05, "upper": 0.05}
    verdict = {"ruling": "roll_back", "requests": 7, "stage": "canary"}
    findings = [finding | {"harm": 0.005, "margin": 0.1}]
    status = {"lease": {"leads": True}, "killed": False, "frozen": False, "stable": "r1", "table": None}
    known = status | {"replicas": [], "replicas_silent_ms": 0, "now_ms": 0}
    view = View(known, None, verdict | {"findings": findings}, (moved | {"reason": "because " * 30},), ())
    written = io.StringIO()
    Console(width=width, file=written).print(frame(view))
    said = written.getvalue()
    assert "rollout-7  canary[0] → rolled_back  controller  because" in said
    assert "no routing table yet" in said
    [bar] = [line for line in said.splitlines() if "●" in line]
    assert {"━", "●", "┊"} <= {*bar}
    assert "+0.000 [-0.050, +0.050]" in bar
    assert "…" not in bar


def _view(guards: int, events: int) -> View:
    finding = {"segment": None, "estimate": 0.0, "lower": -0.05, "upper": 0.05, "harm": 0.005, "margin": 0.1}
    found = [finding | {"guard": f"clear{number}", "standing": "clear"} for number in range(guards - 1)]
    found.append(finding | {"guard": "errors", "standing": "harm", "segment": "tenant=shop"})
    moved = {"at_ms": 0, "from": "canary[0]", "to": "rolled_back", "actor": "controller", "reason": "errors"}
    window = moved | {"subject": "window w", "from": "none", "to": '{"name": "w", "time_zone": "Europe/Madrid"}'}
    waits = moved | {"subject": "rollout-7", "to": "awaits approval of canary[1]"}
    history = (window, waits, *(moved | {"subject": f"rollout-{number}"} for number in range(events - 2)))
    rollout = {
        "rollout_id": "rollout-7",
        "release_id": "r2",
        "stable": "r1",
        "state": "rolled_back",
        "stage": None,
        "candidate_weight": 0.0,
        "entered_at_ms": 0,
        "settings": {"canary_steps": [0.25]},
        "history": [moved | {"reason": "errors: 9 of 14 against 0 of 37"}],
    }
    status = {"lease": {"leads": True}, "killed": False, "frozen": False, "stable": "r1", "table": None}
    known = status | {"replicas": [], "replicas_silent_ms": 0, "now_ms": 0}
    return View(known, rollout, {"ruling": "hold", "requests": 7, "stage": "canary", "findings": found}, history, ())


def _drawn(view: View, height: int | None, width: int = 80) -> list[str]:
    written = io.StringIO()
    Console(width=width, file=written).print(frame(view, height))
    return written.getvalue().splitlines()


@pytest.mark.parametrize("height", [24, 30, 50])
def test_a_low_terminal_shows_the_worst_guard_and_the_last_events_and_counts_the_rest(height: int) -> None:
    lines = _drawn(_view(guards=20, events=30), height)
    assert len(lines) <= height
    said = "\n".join(lines)
    assert "errors · tenant=shop" in said
    assert "more, all clear" in said
    assert "rollout-27" in said
    assert "errors: 9 of 14 against 0 of 37, by controller" in said


def test_long_moves_leave_room_for_who_and_why() -> None:
    said = "\n".join(_drawn(_view(guards=1, events=2), None))
    assert "window w   none → set" in said
    assert "awaits approval of canary[1]  controller  errors" in said
    assert "Europe/Madrid" not in said


def test_a_controller_that_stands_by_says_nothing_of_replicas_that_it_does_not_hear() -> None:
    view = _view(guards=1, events=2)
    lease = {"lease": {"leads": False, "holder": "other"}, "replicas_silent_ms": 60_000_000}
    said = "\n".join(_drawn(replace(view, status={**view.status, **lease}), None))
    assert "the controller that leads hears of the replicas" in said
    assert "no sign of life" not in said
