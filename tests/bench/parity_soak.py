"""At least a million served values while the stream is killed, recomputed by the oracle at the positions they state.

Run with PYTHONPATH=libs:services:jobs:infra:. as python -m tests.bench.parity_soak, with the built binaries of
stream_features and tile_writer below $ANDAMIO_BINARIES (./pants package jobs/stream_features:bin jobs/tile_writer:bin).

It is `kafka_recovery_test` at another scale: a broker, the jobs, and a store, all real; late, duplicated, corrected and
removed events of several tenants over several partitions. Every answer is recomputed from its entity's deliveries up to
its positions, and a sample of them from the whole log.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features import oracle
from andamio.features.definition import FeatureView
from andamio.features.local_redis import LocalRedis
from tests.bench import machine
from tests.integration.recovery_run import Outcome, Scale, run
from tests.integration.served_values import Recomputation, Served

VALUES_OBJECTIVE = 1_000_000
UNEXPLAINED_OBJECTIVE = 0
_WHOLE_LOG_SAMPLE = 100


def main(argv: Sequence[str]) -> int:
    """Print the result as JSON; 1 if too little was served or anything is unexplained."""
    options = _parser().parse_args(argv)
    views = sorted(load_catalog().views.values(), key=lambda view: view.id)
    scale = Scale(
        seed=options.seed,
        deliveries=options.deliveries,
        customers=options.customers,
        partitions=4,
        stream_kills=options.kills,
        writer_kills=options.kills // 2,
        reads_per_s=options.reads_per_s,
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalRedis() if options.store == "redis" else nullcontext() as redis,
    ):
        outcome = run(scale, Path(folder), views, f"{folder}/online.db" if redis is None else redis.url)
    began = time.monotonic()
    by_view = {view.id: _judged(view, outcome, scale.seed) for view in views}
    totals = Counter[str]()
    for judged in by_view.values():
        totals.update({name: count for name, count in judged.items() if isinstance(count, int)})
    result = {
        "machine": machine.description(),
        "store": options.store,
        "seed": scale.seed,
        "deliveries": {contract: len(log) for contract, log in outcome.deliveries.items()},
        "stream_kills": outcome.stream_lives - 1,
        "writer_kills": outcome.writer_lives - 1,
        "kills": outcome.kills,
        "run_s": round(outcome.seconds, 1),
        "recomputed_in_s": round(time.monotonic() - began, 1),
        "objective": {"values": VALUES_OBJECTIVE, "unexplained": UNEXPLAINED_OBJECTIVE},
        "total": dict(totals),
        "by_view": by_view,
    }
    print(json.dumps(result, indent=2))
    wrong = totals["unexplained"] + totals["unexplained_after_the_drain"] + totals["unlike_the_whole_log"]
    wrong += totals["wrong_tiles"]
    return 0 if totals["values"] >= VALUES_OBJECTIVE and wrong <= UNEXPLAINED_OBJECTIVE else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parity_soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=4, help="of the history, the kills and the reads (default 4)")
    parser.add_argument("--deliveries", type=int, default=20_000, help="in the log (default 20000)")
    parser.add_argument("--customers", type=int, default=300, help="of all tenants (default 300)")
    parser.add_argument("--kills", type=int, default=10, help="of the stream; of the writer half as many (default 10)")
    parser.add_argument("--reads-per-s", type=int, default=600, help="entities read with all views (default 600)")
    parser.add_argument("--store", choices=("redis", "sqlite"), default="redis", help="kind of store (default redis)")
    return parser


def _judged(view: FeatureView, outcome: Outcome, seed: int) -> dict[str, Any]:
    deliveries = outcome.deliveries[view.contract]
    recomputation = Recomputation(view, deliveries)
    served = _of(view, outcome.served)
    valued = [answer for answer in served if answer.status != "too_old"]
    unexplained = recomputation.unexplained(served)
    some = random.Random(seed).sample(valued, min(_WHOLE_LOG_SAMPLE, len(valued)))
    counted = oracle.counted_events(view, deliveries)
    tiles = dict(oracle.tiles(view, counted))
    got = outcome.tiles[view.id]
    return {
        "values": sum(answer.status != "not_found" for answer in valued) * len(view.features),
        "values_of_customers_without_events": sum(a.status == "not_found" for a in valued) * len(view.features),
        "answers": len(served),
        "positions_served_at": len({tuple(sorted(answer.applied_positions.items())) for answer in served}),
        "statuses": dict(Counter(answer.status for answer in served)),
        "unexplained": len(unexplained),
        "examples": [str(found) for found in unexplained[:3]],
        "compared_with_the_whole_log": len(some) * len(view.features),
        "unlike_the_whole_log": len(recomputation.unexplained(some, whole_log=True)),
        "unexplained_after_the_drain": len(recomputation.unexplained(_of(view, outcome.final))),
        "tiles": len(tiles),
        "wrong_tiles": sum(got.get(tile) != tiles.get(tile) for tile in got.keys() | tiles.keys()),
        "excluded": dict(Counter(oracle.exclusions(view, deliveries).values())),
    }


def _of(view: FeatureView, answers: Sequence[Served]) -> list[Served]:
    return [answer for answer in answers if answer.view == view.id]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
