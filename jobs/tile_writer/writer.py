"""Moves what the tile log says into the online store, whole files at a time, with the cursor in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from andamio.features.logs.tile_log import TileLogTail
from andamio.features.online.online_store import Applied, OnlineStore, Progress

LINES_AT_MOST = 5_000  # a transaction of this many lines takes about 0.1 s, and readers wait for none of it


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction's work."""

    lines: int
    applied: Applied
    traceparents: frozenset[str]
    """Of traces that some of its events were produced for."""


def drain(
    tail: TileLogTail,
    store: OnlineStore,
    epoch: int,
    stopping: Callable[[], bool],
    done: Callable[[Step], None],
) -> None:
    """Apply every file that is there now; ends early, between transactions, when `stopping()`."""
    for chunk in tail.poll(LINES_AT_MOST):
        progress = [line for line in chunk.lines if isinstance(line, Progress)]
        traces = frozenset(line.traceparent for line in progress if line.traceparent is not None)
        done(Step(len(chunk.lines), store.apply(epoch, chunk.lines, chunk.cursor), traces))
        if stopping():
            return
