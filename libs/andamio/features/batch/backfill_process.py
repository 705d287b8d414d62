"""A backfill as a process of its own, for tests that kill it: moves the cut-over step by step, then repairs, forever the same.

Arguments: folder, number of the step after which to die (0 for none), cut-over to reach.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from andamio.features.batch.backfill_histories import World
from andamio.features.event import Delivery
from andamio.features.history_strategies import VIEW
from andamio.features.online.log_position import in_partition


def main(folder: Path, die_after: int, to_ms: int) -> None:
    """Run to the end, or to the step told."""
    rows = json.loads((folder / "deliveries.json").read_text())
    world = World(folder, [Delivery.from_row(row) for row in rows])
    world.landed = sum(d.position <= in_partition(world.lake.last_position(VIEW.contract), 0) for d in world.deliveries)
    seen = 0

    def progress(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    def land() -> None:
        applied = world.store.applied_position(VIEW)
        world.land(max(world.landed, sum(d.position <= applied for d in world.deliveries)))
        progress("landed")

    backfill = replace(world.backfill(), land=land, progress=progress)
    if (world.store.cutover(VIEW) or 0) < to_ms:
        backfill.resume()
    if (world.store.cutover(VIEW) or 0) < to_ms:
        backfill.run(to_ms, step_ms=VIEW.coarsest_hop_ms)
    backfill.repair()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
