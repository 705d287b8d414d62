"""What one step leaves in the record: its transitions with their evidence, a rollout that began, the places of a table."""

import logging
from collections.abc import Callable
from dataclasses import asdict

from andamio.rollout.judgement.plan import plan
from andamio.rollout.machine.state_machine import Control, Inputs, Transition
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from rollout_controller.control.move_evidence import move_evidence
from rollout_controller.control.rollout_measurement import RolloutMeasurement
from rollout_controller.store.rollout_store import RolloutStore


class StepRecord:
    """Writes steps into a store, within its transaction."""

    def __init__(self, store: RolloutStore, logger: logging.Logger, added: Callable[[], None]) -> None:
        """`added` is called after each transition."""
        self._store = store
        self._logger = logger
        self._added = added

    def add(
        self,
        before: Control,
        control: Control,
        transitions: tuple[Transition, ...],
        inputs: Inputs,
        settings: Settings,
    ) -> None:
        """The transitions from `before` to `control`, at the time of `inputs`."""
        # Not only where it is still active: a rollout can end in the very step that starts it.
        rollout, at_ms = control.rollout, inputs.now_ms
        for transition in transitions:
            evidence = move_evidence(transition, inputs)
            if rollout is not None and transition.before == "none" and transition.subject == rollout.rollout_id:
                expected, stable = plan(settings).to_text(), before.stable or ""
                started = asdict(settings)
                self._store.add_rollout(rollout.rollout_id, rollout.release_id, stable, at_ms, started, expected)
                self._logger.info("rollout plan", extra={"fields": {"rollout": rollout.rollout_id, "plan": expected}})
                evidence = {"plan": expected}
            self._store.add_transition(at_ms, transition, evidence)
            self._added()

    def add_place(
        self,
        before: RoutingTable | None,
        table: RoutingTable | None,
        control: Control,
        measured: RolloutMeasurement | None,
    ) -> None:
        """The stage that decisions by `table` belong to, where it is another than `before`."""
        rollout = control.rollout
        if table is None or rollout is None or table.candidate is None:
            return
        if before is None or table.version != before.version:
            self._store.add_place(table.version, rollout.rollout_id, rollout.state.value, rollout.step)
            if measured is not None:
                measured.at(table.version, rollout.state.value, rollout.step)
