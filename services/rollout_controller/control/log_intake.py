"""One look at the decision log: signs of life, traffic, the health of who answers, and what counts for the rollout."""

import logging
from collections.abc import Mapping

from opentelemetry.metrics import Counter

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.judgement.stable_health import LastExecutions, StableHealth
from andamio.rollout.settings import Settings
from rollout_controller.control.rollout_measurement import RolloutMeasurement
from rollout_controller.observations.decision_log_tail import DecisionSource
from rollout_controller.observations.replicas import Replicas
from rollout_controller.observations.traffic import Traffic


class LogIntake:
    """Reads a decision log from where it was left."""

    def __init__(self, source: DecisionSource, lines: Counter, logger: logging.Logger) -> None:
        self.replicas = Replicas()
        self.traffic = Traffic()
        self._source = source
        self._lines = lines
        self._logger = logger
        self._executions: LastExecutions | None = None

    def begin(self, now: int) -> None:
        """Know nothing of replicas and of who answers, from `now` on."""
        self.replicas.begin(now)
        self._executions = None

    def follow(self, answering: str | None, settings: Settings) -> None:
        """Watch the health of the release that answers, by its own settings."""
        if answering is None:
            self._executions = None
        elif self._executions is None or self._executions.release != answering:
            self._executions = LastExecutions(answering, settings)

    @property
    def followed(self) -> str | None:
        """The release whose health is watched."""
        return None if self._executions is None else self._executions.release

    def health(self) -> StableHealth | None:
        """The health of the release that answers."""
        return None if self._executions is None else self._executions.health()

    def read(
        self, offsets: Mapping[str, int], measured: RolloutMeasurement | None, now: int, wall_ms: int
    ) -> dict[str, int]:
        """Take what is new after `offsets`; returns those after it."""
        found = self._source.look(offsets)
        broken = 0
        fresh = self.replicas.looked(now, found.complete)
        for replica, line in found.lines:
            try:
                entry = parse_line(line)
            except InvalidDocument:
                # Not logged: the line may carry a customer. A broken line is no sign of life either.
                broken += 1
                continue
            if entry is None:
                continue
            self.replicas.heard(replica, entry.table_version, now, fresh)
            if not isinstance(entry, Decision):
                continue
            self.traffic.add(entry.primary.release, wall_ms)
            executions, primary = self._executions, entry.primary
            # What was refused for want of room says nothing of the release, and all others would refuse it too.
            if fresh and executions is not None and primary.release == executions.release and not primary.refused:
                executions.add(primary.bad)
            if measured is not None:
                measured.add(entry)
        if measured is not None:
            measured.keep()
        if found.lines:
            self._lines.add(len(found.lines) - broken, {"outcome": "read"})
        if broken:
            self._lines.add(broken, {"outcome": "broken"})
            self._logger.warning("decision log lines broke the format", extra={"fields": {"lines": broken}})
        return dict(found.offsets)
