"""The labels that have matured, taken from files as they are written, and what they say of the releases under watch.

    <folder>/labels-<writer>.ndjson     one line a label: what a release scored, and what came of it
        {"request_id": "q-1", "release": "r2", "score": 0.31, "label": true, "entity": "16 hex digits", "review": false}

Whoever learns of outcomes joins them with the decision log and writes these lines, each once it is final: a label that
is known early only if it is positive must wait for the horizon of both. Lines that break the format are passed over and
counted.

Labels go to the controller's store together with the offsets that they were read up to, and from there to the watches, once
that is committed and in the order in which they were taken. So a controller that is killed, or that leads again after another,
loses and doubles none and comes to the same verdicts, and a file that was taken may go.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError
from andamio.rollout.judgement.label_watch import LabelWatch, Promise, judge_labels
from andamio.rollout.judgement.verdict import Ruling, Standing
from andamio.rollout.machine.state_machine import LabelVerdict, Watch
from rollout_controller.observations.decision_log_tail import look
from rollout_controller.observations.matured_label import MaturedLabel
from rollout_controller.store.rollout_store import RolloutStore

Labels = Callable[[tuple[Watch, ...], int], tuple[LabelVerdict, ...]]
"""What the labels that matured say of the releases under watch, at a wall-clock time."""

# What one look judges of a release: a controller that starts on many labels still beats its heart in between.
_LABELS_AT_ONCE = 2_000
_RULINGS = {Standing.HARM: Ruling.ROLL_BACK, Standing.CLEAR: Ruling.PROMOTE, Standing.UNCLEAR: Ruling.HOLD}


def no_labels(watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
    """The `Labels` of a controller that is given none: a watch ends by its limit."""
    return ()


class LabelLog:
    """The labels in a folder, as `Labels` of the control loop."""

    def __init__(
        self, folder: Path, store: RolloutStore, promise_of: Callable[[str], Promise], logger: logging.Logger
    ) -> None:
        """`promise_of` gives what a release's package promised; it may raise `AndamioError`."""
        self._folder = folder
        self._store = store
        self._promise_of = promise_of
        self._logger = logger
        self._watched: dict[str, _Watched] = {}

    def __call__(self, watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        """What the labels so far say of each release under watch; a release without a promise is watched for calibration.

        To be called within a transaction of the store. A new watch counts the labels from before it as well.
        """
        wanted = {watch.release_id for watch in watches}
        self._watched = {release_id: known for release_id, known in self._watched.items() if release_id in wanted}
        for release_id in sorted(wanted):
            if release_id not in self._watched:
                self._watched[release_id] = _Watched(LabelWatch(self._promise(release_id)))
            self._watched[release_id].take(
                self._store.labels(release_id, self._watched[release_id].last, _LABELS_AT_ONCE)
            )
        self._read()
        verdicts = ((watch, self._watched[watch.release_id].verdict) for watch in watches)
        return tuple(LabelVerdict(watch.rollout_id, *verdict) for watch, verdict in verdicts if verdict is not None)

    def _promise(self, release_id: str) -> Promise:
        try:
            return self._promise_of(release_id)
        except AndamioError as error:
            fields = {"release": release_id, "problem": str(error)}
            self._logger.warning("a release under watch promises nothing", extra={"fields": fields})
            return Promise()

    def _read(self) -> None:
        """Store what is new in the files; the watches hear of it when it is committed."""
        taken = self._store.label_offsets()
        found = look(self._folder, taken, pattern="labels-*.ndjson")
        labels, broken = [], 0
        for _, line in found.lines:
            try:
                labels.append(MaturedLabel.from_text(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                broken += 1
        ahead = {name: offset for name, offset in found.offsets.items() if taken.get(name) != offset}
        if ahead:
            self._store.add_labels(labels, ahead)
        if broken:
            self._logger.warning("label lines broke the format", extra={"fields": {"lines": broken}})


class _Watched:
    """A release under watch, and what its labels said so far."""

    def __init__(self, watch: LabelWatch) -> None:
        self.last = 0
        """The number of the last label that it heard of."""
        self.verdict: tuple[Ruling, str, dict[str, Any]] | None = None
        self._watch = watch

    def take(self, labels: list[tuple[int, MaturedLabel]]) -> None:
        for number, each in labels:
            self._watch.add(each.score, each.label, each.entity, each.review)
            self.last = number
        if labels:
            judgement = judge_labels(self._watch.evidence())
            self.verdict = (_RULINGS[judgement.standing], judgement.reason, judgement.evidence.to_document())
