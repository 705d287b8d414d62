"""Ranges of event time by what batch knows of them: which log position its tiles have folded in, and how that grows.

Ranges are ascending, without gap from time 0 on, and the last one ends at the cut-over. Neighbours that know the same
are one range, so a view whose repairs have all been folded in has a single one.
"""

from collections.abc import Iterable, Sequence

from andamio.features.online.log_position import LogPosition
from andamio.features.online.online_store import Folded


def position_at(ranges: Sequence[Folded], event_time_ms: int) -> LogPosition:
    """The position up to which batch knows events of this time; -1 from the cut-over on."""
    return next((folded.position for folded in ranges if event_time_ms < folded.until_ms), -1)


def with_interval(ranges: Sequence[Folded], from_ms: int, to_ms: int, position: LogPosition) -> list[Folded]:
    """The ranges once [from_ms, to_ms), which begins in one of them or where the last one ends, is known to `position`."""
    edges = sorted({folded.until_ms for folded in ranges} | {from_ms, to_ms} - {0})
    return joined(
        Folded(until_ms, position if start_ms >= from_ms and until_ms <= to_ms else position_at(ranges, start_ms))
        for start_ms, until_ms in zip([0, *edges], edges)
    )


def joined(ranges: Iterable[Folded]) -> list[Folded]:
    """The same knowledge in as few ranges as can be."""
    found: list[Folded] = []
    for folded in ranges:
        if found and found[-1].position == folded.position:
            found.pop()
        found.append(folded)
    return found
