"""One run of the whole stream in which its processes are killed again and again while it is read, and what came of it.

The history is appended in shares, one a life of the stream job. In each life the job is killed: before it is ready, or
at a random place of the share's second half, which is appended once it is. The writer of the store is killed at random
places too. The last life drains the log.
"""

import json
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import key_columns
from andamio.features.logs.tile_log import read_tile_log
from andamio.features.online.online_store import Progress
from andamio.features.online.stores import open_store
from andamio.features.online.view_answer import ViewAnswer
from andamio.telemetry import tracing
from kafka.local_broker import LocalBroker
from tests.integration.disordered_history import DAY, HOUR, MINUTE, SECOND, ContractRow, Entity, entities, history
from tests.integration.served_values import Reader, Served, served
from tests.integration.stream_pipeline import Pipeline

TileKey = tuple[str, str, int, int]
PRODUCER = tracing.Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", None, sampled=True)
"""Whoever appends to the log works for it."""
_APPENDED_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of it, and how often it is killed."""

    seed: int
    deliveries: int
    customers: int
    partitions: int
    stream_kills: int
    """Of which one in three comes before the job is ready."""
    writer_kills: int
    reads_per_s: int
    """Entities read, each with the features of all views."""
    append_pause_s: float = 0.2
    """Between appends while the job is up."""
    keys_per_read: int = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the log holds, and what the stream made of it."""

    deliveries: Mapping[str, Sequence[Delivery]]
    """By contract."""
    tiles: Mapping[str, Mapping[TileKey, list[Any]]]
    """By view: what remains of the tile log if a line counts that is newer than what it replaces."""
    traceparents: frozenset[str]
    """What the progress of the tile log was produced for."""
    served: Sequence[Served]
    """While events flowed."""
    final: Sequence[Served]
    """Of every entity, after the drain."""
    stream_lives: int
    writer_lives: int
    kills: Sequence[str]
    """When each came, in words."""
    seconds: float


def run(scale: Scale, folder: Path, views: Sequence[FeatureView], store_url: str) -> Outcome:
    """The whole run, in an empty folder."""
    began = time.monotonic()
    rng = random.Random(scale.seed)
    rows = list(history(scale.seed, scale.deliveries, scale.customers, views[0]))
    everyone = entities(scale.customers)
    clock = _Clock(rows[0][1]["known_at_ms"])
    keys = key_columns(views)
    with (
        LocalBroker(folder / "broker") as broker,
        KafkaLog(broker.bootstrap, keys) as log,
        Pipeline(folder, broker.bootstrap, store_url, views) as pipeline,
    ):
        for contract in keys:
            log.create(contract, scale.partitions, stamped_by="producer")
        pipeline.warm()
        with _reader(scale, pipeline, everyone, clock) as reader:
            # Whoever appends works for a trace that is kept.
            tracing.make_current(PRODUCER)
            try:
                kills = _lives(scale, rng, rows, log, pipeline, clock)
            finally:
                tracing.make_current(None)
            pipeline.drain(log)
        flowed = reader.log
        final = list(_final(pipeline, everyone, clock.now_ms))
        assert (pipeline.stream.stop(), pipeline.writer.stop()) == (0, 0)
        return Outcome(
            {contract: list(log.read(contract)) for contract in keys},
            {view.id: _folded(pipeline.tile_log / view.id) for view in views},
            frozenset(
                line.traceparent
                for line in read_tile_log(pipeline.tile_log)
                if isinstance(line, Progress) and line.traceparent is not None
            ),
            flowed,
            final,
            pipeline.stream.lives,
            pipeline.writer.lives,
            kills,
            time.monotonic() - began,
        )


