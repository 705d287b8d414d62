"""Memory of a store in Redis: what the writers of a key do not trim, because it gets no writes, is dropped here.

    tiles that no read at or after frontier - tail can use, and stream tiles that batch has taken over
    generations of batch writes that are no longer, or never became, the one to read; epochs before the newest

A swept key keeps a few bytes with the time it was last seen, so it stays expired and does not turn into not_found.
A key is replaced only if its bytes are still those that were read, so a writer's change is never lost.
"""

from collections.abc import Iterator

from andamio.features.online.online_read import Reach, reaches
from andamio.features.online.redis_layout import (
    EPOCH,
    TENANT_KEYS,
    Commit,
    TileKey,
    books_key,
    guard_of,
    parse_tile_key,
    state_key,
)
from andamio.features.online.redis_views import RedisViews
from andamio.features.online.tile_codec import decode
from andamio.features.online.tile_head import head_of
from andamio.features.online.tile_rows import Layout, layout
from andamio.features.online.view_state import Books, ViewState, decode_books, decode_state


def sweep(views: RedisViews) -> Iterator[int]:
    """Go through all keys once; after each page, of some hundred, how many of it were trimmed or dropped."""
    for names in views.pages(TENANT_KEYS):
        yield _sweep_page(views, names)


def _sweep_page(views: RedisViews, names: list[bytes]) -> int:
    wire = views.wire()
    epoch, *found = wire.call("MGET", EPOCH, *map(state_key, views.by_id), *map(books_key, views.by_id))
    count = len(views.by_id)
    states = {
        view_id: (decode_state(state), decode_books(books))
        for view_id, state, books in zip(views.by_id, found[:count], found[count:], strict=True)
        if state is not None and books is not None
    }
    gone: list[bytes] = []
    current: list[tuple[bytes, TileKey]] = []
    for name in names:
        tiles = parse_tile_key(name)
        if tiles.view in states:
            if _is_left_behind(tiles, *states[tiles.view], int(epoch or 0)):
                gone.append(name)
            elif tiles.writer != "guard":
                current.append((name, tiles))
    if gone:
        wire.call("UNLINK", *gone)
    trimmed = 0
    if current:
        contents = wire.call("MGET", *[name for name, _ in current])
        for (name, tiles), data in zip(current, contents, strict=True):
            state, _ = states[tiles.view]
            if data is not None and state.frontier_ms is not None:
                made = layout(views.by_id[tiles.view])
                earliest = reaches(made.view, state.frontier_ms - made.view.tail_ms)
                trimmed += _trim(views, made, name, tiles, data, earliest, state.cutover_ms)
    return len(gone) + trimmed


def _is_left_behind(tiles: TileKey, state: ViewState, books: Books, epoch: int) -> bool:
    if tiles.writer != "batch":
        return tiles.number < epoch
    # The latest attempt may be a batch that is writing now.
    return tiles.number not in (state.generation, max(books.attempt, state.generation))


def _trim(
    views: RedisViews,
    made: Layout,
    name: bytes,
    tiles: TileKey,
    data: bytes,
    earliest: tuple[Reach, ...],
    cutover_ms: int | None,
) -> bool:
    stream = tiles.writer == "stream"
    oldest = head_of(made, data).oldest_start_ms
    # Levels are trimmed at different starts; the raw events, at the latest.
    if oldest >= earliest[0].from_ms and not (stream and oldest < (cutover_ms or 0)):
        return False
    held: dict[bytes, bytes | None] = {name: data}
    if stream:
        # Both of one state: a writer may have been here since `data` was read.
        names = (name, guard_of(name))
        held = dict(zip(names, views.wire().call("MGET", *names), strict=True))
        if held[name] != data:
            return False
    kept = decode(made, data, held.get(guard_of(name)))
    if not kept.trim(earliest, cutover_ms if stream else None):
        return False
    commit = Commit(held)
    commit.add("set", name, kept.encode())
    if stream:
        commit.add("set", guard_of(name), kept.guard())
    return commit.send(views.wire())
