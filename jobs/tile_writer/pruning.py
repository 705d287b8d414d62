"""Keeping the tile log short: what this writer's store has for good, and every other reader too, goes when it is old."""

import hashlib
from collections.abc import Callable, Iterator

from andamio.features.logs.tile_log_retention import Pruned, TileLogRetention
from andamio.telemetry.setup import Telemetry

_PAUSES_OF_A_RETENTION = 24
_PAUSE_S = (1.0, 900.0)


def pause_s(keep_s: float) -> float:
    """Between two passes over the log, each of which looks at every part of it."""
    shortest, longest = _PAUSE_S
    return min(max(keep_s / _PAUSES_OF_A_RETENTION, shortest), longest)


def reader_name(store_url: str) -> str:
    """Names a store's writer among the readers of the log; a URL holds no secret."""
    return f"tile_writer-{hashlib.sha256(store_url.encode()).hexdigest()[:12]}"


def passes(
    retention: TileLogRetention, cursor: Callable[[], str | None], done: Callable[[Pruned], None]
) -> Iterator[int]:
    """One pass in steps, for `Sweeping`; `cursor` is what the store has, and `done` is told what the whole pass did."""
    retention.register(cursor())
    pruned = Pruned()
    for pruned in retention.prune():
        yield pruned.parts
    done(pruned)


def reporting(telemetry: Telemetry) -> Callable[[Pruned], None]:
    """Counts and logs what a pass did, and names the readers that hold parts back."""
    parts = telemetry.meter.create_counter("tile_writer.pruned_parts", "{part}", "Parts of the tile log deleted")
    freed = telemetry.meter.create_counter("tile_writer.pruned", "By", "Bytes of the tile log deleted")

    def report(pruned: Pruned) -> None:
        parts.add(pruned.parts)
        freed.add(pruned.bytes)
        if pruned.parts:
            fields = {"parts": pruned.parts, "bytes": pruned.bytes, "kept": pruned.kept}
            telemetry.logger.info("old parts of the tile log were deleted", extra={"fields": fields})
        for reader, waiting in pruned.waiting_for.items():
            telemetry.logger.warning(
                "a reader holds back parts of the tile log that are old enough to go; if it is gone for good, delete its "
                "file in _readers of the tile log",
                extra={"fields": {"reader": reader, "parts": waiting}},
            )

    return report
