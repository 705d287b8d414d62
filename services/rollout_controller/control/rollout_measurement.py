"""What is measured of the rollout under way, and the verdicts on it; rebuilt from the store after a restart."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from andamio.rollout.evidence.decision_log import Decision
from andamio.rollout.evidence.measurements import Evidence, Measurements
from andamio.rollout.json_fields import Fields
from andamio.rollout.judgement.verdict import Verdict
from andamio.rollout.machine.state_machine import Rollout, State
from andamio.rollout.settings import Settings
from rollout_controller.store.rollout_store import RolloutStore

Measure = Callable[[str, str, Settings], Measurements]
"""Measurements of a candidate over a stable release: (stable, candidate, settings)."""
Judge = Callable[[Evidence, Settings], Verdict]


def recorded_settings(recorded: Mapping[str, Any]) -> Settings:
    """The settings that a recorded rollout started with."""
    return Settings.from_fields(Fields(recorded["settings"], f"settings of {recorded['rollout_id']}"))


class RolloutMeasurement:
    """The measurements of one rollout, by the settings that it started with."""

    def __init__(self, store: RolloutStore, rollout: Rollout, measure: Measure, judge: Judge) -> None:
        """`rollout` is in the store."""
        recorded = store.rollout(rollout.rollout_id)
        assert recorded is not None
        self.rollout_id = rollout.rollout_id
        self.settings = recorded_settings(recorded)
        self._store = store
        self._judge = judge
        self._measurements = measure(recorded["stable"], rollout.release_id, self.settings)
        # Routing table version -> (stage, step).
        self._places = store.places(rollout.rollout_id)
        self._counted = 0
        self._fresh: list[tuple[Decision, str, int]] = []
        self._last: object = None
        for decision, stage, at in store.observations(rollout.rollout_id):
            self._measurements.add(decision, stage, at)
            self._counted += 1

    def at(self, table_version: int, stage: str, step: int) -> None:
        """Decisions by this version of the table belong to this stage."""
        self._places[table_version] = (stage, step)

    def add(self, decision: Decision) -> None:
        """Take a decision of the log, whichever version of the table it was made by."""
        place = self._places.get(decision.table_version)
        if place is not None and self._measurements.add(decision, *place):
            self._fresh.append((decision, *place))

    def keep(self) -> None:
        """Store what counted since the last time."""
        if self._fresh:
            self._store.add_observations(self.rollout_id, self._fresh)
            self._counted += len(self._fresh)
            self._fresh = []

    def verdict(self, rollout: Rollout, silent_ms: int, at_ms: int) -> Verdict | None:
        """The verdict now, recorded if it says anything new; None before there is anything to judge."""
        if rollout.state is State.GATES:
            return None
        evidence = self._measurements.evidence(rollout.state.value, rollout.step, silent_ms)
        verdict = self._judge(evidence, self.settings)
        # Silence grows at every tick; by itself it is news only when it changes what a guard says.
        news = (replace(evidence, silent_ms=0), [finding.standing for finding in verdict.findings])
        if news != self._last:
            document = {**verdict.to_document(), "observations": self._counted}
            self._store.add_verdict(at_ms, self.rollout_id, verdict.ruling, document)
            self._last = news
        return verdict
