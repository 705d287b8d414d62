"""From the tiles of some keys to a view's answer: by machine code where there is some, else key by key in Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.key_read import reduce_key
from andamio.features.online.online_store import Status
from andamio.features.online.read_plan import read_plan
from andamio.features.online.read_program import compilable, program
from andamio.features.online.tile_codec import NULL_LOW, mismatch
from andamio.features.online.view_answer import NOTHING_SATURATED

Tiles = Sequence[bytes | None]
"""What batch and what the stream keep of each key, in turn."""


@dataclass(frozen=True, slots=True)
class Columns:
    """An answer's lists, see `ViewAnswer`."""

    statuses: list[Status]
    newest_event_times_ms: list[int | None]
    values: list[tuple[Value, ...]]
    saturated: list[frozenset[str]]


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
        return Columns(
            plan.statuses(newest, t_ms), newest, plan.values(columns, t_ms), plan.saturated(columns, len(read))
        )


class CompiledReader:
    """By `compiled_read`, some 3 us a key."""

    def __init__(self, view: FeatureView) -> None:
        """Raises `ImportError` where numba is not installed."""
        import andamio.features.online.compiled_read as machine

        self._read_keys, self._absent, self._first = machine.read_keys, machine.ABSENT, machine.FIRST_VALUE
        names: dict[int, Status] = {
            machine.NOT_FOUND: "not_found",
            machine.EXPIRED: "expired",
            machine.PRESENT: "present",
        }
        self._names, self._apart = names, machine.APART
        self._view, self._program, self._plain = view, program(view), PlainReader(view)
        self._width = self._first + len(view.features)
        self._doubles = [
            self._first + number for number, each in enumerate(view.features) if each.function in ("mean", "variance")
        ]
        self._distinct = [name for name, _, _ in read_plan(view).distinct]
        self((), 0, None)  # compiles, or takes in what was compiled before

    def __call__(self, tiles: Tiles, t_ms: int, cutover_ms: int | None) -> Columns:
        """See `ViewReader`."""
        absent, first = self._absent, self._first
        words = np.frombuffer(b"".join([kept or absent for kept in tiles]), np.int64)
        found = np.empty((len(tiles) // 2 + 1, self._width), np.int64)
        cutover = NULL_LOW if cutover_ms is None else cutover_ms
        if not self._read_keys(self._program, t_ms, self._view.ttl_ms, cutover, words, found):
            raise mismatch(self._view)
        by_column: list[list[Any]] = found[:-1].T.tolist()
        nulls = found[-1].tolist()
        for column in self._doubles:
            by_column[column] = found[:-1, column].view(np.float64).tolist()
        for column, count in enumerate(nulls):
            if count:
                empty = found[:-1, column] == NULL_LOW
                by_column[column] = [None if no else value for no, value in zip(empty.tolist(), by_column[column])]
        newest, codes, bits = by_column[:first]
        names = self._names
        columns = Columns(
            [names.get(code, "present") for code in codes],
            newest,
            list(zip(*by_column[first:])),
            [self._saturated(each) for each in bits] if any(bits) else [NOTHING_SATURATED] * len(bits),
        )
        if self._apart in codes:
            self._read_apart(columns, codes, tiles, t_ms, cutover_ms)
        return columns

    def _saturated(self, bits: int) -> frozenset[str]:
        return frozenset([name for bit, name in enumerate(self._distinct) if bits >> bit & 1])

    def _read_apart(
        self, columns: Columns, codes: Sequence[int], tiles: Tiles, t_ms: int, cutover_ms: int | None
    ) -> None:
        for key, code in enumerate(codes):
            if code == self._apart:
                own = self._plain(tiles[2 * key : 2 * key + 2], t_ms, cutover_ms)
                columns.statuses[key], columns.newest_event_times_ms[key] = (
                    own.statuses[0],
                    own.newest_event_times_ms[0],
                )
                columns.values[key], columns.saturated[key] = own.values[0], own.saturated[0]


def view_reader(view: FeatureView, compiled: bool) -> ViewReader:
    """The fastest reader there is; a `compiled` one takes its time to begin with, so it is for servers."""
    if compiled and compilable(view):
        try:
            return CompiledReader(view)
        except ImportError:
            pass
    return PlainReader(view)
