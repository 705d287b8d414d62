"""From the tiles of some keys to a view's answer: by machine code where there is some, else key by key in Python."""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np

from andamio.features.definition import FeatureView
from andamio.features.online.key_read import reduce_key
from andamio.features.online.read_plan import read_plan
from andamio.features.online.read_program import compilable, program
from andamio.features.online.row_format import NULL_LOW
from andamio.features.online.tile_head import mismatch
from andamio.features.online.view_answer import Columns, MadeColumns

Tiles = Sequence[bytes | None]
"""What batch and what the stream keep of each key, in turn."""


Compiled = Literal["at_once", "when_worth_it", "never"]
"""When machine code is there. To begin with takes a third of a second, on a machine's first time some seconds: a server
waits for it before it is ready, and whoever reads from an event loop must not come upon it later."""
_ROOM = bytes(9)
"""After the tiles: a number is read as a word that begins with it."""
WORTH_COMPILING = 5_000  # keys: as many take Python half a second


class ViewReader(Protocol):
    """Reads one view's tiles."""

    def __call__(self, tiles: Tiles, t_ms: int, cutover_ms: int | None) -> Columns:
        """The features at t. Raises `StoreMismatch` for tiles of another definition."""
        ...


class PlainReader:
    """In Python alone, about 100 us a key."""

    def __init__(self, view: FeatureView) -> None:
        self._plan = read_plan(view)

    def __call__(self, tiles: Tiles, t_ms: int, cutover_ms: int | None) -> Columns:
        """See `ViewReader`."""
        plan = self._plan
        moment = plan.at(t_ms)
        read = [reduce_key(plan, moment, *kept, cutover_ms) for kept in zip(tiles[::2], tiles[1::2])]
        newest = [found for found, _ in read]
        columns = [[found[number] for _, found in read] for number in range(len(plan.reductions))]
        return MadeColumns(
            plan.statuses(newest, t_ms), newest, plan.values(columns, t_ms), plan.saturated(columns, len(read))
        )


class CompiledReader:
    """By `compiled_read`, some 3 us a key."""

    def __init__(self, view: FeatureView) -> None:
        """Raises `ImportError` where numba is not installed."""
        import andamio.features.online.compiled_read as compiled_read
        import andamio.features.online.compiled_values as compiled_values
        import andamio.features.online.found_columns as columns

        self._rows, self._values, self._columns = compiled_read, compiled_values, columns.FoundColumns
        self._view, self._program, self._plain = view, program(view), PlainReader(view)
        self._shape = columns.FoundShape(view)
        self._width = compiled_read.FIRST_REDUCTION + len(read_plan(view).reductions)
        self((), 0, None)  # compiles, or takes in what was compiled before

    def __call__(self, tiles: Tiles, t_ms: int, cutover_ms: int | None) -> Columns:
        """See `ViewReader`."""
        absent = self._rows.ABSENT
        data = b"".join([kept or absent for kept in tiles] + [_ROOM])
        size = len(data) - len(_ROOM)
        # At every byte the word that begins there.
        words = np.ndarray(size + 2, np.int64, data, strides=(1,))
        keys = len(tiles) // 2
        read = np.empty((keys, self._width), np.int64)
        cutover = NULL_LOW if cutover_ms is None else cutover_ms
        if not self._rows.read_keys(self._program, t_ms, cutover, words, size, read):
            raise mismatch(self._view)
        found = np.empty((keys + 1, self._shape.width), np.int64)
        aparts = self._values.make_values(self._program.features, t_ms, self._view.ttl_ms, read, found)
        columns = self._columns(self._shape, found)
        if aparts:
            codes = found[:-1, self._values.STATUS_COLUMN]
            apart = np.flatnonzero(codes == self._values.APART).tolist()
            return self._with_apart(columns, apart, tiles, t_ms, cutover_ms)
        return columns

    def _with_apart(
        self, columns: Columns, apart: Sequence[int], tiles: Tiles, t_ms: int, cutover_ms: int | None
    ) -> Columns:
        """The same with the keys that machine code leaves to Python."""
        made = MadeColumns(columns.statuses, columns.newest_event_times_ms, columns.values, columns.saturated)
        for key in apart:
            own = self._plain(tiles[2 * key : 2 * key + 2], t_ms, cutover_ms)
            made.statuses[key], made.newest_event_times_ms[key] = own.statuses[0], own.newest_event_times_ms[0]
            made.values[key], made.saturated[key] = own.values[0], own.saturated[0]
        return made


class PatientReader:
    """In Python until it has read so many keys that machine code would have been worth its start."""

    def __init__(self, view: FeatureView) -> None:
        self._view, self._read = view, 0
        self._reader: ViewReader = PlainReader(view)

    def __call__(self, tiles: Tiles, t_ms: int, cutover_ms: int | None) -> Columns:
        """See `ViewReader`."""
        before = self._read
        self._read += len(tiles) // 2
        if before < WORTH_COMPILING <= self._read:
            self._reader = view_reader(self._view, "at_once")
        return self._reader(tiles, t_ms, cutover_ms)


def view_reader(view: FeatureView, compiled: Compiled) -> ViewReader:
    """The reader of a view; without numba, and for a view that is beyond machine code, the plain one."""
    if compiled == "when_worth_it":
        return PatientReader(view)
    if compiled == "at_once" and compilable(view):
        try:
            return CompiledReader(view)
        except ImportError:
            pass
    return PlainReader(view)
