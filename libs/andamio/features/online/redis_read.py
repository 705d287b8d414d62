"""Reads of a store in Redis without a connection: the MGET to send, and the answers that its reply comes to.

One MGET asks for the stream's epoch, the views' states and, of each view and key, the tiles of batch and of the stream.
Their names hold the generation and the epoch that a read saw last; if the reply says that they have moved on, the read
is asked again under the new names. Sync and async stores share this (`redis_store`, `redis_reader`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from andamio.features.definition import FeatureView
from andamio.features.online.redis_layout import EPOCH, batch_prefix, state_key, stream_prefix
from andamio.features.online.redis_wire import Argument, pack
from andamio.features.online.tile_head import mismatch
from andamio.features.online.tile_rows import layout
from andamio.features.online.view_answer import ViewAnswer, without_values
from andamio.features.online.view_reader import Compiled, ViewReader, view_reader
from andamio.features.online.view_state import ViewState, decode_state

Entities = Sequence[tuple[str, str]]


class Request(NamedTuple):
    """One MGET, and which tiles it asks for."""

    packed: bytes
    views: Sequence[FeatureView]
    keys: int
    epoch: int
    generations: list[int]


@dataclass(frozen=True, slots=True)
class _Known:
    """A view's state as a read saw it last; parsed once, however many reads see it."""

    name: bytes
    view: FeatureView
    fingerprint: str
    read: ViewReader
    raw: bytes | None
    state: ViewState


class RedisRead:
    """Requests and answers for the views of one store."""

    def __init__(self, views: Mapping[str, FeatureView], compiled: Compiled) -> None:
        """`compiled`: see `view_reader`."""
        self._known = {}
        for view in views.values():
            fingerprint = layout(view).fingerprint.hex()
            reader = view_reader(view, compiled)
            self._known[view.id] = _Known(state_key(view.id), view, fingerprint, reader, None, ViewState(fingerprint))
        self._epoch = 0

    def request(self, views: Sequence[FeatureView], entities: Entities) -> Request:
        """What to send for these views and (tenant, key)s."""
        epoch = self._epoch
        known = [self._known[view.id] for view in views]
        names: list[Argument] = ["MGET", EPOCH, *[each.name for each in known]]
        generations = [each.state.generation for each in known]
        keys = [(tenant, key.encode()) for tenant, key in entities]
        tenants = {tenant for tenant, _ in entities}
        for view, generation in zip(views, generations):
            prefixes = {
                tenant: (batch_prefix(view.id, generation, tenant), stream_prefix(view.id, epoch, tenant))
                for tenant in tenants
            }
            names += [prefix + key for tenant, key in keys for prefix in prefixes[tenant]]
        return Request(pack(tuple(names)), views, len(keys), epoch, generations)

    def answers(self, request: Request, t_ms: int, reply: Sequence[bytes | None]) -> list[ViewAnswer] | None:
        """An answer a view; None if the tiles have moved since the request was made, so that it must be made again."""
        epoch = self._learn_epoch(reply[0])
        states = [self._learn(view, raw) for view, raw in zip(request.views, reply[1:])]
        if epoch != request.epoch or [state.generation for state in states] != request.generations:
            return None
        first = 1 + len(states)
        answers = []
        for view, state in zip(request.views, states, strict=True):
            beyond = first + 2 * request.keys
            answers.append(_answer(self._known[view.id], state, epoch, reply[first:beyond], t_ms))
            first = beyond
        return answers

    def _learn_epoch(self, raw: bytes | None) -> int:
        epoch = int(raw or 0)
        self._epoch = epoch
        return epoch

    def _learn(self, view: FeatureView, raw: bytes | None) -> ViewState:
        known = self._known[view.id]
        if raw == known.raw:
            return known.state
        state = ViewState(known.fingerprint) if raw is None else decode_state(raw)
        if state.fingerprint != known.fingerprint:
            raise mismatch(view)
        # Replaced whole, since other threads read it.
        self._known[view.id] = replace(known, raw=raw, state=state)
        return state


def _answer(known: _Known, state: ViewState, epoch: int, tiles: Sequence[bytes | None], t_ms: int) -> ViewAnswer:
    view = known.view
    applied = state.applied_in(epoch)
    floor_ms = None if state.frontier_ms is None else state.frontier_ms - view.tail_ms
    if floor_ms is not None and t_ms < floor_ms:
        keys = len(tiles) // 2
        return without_values(view, "too_old", keys, applied, state.cutover_ms, floor_ms, list(state.folded))
    found = known.read(tiles, t_ms, state.cutover_ms)
    return ViewAnswer(view, applied, state.cutover_ms, floor_ms, found, list(state.folded))
