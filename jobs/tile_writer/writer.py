"""Moves what the tile log says into the online store, whole files at a time, with the cursor in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from andamio.features.logs.tile_log import TileLogTail
from andamio.features.online.online_store import Applied, OnlineStore

LINES_AT_MOST = 5_000  # a transaction of this many lines takes about 0.1 s, and readers wait for none of it


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction's work."""

    lines: int
    applied: Applied


def drain(
    tail: TileLogTail,
    store: OnlineStore,
    epoch: int,
    stopping: Callable[[], bool],
    done: Callable[[Step], None],
) -> None:
    """Apply every file that is there now; ends early, between transactions, when `stopping()`."""
    for chunk in tail.poll(LINES_AT_MOST):
        done(Step(len(chunk.lines), store.apply(epoch, chunk.lines, chunk.cursor)))
        if stopping():
            return
