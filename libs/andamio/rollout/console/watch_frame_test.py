"""A frame of `watch` says the same on every width, as far as there is room."""

import io

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
    assert "…" not in bar
