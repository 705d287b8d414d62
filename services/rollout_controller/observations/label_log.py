"""The labels that have matured, taken from files as they are written, and what they say of the releases under watch.

    <folder>/labels-<writer>.ndjson     one line a label: what a release scored, and what came of it
        {"request_id": "q-1", "release": "r2", "score": 0.31, "label": true, "entity": "16 hex digits", "review": false}

Whoever learns of outcomes joins them with the decision log and writes these lines, each once it is final: a label that
is known early only if it is positive must wait for the horizon of both. Lines that break the format are passed over and
counted.

Until it is clear that a release keeps its promise all its labels are compared with that (`label_watch`); from the label after
that verdict on, changes are looked for (`label_changes`).

Labels go to the controller's store together with the offsets that they were read up to, and from there to the watches, once
that is committed and in the order in which they were taken. So a controller that is killed, or that leads again after another,
loses and doubles none and comes to the same verdicts, and a file that was taken may go.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError
from andamio.rollout.judgement.label_changes import LabelChanges, judge_changes
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

_Watching = tuple[str, int | None]
"""A release, and the last label behind the verdict that it is clear."""


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
        self._watched: dict[_Watching, _Watched] = {}

    def __call__(self, watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        """What the labels so far say of each release under watch; a release without a promise is watched for calibration.

        To be called within a transaction of the store. A new watch counts the labels from before it as well.
        """
        wanted = {watch.rollout_id: (watch.release_id, watch.clear_after) for watch in watches}
        self._watched = {key: known for key, known in self._watched.items() if key in wanted.values()}
        for key in dict.fromkeys(wanted.values()):
            release_id, clear_after = key
            if key not in self._watched:
                self._watched[key] = _Watched(self._promise(release_id), clear_after)
            self._watched[key].take(self._store.labels(release_id, self._watched[key].last, _LABELS_AT_ONCE))
        self._read()
        found = ((rollout_id, self._watched[key]) for rollout_id, key in wanted.items())
        return tuple(LabelVerdict(name, *each.verdict, each.last) for name, each in found if each.verdict is not None)

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

    def __init__(self, promise: Promise, clear_after: int | None) -> None:
        self.last = clear_after or 0
        """The number of the last label that it heard of."""
        self.verdict: tuple[Ruling, str, dict[str, Any]] | None = None
        self._watch = LabelWatch(promise) if clear_after is None else LabelChanges(promise)

    def take(self, labels: list[tuple[int, MaturedLabel]]) -> None:
        for number, each in labels:
            self._watch.add(each.score, each.label, each.entity, each.review)
            self.last = number
        if labels:
            self.verdict = self._judged()

    def _judged(self) -> tuple[Ruling, str, dict[str, Any]]:
        if isinstance(self._watch, LabelWatch):
            labels = judge_labels(self._watch.evidence())
            return _RULINGS[labels.standing], labels.reason, labels.evidence.to_document()
        changes = judge_changes(self._watch.evidence())
        # What is clear is told once.
        ruling = Ruling.ROLL_BACK if changes.standing is Standing.HARM else Ruling.HOLD
        return ruling, changes.reason, changes.evidence.to_document()
