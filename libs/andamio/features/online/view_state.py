"""What a store of a network keeps of a view beside its tiles: the state that every read needs, and the writers' books.

Both are one JSON document each, replaced whole. Reads take in `ViewState` together with the tiles, so it is small and
says where they are: batch's under a generation, the stream's under an epoch. `Books` are the writers' alone.
Pure: what the state is after a write is decided here, and what the write may change by `write_rules`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import joined, with_interval
from andamio.features.online.log_position import LogPosition, from_json, furthest
from andamio.features.online.online_store import Applied, Folded
from andamio.features.online.write_rules import newest_of, require_folded, require_streamed


@dataclass(frozen=True, slots=True)
class ViewState:
    """What a read needs of a view."""

    fingerprint: str
    """Of the definition and the format of tiles; a store written with another is refused."""
    generation: int = 0
    """Under which batch's tiles are; 0 before the first batch."""
    cutover_ms: int | None = None
    frontier_ms: int | None = None
    """Newest event time applied, or the cut-over if that is later."""
    folded: tuple[Folded, ...] = ()
    epoch: int = 0
    """Of the applied positions; with a newer epoch of the store nothing is applied yet."""
    applied: Mapping[int, int] = field(default_factory=dict)

    def applied_in(self, epoch: int) -> dict[int, int]:
        """The applied positions, by partition."""
        return dict(self.applied) if epoch == self.epoch else {}

    def encode(self) -> bytes:
        """As JSON."""
        return _json(
            {
                "fingerprint": self.fingerprint,
                "generation": self.generation,
                "cutover_ms": self.cutover_ms,
                "frontier_ms": self.frontier_ms,
                "folded": [[folded.until_ms, folded.position] for folded in self.folded],
                "epoch": self.epoch,
                "applied": {str(partition): position for partition, position in self.applied.items()},
            }
        )


def decode_state(data: bytes) -> ViewState:
    """From `ViewState.encode`."""
    found = json.loads(data)
    return ViewState(
        found["fingerprint"],
        found["generation"],
        found["cutover_ms"],
        found["frontier_ms"],
        tuple(Folded(until_ms, from_json(position)) for until_ms, position in found["folded"]),
        found["epoch"],
        {int(partition): position for partition, position in found["applied"].items()},
    )


@dataclass(frozen=True, slots=True)
class Books:
    """What the writers of a view keep between writes."""

    attempt: int = 0
    """The generation of the batch write that began last; only that one may become visible."""
    epoch: int = 0
    """Of `newest`."""
    newest: Mapping[int, LogPosition] = field(default_factory=dict)
    """Of each tile of the coarsest hop that the stream has written, the highest position."""
    applied: Applied = Applied(0, 0, 0)

    def encode(self) -> bytes:
        """As JSON."""
        counts = [self.applied.accepted, self.applied.refused_stale, self.applied.refused_wrong_side]
        newest = {str(start): position for start, position in self.newest.items()}
        return _json({"attempt": self.attempt, "epoch": self.epoch, "newest": newest, "applied": counts})

    def newest_in(self, epoch: int) -> dict[int, LogPosition]:
        """Highest positions by coarsest tile, if of this epoch."""
        return dict(self.newest) if epoch == self.epoch else {}


def decode_books(data: bytes) -> Books:
    """From `Books.encode`."""
    found = json.loads(data)
    newest = {int(start): from_json(position) for start, position in found["newest"].items()}
    return Books(found["attempt"], found["epoch"], newest, Applied(*found["applied"]))


def require_batch_may_write(
    view: FeatureView,
    state: ViewState,
    books: Books,
    epoch: int,
    from_ms: int,
    to_ms: int,
    folded_position: LogPosition,
) -> None:
    """Raise unless a batch that knows the log up to `folded_position` may say what is in [from_ms, to_ms)."""
    recorded = state.cutover_ms
    if recorded is None:
        return
    require_folded(view, state.folded, from_ms, to_ms, folded_position)
    if to_ms <= recorded:
        return
    counted = [position for start, position in books.newest_in(epoch).items() if recorded <= start < to_ms]
    position = reduce(furthest, counted) if counted else -1
    require_streamed(view, position, to_ms, folded_position)


def after_batch(
    view: FeatureView,
    state: ViewState,
    generation: int,
    interval: tuple[int, int],
    folded_position: LogPosition,
    newest_ms: int | None,
) -> ViewState:
    """The state once batch's tiles of the interval are visible under `generation`."""
    from_ms, to_ms = interval
    cutover_ms = to_ms if state.cutover_ms is None else max(to_ms, state.cutover_ms)
    return replace(
        state,
        generation=generation,
        cutover_ms=cutover_ms,
        frontier_ms=newest_of(state.frontier_ms, cutover_ms, newest_ms),
        folded=tuple(with_interval(state.folded, from_ms, to_ms, folded_position)),
    )


def with_all_known(ranges: Sequence[Folded], position: LogPosition) -> tuple[Folded, ...]:
    """The ranges once no delivery up to `position` is missing from any of them."""
    return tuple(joined(Folded(folded.until_ms, furthest(folded.position, position)) for folded in ranges))


def _json(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()
