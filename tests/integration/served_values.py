"""What the store answered while events were applied, and what it should have: recomputed at the positions it answered at.

A read saw, in each partition, the deliveries up to an applied position. An entity's deliveries are all in one partition,
and no other entity's count for it, so the oracle over the entity's own deliveries up to there is the oracle over
everything; `explained_by_the_whole_log` checks that on a sample.
"""

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from andamio.features import oracle
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.online_store import Status
from andamio.features.view_answer import ViewAnswer

Entity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Served:
    """One view's values of one entity, as they were served."""

    view: str
    tenant: str
    key: str
    t_ms: int
    status: Status
    newest_event_time_ms: int | None
    values: tuple[Value, ...]
    applied_positions: Mapping[int, int]
    as_of_floor_ms: int | None


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A served answer that recomputing does not give."""

    served: Served
    expected: tuple[Any, ...]
    """(status, newest event time, values)"""


def served(answer: ViewAnswer, entities: Sequence[Entity], t_ms: int) -> Iterator[Served]:
    """One entry an entity of the answer."""
    rows = zip(entities, answer.statuses, answer.newest_event_times_ms, answer.values, strict=True)
    for (tenant, key), status, newest, values in rows:
        yield Served(
            *(answer.view.id, tenant, key, t_ms, status, newest, values),
            answer.applied_positions,
            answer.as_of_floor_ms,
        )


class Recomputation:
    """What one view's answers should be, at any positions."""

    def __init__(self, view: FeatureView, deliveries: Iterable[Delivery]) -> None:
        self._view = view
        self._all = list(deliveries)
        by_entity: dict[Entity, list[Delivery]] = defaultdict(list)
        for delivery in self._all:
            by_entity[delivery.tenant, delivery.values[view.key_column]].append(delivery)
        self._by_entity = {entity: sorted(mine, key=lambda d: d.position) for entity, mine in by_entity.items()}
        self._counted: dict[tuple[Entity, int], list[Delivery]] = {}
        self._answers: dict[tuple[Entity, int, int], tuple[Any, ...]] = {}

    def expected(self, answer: Served) -> tuple[Any, ...]:
        """(status, newest event time, values) at the answer's positions, from the entity's own deliveries."""
        entity = (answer.tenant, answer.key)
        mine = self._by_entity.get(entity, [])
        known = 0
        if mine:
            applied = answer.applied_positions.get(mine[0].partition, -1)
            known = bisect_right(mine, applied, key=lambda d: d.position)
        at = (entity, known, answer.t_ms)
        if at not in self._answers:
            if (entity, known) not in self._counted:
                self._counted[entity, known] = oracle.counted_events(self._view, mine[:known])
            self._answers[at] = self._answer(self._counted[entity, known], answer.t_ms)
        return self._answers[at]

    def expected_of_the_whole_log(self, answer: Served) -> tuple[Any, ...]:
        """The same from every delivery of the contract that the answer's positions cover."""
        known = [d for d in self._all if d.position <= answer.applied_positions.get(d.partition, -1)]
        counted = oracle.counted_events(self._view, known)
        return self._answer(oracle.of_key(self._view, counted, answer.tenant, answer.key), answer.t_ms)

    def unexplained(self, answers: Iterable[Served], whole_log: bool = False) -> list[Unexplained]:
        """The answers that differ from what is expected, in a bit."""
        recompute = self.expected_of_the_whole_log if whole_log else self.expected
        found = []
        for answer in answers:
            if answer.status == "too_old":
                # It has no values; it must have been asked for a time before the floor that it states.
                if answer.as_of_floor_ms is None or answer.t_ms >= answer.as_of_floor_ms:
                    found.append(Unexplained(answer, ("not too_old",)))
                continue
            expected = recompute(answer)
            if not _same(expected, (answer.status, answer.newest_event_time_ms, *answer.values)):
                found.append(Unexplained(answer, expected))
        return found

    def _answer(self, counted: Sequence[Delivery], t_ms: int) -> tuple[Any, ...]:
        view = self._view
        newest = max((d.event_time_ms for d in counted if d.event_time_ms < t_ms), default=None)
        status: Status = "not_found" if newest is None else "expired" if t_ms - newest > view.ttl_ms else "present"
        return (status, newest, *(oracle.aggregate(view, feature, counted, t_ms) for feature in view.features))


class Reader:
    """Reads the store again and again while its context is open, as a server would, and logs what it is served."""

    def __init__(
        self,
        read: Callable[[Sequence[Entity], int], Sequence[ViewAnswer]],
        choose: Callable[[], tuple[list[Entity], int]],
        pause_s: float,
        close: Callable[[], None],
    ) -> None:
        """`read` asks for several views at once, `choose` says for whom and as of when, `close` lets go of the store."""
        self.log: list[Served] = []
        self._read, self._choose, self._pause_s, self._close = read, choose, pause_s, close
        self._finished = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._finished.set()
        self._thread.join()
        self._close()
        if self._failure is not None and kind is None:
            raise self._failure

    def _run(self) -> None:
        try:
            while not self._finished.wait(self._pause_s):
                entities, t_ms = self._choose()
                for answer in self._read(entities, t_ms):
                    self.log.extend(served(answer, entities, t_ms))
        except Exception as failure:  # noqa: BLE001  # raised by the thread that waits for this one
            self._failure = failure


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Equal, and of the same type: 1 and 1.0 are not the same value."""
    return len(one) == len(other) and all(type(a) is type(b) and a == b for a, b in zip(one, other))
