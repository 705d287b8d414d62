"""How many partitions the stream's topics had when it first read them, and that they still have as many.

    <checkpoint dir>/partitions.json    {topic: number}; a savepoint has one as well

A topic that gets more sends the next deliveries of some entities to partitions that the stream does not read, and where an
event's versions would be in two orders. Nothing can be said of these values, so the stream ends rather than go on.
"""

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from andamio.errors import UserError
from andamio.features.logs.kafka_topics import KafkaLogError
from stream_features.errors import StreamError

_NAME = "partitions.json"

Count = Callable[[str], int]
"""A topic's partitions as of now. Raises `KafkaLogError` if the broker does not answer."""


class TopicPartitions:
    """The numbers that a state folder was begun with."""

    def __init__(self, count: Count, topics: Collection[str], state: Path) -> None:
        """Take in topics that are new to the state. Raises `UserError` if one has changed, or cannot be asked for."""
        self._count = count
        known = _known(state)
        try:
            now = {topic: count(topic) for topic in sorted(topics)}
        except KafkaLogError as error:
            raise UserError(f"--kafka: {error}") from None
        self._begun = {topic: known.get(topic, number) for topic, number in now.items()}
        if changed := self._changed(now):
            raise UserError(changed)
        _write(state, {**known, **self._begun})

    def require_unchanged(self) -> None:
        """Raises `StreamError` if a topic has other partitions; a broker that does not answer is asked the next time."""
        try:
            now = {topic: self._count(topic) for topic in self._begun}
        except KafkaLogError:
            return
        if changed := self._changed(now):
            raise StreamError(changed)

    def _changed(self, now: Mapping[str, int]) -> str | None:
        for topic, number in now.items():
            if number != self._begun[topic]:
                return (
                    f"topic '{topic}' has {number} partitions and had {self._begun[topic]} when the stream began to read it: "
                    "entities have moved between them; copy the topic to a new one with its own log, and stream that from "
                    "its start with a higher --epoch"
                )
        return None


def carry(source: Path, target: Path) -> None:
    """What a state folder or a savepoint knows holds for another; topics that only the other one knows, it keeps."""
    if known := _known(source):
        _write(target, {**_known(target), **known})


def _known(folder: Path) -> dict[str, int]:
    path = folder / _NAME
    known: dict[str, int] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return known


def _write(folder: Path, numbers: Mapping[str, int]) -> None:
    hidden = folder / f".{_NAME}"
    hidden.write_text(json.dumps(numbers), encoding="utf-8")
    hidden.rename(folder / _NAME)
