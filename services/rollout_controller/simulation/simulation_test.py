"""Safety and liveness of the control plane under faults from seeds; `ANDAMIO_SIMULATION_SEEDS=1000-2000` runs others."""

import logging
import os
from pathlib import Path

import pytest

from andamio.rollout.machine.state_machine import Abort
from andamio.telemetry.setup import Telemetry, start
from rollout_controller.simulation.misfortune import TAKEOVER_STEPS
from rollout_controller.simulation.record_check import check_record
from rollout_controller.simulation.serving import STEP_MS
from rollout_controller.simulation.simulation import SETTINGS, World

_FIRST, _, _LAST = os.environ.get("ANDAMIO_SIMULATION_SEEDS", "0-16").partition("-")
SEEDS = range(int(_FIRST), int(_LAST))
STEPS = 500
# Of every stage (gates, shadow, the steps, and the wait for an approval of each), its own limit and that of people.
LONGEST_ROLLOUT_STEPS = (2 + len(SETTINGS.canary_steps)) * (
    SETTINGS.stage_limit_ms + SETTINGS.waiting_limit_ms
) // STEP_MS + TAKEOVER_STEPS


@pytest.fixture(scope="module")
def telemetry() -> Telemetry:
    telemetry = start("rollout_simulation")
    telemetry.logger.setLevel(logging.CRITICAL)
    return telemetry


@pytest.mark.parametrize("seed", SEEDS)
def test_no_fault_makes_two_writers_or_an_unfounded_promotion_and_every_rollout_ends(
    tmp_path: Path, telemetry: Telemetry, seed: int
) -> None:
    world = World(tmp_path, seed, telemetry)
    try:
        world.run(STEPS)
        world.heal()
        if seed % 2:
            _an_abort_reaches_stable(world)
        else:
            _it_ends_by_itself(world)
        # What was delivered last is known by the audit log now, whoever was killed.
        for _ in range(TAKEOVER_STEPS):
            world.step()
        print(check_record(world.record, world.audit, SETTINGS))
    except BaseException:
        print("\n".join(world.events[-40:]))
        raise
    finally:
        world.close()


def _an_abort_reaches_stable(world: World) -> None:
    for _ in range(TAKEOVER_STEPS):
        world.step()
    active = world.stored().active
    if active is not None:
        assert world.command(lambda control: Abort("eve", "enough", active.rollout_id)), "nobody obeys"
    assert world.stored().active is None
    world.step()
    for replica in world.replicas:
        assert replica.table is not None
        assert replica.table.candidate is None


def _it_ends_by_itself(world: World) -> None:
    for _ in range(LONGEST_ROLLOUT_STEPS):
        world.step()
        if world.stored().active is None:
            return
    raise AssertionError(f"still in {world.stored().active}")