class _Clock:
    """The newest time that the history has reached."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms


def _lives(
    scale: Scale, rng: random.Random, rows: Sequence[ContractRow], log: KafkaLog, pipeline: Pipeline, clock: _Clock
) -> list[str]:
    """Every life of the stream job but for the end of the last; says what was killed when."""
    said: list[str] = []
    early = set(rng.sample(range(scale.stream_kills), scale.stream_kills // 3))
    writer_kills = sorted(rng.randrange(len(rows)) for _ in range(scale.writer_kills))
    appended = 0

    def append(batch: Sequence[ContractRow], pause_s: float) -> None:
        nonlocal appended
        log.append(batch)
        appended += len(batch)
        clock.now_ms = max(clock.now_ms, batch[-1][1]["known_at_ms"])
        if writer_kills and appended > writer_kills[0]:
            del writer_kills[0]
            pipeline.writer.kill(rng)
            pipeline.writer.start()
            said.append(f"writer after {appended} of {len(rows)} rows")
        time.sleep(pause_s)

    pipeline.writer.start()
    for life in range(scale.stream_kills + 1):
        share = rows[len(rows) * life // (scale.stream_kills + 1) : len(rows) * (life + 1) // (scale.stream_kills + 1)]
        half = len(share) // 2
        pipeline.stream.start()
        # The first half becomes a backlog, which is read with what the last life had read but not said.
        for batch in _batches(share[:half], 4 * _APPENDED_AT_ONCE):
            append(batch, 0.0)
        if life in early:
            time.sleep(rng.uniform(0.2, 9.0))
            said.append(f"stream after {appended} rows, {'ready' if pipeline.stream.works() else 'not yet ready'}")
            pipeline.stream.kill(rng)
        else:
            pipeline.stream.await_working()
        batches = list(_batches(share[half:], _APPENDED_AT_ONCE))
        fatal = rng.randrange(len(batches)) if life < scale.stream_kills and life not in early else None
        for number, batch in enumerate(batches):
            append(batch, scale.append_pause_s if pipeline.stream.lives_on() else 0.0)
            if number == fatal:
                time.sleep(rng.uniform(0.0, 0.4))
                said.append(f"stream after {appended} rows, working")
                pipeline.stream.kill(rng)
    return said


def _batches(rows: Sequence[ContractRow], size: int) -> list[Sequence[ContractRow]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _reader(scale: Scale, pipeline: Pipeline, everyone: Sequence[Entity], clock: _Clock) -> Reader:
    rng = random.Random(-scale.seed)
    strangers = [("north", "nobody"), ("nowhere", "c0")]
    store = open_store(pipeline.store_url, pipeline.views)

    def choose() -> tuple[list[Entity], int]:
        some = rng.sample([*everyone, *strangers], min(scale.keys_per_read, len(everyone)))
        # As of now, most often; within the tail, so that raw events decide; and when windows have emptied.
        offset = rng.choice([0, 0, 0, 1, SECOND, MINUTE, HOUR, DAY, 31 * DAY, 91 * DAY, -rng.randrange(9 * MINUTE)])
        return some, clock.now_ms + offset

    def read(some: Sequence[Entity], t_ms: int) -> Sequence[ViewAnswer]:
        return store.read_many(pipeline.views, some, t_ms)

    return Reader(read, choose, scale.keys_per_read / scale.reads_per_s, store.close)


def _final(pipeline: Pipeline, everyone: Sequence[Entity], now_ms: int) -> list[Served]:
    found: list[Served] = []
    for t_ms in (now_ms, now_ms + 1, now_ms + 45 * MINUTE, now_ms + 20 * DAY, now_ms + 91 * DAY):
        for answer in pipeline.store.read_many(pipeline.views, everyone, t_ms):
            found.extend(served(answer, everyone, t_ms))
    return found


def _folded(folder: Path) -> dict[TileKey, list[Any]]:
    """What a writer holds that applies a line only if its position is greater, in any order of the files."""
    held: dict[TileKey, tuple[int, list[Any]]] = {}
    for path in folder.glob("part-*"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if line["kind"] == "tile":
                tile = (line["tenant"], line["key"], line["hop_ms"], line["tile_start_ms"])
                if tile not in held or line["position"] >= held[tile][0]:
                    held[tile] = (line["position"], line["partial"])
    return {tile: partial for tile, (_, partial) in held.items() if partial[0]}
