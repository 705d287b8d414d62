"""Reading at t from kept tiles: which tiles each window needs, how they merge, and what status the key has. Pure.

With hops h0 < h1 < ... and floor(t, h) the start of t's tile, a window w of hop hi is, without gap or overlap,

    tiles of hi   in [ floor(t, hi) - w,    floor(t, hi)   )
    tiles of hi-1 in [ floor(t, hi),        floor(t, hi-1) )
    ...
    raw events    in [ floor(t, h0),        t              )

so an event at exactly t is not counted, one at floor(t, hi) - w is. Everything right of floor(t, hi) is shared by
all windows of hop hi and coarser: it is merged once, from the raw events outwards.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from andamio.features.components import Entry, Partial, Value, components, finalize, merge, saturated
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import EntityRead, Status

RAW_HOP_MS = 0
MAX_TIME = 1  # index of the max_time component in every partial

Kept = Mapping[int, Sequence[tuple[int, Sequence[Entry]]]]
"""(tile_start_ms, partial) of one key, by hop; raw events under RAW_HOP_MS. In any order."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The tiles of one hop that a read at t uses: those that start in [from_ms, to_ms)."""

    hop_ms: int
    from_ms: int
    to_ms: int


def floor(t_ms: int, hop_ms: int) -> int:
    """The start of the tile that t is in."""
    return t_ms // hop_ms * hop_ms


def reaches(view: FeatureView, t_ms: int) -> tuple[Reach, ...]:
    """What a read at t uses of the raw events and of each hop, finest first.

    Bounds never fall as t grows, so what lies before `from_ms` at the earliest t still answered may be dropped.
    """
    levels = _levels(view)
    found = [Reach(RAW_HOP_MS, floor(t_ms, levels[0].hop_ms), t_ms)]
    for level in levels:
        end = floor(t_ms, level.hop_ms)
        start = end - max(level.windows_ms, default=0)
        if level.coarser_ms is not None:
            start = min(start, floor(t_ms, level.coarser_ms))
        found.append(Reach(level.hop_ms, start, end))
    return tuple(found)


def stored_definition(view: FeatureView) -> str:
    """What must not change under stored tiles: which events count, and what a tile holds."""
    return json.dumps(
        {
            "key_column": view.key_column,
            "contract": f"{view.contract}@{view.contract_version}",
            "filter": [[p.column, p.operator, p.value] for p in view.predicates],
            "horizons_ms": [view.lateness_ms, view.duplicate_horizon_ms],
            "tail_ms": view.tail_ms,
            "reaches": [[reach.hop_ms, reach.from_ms] for reach in reaches(view, 0)],
            "components": [component.name for component in components(view)],
        }
    )


def read_at(view: FeatureView, kept: Kept, retired_newest_ms: int | None, t_ms: int) -> EntityRead:
    """The key's features at t from its tiles and raw events.

    `kept` may hold more than `reaches(view, t_ms)` but nothing less; coarsest tiles before that only say when the
    key was last seen, as does `retired_newest_ms`, the newest event time of dropped tiles.
    """
    windows, since_coarsest = _window_partials(view, kept, t_ms)
    coarsest = view.coarsest_hop_ms
    ends = [p[MAX_TIME] for p in (since_coarsest, *_starting_in(kept, coarsest, 0, floor(t_ms, coarsest)))]
    newest = max((int(end) for end in (*ends, retired_newest_ms) if end is not None), default=None)
    status: Status = "not_found" if newest is None else "expired" if t_ms - newest > view.ttl_ms else "present"
    values = {feature.name: finalize(view, feature, windows[feature.window_ms], t_ms) for feature in view.features}
    return EntityRead(status, values, newest, _saturated(view, windows))


def too_old(view: FeatureView) -> EntityRead:
    """The answer for a t before the tail."""
    values: dict[str, Value] = {feature.name: None for feature in view.features}
    return EntityRead("too_old", values, None)


def _saturated(view: FeatureView, windows: Mapping[int, Partial]) -> frozenset[str]:
    distinct = [feature for feature in view.features if feature.at_most is not None]
    if not distinct:
        return frozenset()
    full = {window: saturated(view, partial) for window, partial in windows.items()}
    return frozenset(feature.name for feature in distinct if feature.name in full[feature.window_ms])


@dataclass(frozen=True, slots=True)
class _Level:
    """One hop of a view."""

    hop_ms: int
    coarser_ms: int | None
    windows_ms: tuple[int, ...]
    """Windows of features on this hop, ascending."""


@cache
def _levels(view: FeatureView) -> tuple[_Level, ...]:
    chain = view.hop_chain
    windows = sorted({feature.window_ms for feature in view.features})
    return tuple(
        _Level(hop, coarser, tuple(window for window in windows if view.hop_of(window) == hop))
        for hop, coarser in zip(chain, (*chain[1:], None))
    )


def _window_partials(view: FeatureView, kept: Kept, t_ms: int) -> tuple[dict[int, Partial], Partial]:
    """The merged partial of each window of the view, and that of [floor(t, coarsest hop), t)."""
    levels = _levels(view)
    since_hop = merge(view, _starting_in(kept, RAW_HOP_MS, floor(t_ms, levels[0].hop_ms), t_ms))
    merged: dict[int, Partial] = {}
    for level in levels:
        end = bound = floor(t_ms, level.hop_ms)
        grown = since_hop
        for window in level.windows_ms:
            grown = _grown(view, grown, _starting_in(kept, level.hop_ms, end - window, bound))
            merged[window] = grown
            bound = end - window
        if level.coarser_ms is not None:
            since_hop = _grown(view, since_hop, _starting_in(kept, level.hop_ms, floor(t_ms, level.coarser_ms), end))
    return merged, since_hop


def _grown(view: FeatureView, partial: Partial, more: Sequence[Sequence[Entry]]) -> Partial:
    return merge(view, [partial, *more]) if more else partial


def _starting_in(kept: Kept, hop: int, from_ms: int, to_ms: int) -> list[Sequence[Entry]]:
    return [partial for start, partial in kept.get(hop, ()) if from_ms <= start < to_ms]
