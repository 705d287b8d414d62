"""The views of a store in Redis as writers see them: connections a thread, states and books, and their replacement."""

import threading
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from andamio.features.definition import FeatureView
from andamio.features.online.online_store import StoreMismatch, StoreMissing
from andamio.features.online.redis_layout import EPOCH, FORMAT, STORE, Commit, books_key, state_key
from andamio.features.online.redis_wire import Address, Wire
from andamio.features.online.tile_head import mismatch
from andamio.features.online.tile_rows import layout
from andamio.features.online.view_state import Books, ViewState, decode_books, decode_state
from andamio.features.online.write_rules import require_view

_SCANNED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """What a writer has read of a view, and decides from."""

    raw: bytes
    state: ViewState
    books_raw: bytes
    books: Books
    epoch: int
    """The stream's newest."""


class RedisViews:
    """The views that a store was opened with, in one database of a Redis server."""

    def __init__(self, address: Address, views: Iterable[FeatureView], timeout_s: float | None) -> None:
        self.address = address
        self.by_id = {view.id: view for view in views}
        self._timeout_s = timeout_s
        self._local = threading.local()
        # Weakly: a server's threads come and go, and the connection of one that is gone closes with it.
        self._wires: weakref.WeakSet[Wire] = weakref.WeakSet()
        self._opening = threading.Lock()

    def open(self, create: bool) -> None:
        """Check that the store is there, and is of these definitions; `create` makes what is missing."""
        wire = self.wire()
        if create:
            wire.call("SETNX", STORE, FORMAT)
            for view in self.by_id.values():
                wire.call("SETNX", books_key(view.id), Books().encode())
                wire.call("SETNX", state_key(view.id), ViewState(layout(view).fingerprint.hex()).encode())
        found = wire.call("MGET", STORE, *map(state_key, self.by_id))
        if found[0] is None:
            raise StoreMissing(
                f"there is no online store at {self.address}; write one with the batch_features job's 'tiles'"
            )
        if found[0] != FORMAT:
            raise StoreMismatch(
                f"the store at {self.address} has format {found[0].decode()}, not {FORMAT.decode()}; "
                "write the store anew in another database"
            )
        for view, raw in zip(self.by_id.values(), found[1:], strict=True):
            if raw is not None and decode_state(raw).fingerprint != layout(view).fingerprint.hex():
                raise mismatch(view)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._opening:
            for wire in self._wires:
                wire.close()
            self._wires.clear()

    def wire(self) -> Wire:
        """This thread's connection."""
        held: Wire | None = getattr(self._local, "wire", None)
        if held is None:
            held = self._local.wire = Wire(self.address, self._timeout_s)
        with self._opening:
            self._wires.add(held)
        return held

    def require(self, view_id: str) -> None:
        """Raise `UnknownView` for one that the store was not opened with."""
        require_view(self.by_id, view_id)

    def missing(self, view_id: str) -> StoreMissing:
        """The one sentence for a view that no one has made in this store."""
        return StoreMissing(
            f"the store at {self.address} does not hold view {view_id} yet; open it with create=True to make it"
        )

    def held(self, view: FeatureView) -> Held:
        """A view's state and books as they are."""
        found = self.wire().call("MGET", state_key(view.id), books_key(view.id), EPOCH)
        if found[0] is None or found[1] is None:
            raise self.missing(view.id)
        return Held(found[0], decode_state(found[0]), found[1], decode_books(found[1]), int(found[2] or 0))

    def replacement(self, view: FeatureView, held: Held, state: ViewState, books: Books) -> Commit:
        """Replace state and books, if they still are what was held."""
        commit = Commit({state_key(view.id): held.raw, books_key(view.id): held.books_raw})
        commit.add("set", state_key(view.id), state.encode())
        commit.add("set", books_key(view.id), books.encode())
        return commit

    def pages(self, pattern: bytes) -> Iterator[list[bytes]]:
        """The names that match, some twice; of keys made or gone meanwhile some."""
        position = b"0"
        while True:
            position, names = self.wire().call("SCAN", position, "MATCH", pattern, "COUNT", _SCANNED_AT_ONCE)
            if names:
                yield names
            if position == b"0":
                return
