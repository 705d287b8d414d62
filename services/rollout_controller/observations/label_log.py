"""The labels that have matured, read as they are written, and what they say of the releases under watch.

    <folder>/labels-<writer>.ndjson     one line a label: what a release scored, and what came of it
        {"release": "r2", "score": 0.31, "label": true, "entity": "16 hex digits", "review": false}

Whoever learns of outcomes joins them with the decision log and writes these lines, each once it is final: a label that
is known early only if it is positive must wait for the horizon of both. Lines of releases that nobody watches, and
lines that break the format, are passed over and counted.
"""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError
from andamio.rollout.judgement.label_watch import LabelWatch, Promise, judge_labels
from andamio.rollout.judgement.verdict import Ruling, Standing
from andamio.rollout.machine.state_machine import LabelVerdict, Watch
from rollout_controller.observations.decision_log_tail import look

Labels = Callable[[tuple[Watch, ...], int], tuple[LabelVerdict, ...]]
"""What the labels that matured say of the releases under watch, at a wall-clock time."""

_RULINGS = {Standing.HARM: Ruling.ROLL_BACK, Standing.CLEAR: Ruling.PROMOTE, Standing.UNCLEAR: Ruling.HOLD}


def no_labels(watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
    """The `Labels` of a controller that is given none: a watch ends by its limit."""
    return ()


class LabelLog:
    """The labels in a folder, as `Labels` of the control loop. A restart reads them again, from the first."""

    def __init__(self, folder: Path, promise_of: Callable[[str], Promise], logger: logging.Logger) -> None:
        """`promise_of` gives what a release's package promised; it may raise `AndamioError`."""
        self._folder = folder
        self._promise_of = promise_of
        self._logger = logger
        self._watches: dict[str, LabelWatch] = {}
        self._offsets: dict[str, int] = {}
        self._verdicts: dict[str, tuple[Ruling, str, dict[str, Any]]] = {}

    def __call__(self, watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        """What the labels so far say of each release under watch; a release without a promise is not judged."""
        wanted = {watch.release_id for watch in watches}
        if not wanted <= set(self._watches):
            # A new watch counts the labels from before it as well, so the log is read from its start.
            self._watches = {release_id: LabelWatch(self._promise(release_id)) for release_id in sorted(wanted)}
            self._offsets, self._verdicts = {}, {}
        for release_id in self._read():
            judgement = judge_labels(self._watches[release_id].evidence())
            evidence = judgement.evidence.to_document()
            self._verdicts[release_id] = (_RULINGS[judgement.standing], judgement.reason, evidence)
        return tuple(
            LabelVerdict(watch.rollout_id, *self._verdicts[watch.release_id])
            for watch in watches
            if watch.release_id in self._verdicts
        )

    def _promise(self, release_id: str) -> Promise:
        try:
            return self._promise_of(release_id)
        except AndamioError as error:
            fields = {"release": release_id, "problem": str(error)}
            self._logger.warning("a release under watch promises nothing", extra={"fields": fields})
            return Promise()

    def _read(self) -> Iterator[str]:
        """Take what is new; the releases that it is about."""
        found = look(self._folder, self._offsets, pattern="labels-*.ndjson")
        self._offsets = dict(found.offsets)
        touched: set[str] = set()
        broken = 0
        for _, line in found.lines:
            try:
                row = json.loads(line)
                watch = self._watches.get(row["release"])
                if watch is None:
                    continue
                if not isinstance(row["label"], bool):
                    raise ValueError("a label is true or false")
                watch.add(float(row["score"]), row["label"], row.get("entity"), row.get("review"))
                touched.add(row["release"])
            except (ValueError, KeyError, TypeError, AttributeError):
                broken += 1
        if broken:
            self._logger.warning("label lines broke the format", extra={"fields": {"lines": broken}})
        yield from sorted(touched)
