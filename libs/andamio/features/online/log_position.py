"""A place in a contract's log, in one partition or in several, and which of two places knows more.

A log in one partition, as the embedded one is, is at an int; a log in several at a tuple, a position a partition, in
order of their numbers. -1 is before the first delivery. A partition beyond the tuple's end is at -1, as are all but the
first beside an int. Places of several partitions are only partly ordered: neither of (3, 5) and (4, 2) knows the other.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

LogPosition = int | tuple[int, ...]


def by_partition(position: LogPosition) -> tuple[int, ...]:
    """The position in each partition, from 0 on."""
    return (position,) if isinstance(position, int) else position


def in_partition(position: LogPosition, partition: int) -> int:
    """The position in one partition."""
    positions = by_partition(position)
    return positions[partition] if partition < len(positions) else -1


def of_partitions(positions: Mapping[int, int]) -> LogPosition:
    """From positions by partition; one that is absent is at -1."""
    return _position(positions.get(partition, -1) for partition in range(max(positions, default=0) + 1))


def knows(position: LogPosition, other: LogPosition) -> bool:
    """Whether a log read up to `position` is read at least up to `other`, in every partition."""
    return all(mine >= theirs for mine, theirs in _pairs(position, other))


def furthest(position: LogPosition, other: LogPosition) -> LogPosition:
    """The further of two in each partition."""
    return _position(max(pair) for pair in _pairs(position, other))


def nearest(position: LogPosition, other: LogPosition) -> LogPosition:
    """What both know: the nearer of two in each partition."""
    return _position(min(pair) for pair in _pairs(position, other))


def from_json(found: Any) -> LogPosition:
    """From JSON, which has a number, or a list of them."""
    return _position(int(each) for each in found) if isinstance(found, list) else int(found)


def _pairs(position: LogPosition, other: LogPosition) -> Iterable[tuple[int, int]]:
    return zip_longest(by_partition(position), by_partition(other), fillvalue=-1)


def _position(positions: Iterable[int]) -> LogPosition:
    """In the one form that equals others: without partitions at the end that hold nothing."""
    found = list(positions)
    while len(found) > 1 and found[-1] < 0:
        found.pop()
    return found[0] if len(found) == 1 else tuple(found)
