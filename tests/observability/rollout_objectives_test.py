"""The rollout controller's objectives on its own metrics, by Prometheus's promtool: a slow pass and a replica that never
follows alert, a quiet controller does not.
"""

from pathlib import Path

import pytest

from andamio.telemetry.slo.alert_rules_test import DAY, fires, promtool
from andamio.telemetry.slo.document import Slo, load_slos

__all__ = ["promtool"]

_METRIC = "andamio_rollout_operation_duration_seconds"


def objective(name: str) -> Slo:
    [found] = [slo for slo in load_slos(Path("services/rollout_controller/slo.yaml")) if slo.name == name]
    return found


def operations(operation: str, within: str, count: str, done: str, error: str | None = None) -> dict[str, str]:
    """The series of an operation: a minute's values of the count, and of those done within the bound."""
    labels = f'andamio_rollout_operation="{operation}"' + ("" if error is None else f',error_type="{error}"')
    return {f"{_METRIC}_count{{{labels}}}": count, f'{_METRIC}_bucket{{{labels},le="{within}"}}': done}


PASSES = operations("decide", "0.75", f"0+300x{DAY}", f"0+300x{DAY}")
# Four moves, an hour apart.
MOVES = "0x540 1x60 2x60 3x60 4x1000"


def test_a_controller_without_moves_is_silent(promtool: str, tmp_path: Path) -> None:
    for name in ("rollout-controller-pass", "rollout-controller-apply"):
        fires(promtool, tmp_path, objective(name), PASSES, "1d", {})


def test_slow_passes_page(promtool: str, tmp_path: Path) -> None:
    slow = operations("decide", "0.75", f"0+300x{DAY}", f"0+200x{DAY}")
    burns = {"SloBudgetBurn": ["1h", "6h", "1d", "3d"]}
    fires(promtool, tmp_path, objective("rollout-controller-pass"), slow, "1d", burns)


def test_a_loop_that_stands_still_is_not_measured(promtool: str, tmp_path: Path) -> None:
    for name in ("rollout-controller-pass", "rollout-controller-apply"):
        fires(promtool, tmp_path, objective(name), {}, "1h", {"SloNotMeasured": ["5m"]})


@pytest.mark.parametrize("error", [None, "timeout"])
def test_moves_that_replicas_do_not_follow_alert(promtool: str, tmp_path: Path, error: str | None) -> None:
    late = operations("apply", "2.5", MOVES, "0x1800", error)
    found = {"SloLowTrafficFailures": ["1d"], "SloBudgetBurn": ["1d", "3d"]}
    fires(promtool, tmp_path, objective("rollout-controller-apply"), PASSES | late, "12h2m", found)


def test_moves_in_time_and_moves_whose_end_nobody_heard_are_silent(promtool: str, tmp_path: Path) -> None:
    good = operations("apply", "2.5", MOVES, MOVES)
    unheard = operations("apply", "2.5", MOVES, "0x1800", "unknown")
    fires(promtool, tmp_path, objective("rollout-controller-apply"), PASSES | good | unheard, "12h2m", {})
