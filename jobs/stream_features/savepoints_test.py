"""A stream is upgraded and rolled back on a real mini-cluster; the store ends equal to the oracle.

The first version streams payments. The upgrade adds the view of reversals and moves the cut-over on; it is killed, and the
first version comes back from the savepoint and reads again what the upgrade had read. Then the upgrade is tried again.
"""

import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from andamio.features import components, oracle
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.logs.tile_log import TileLogTail
from andamio.features.online.online_store import TileRow
from andamio.features.online.sqlite_store import SqliteStore
from stream_features.job_process import CUTOVER, DAY, EDGE, HOUR, VIEWS, Job, history

HISTORIES = 80
PAYMENTS, REVERSALS = VIEWS
FIRST = ("--view", PAYMENTS.id)
UPGRADE = ("--cutover-ms", str(EDGE))


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What is left at the end."""

    job: Job
    store: SqliteStore
    refusals: dict[str, str]


def apply(job: Job, store: SqliteStore) -> None:
    tail = TileLogTail(job.root / "tile log", store.cursor(1))
    for chunk in tail.poll(1000):
        store.apply(1, chunk.lines, chunk.cursor)


def batch(job: Job, store: SqliteStore, view: FeatureView, cutover_ms: int) -> None:
    """What batch_features does: tiles of all that is known."""
    log = list(job.log.read(view.contract))
    owned = [d for d in oracle.counted_events(view, log) if d.event_time_ms < cutover_ms]
    rows = [TileRow(*tile[:3], tile[3], "", partial) for tile, partial in oracle.tiles(view, owned).items()]
    rows += [
        TileRow(
            d.tenant,
            d.values[view.key_column],
            0,
            d.event_time_ms,
            d.event_id,
            components.of_event(view, d.values, d.event_time_ms, d.event_id),
        )
        for d in owned
    ]
    store.write_batch(view, cutover_ms, rows, max(d.position for d in log))


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    job = Job(tmp_path_factory.mktemp("savepoints"))
    store = SqliteStore(job.root / "online.db", VIEWS, create=True)
    rows = sorted((row for n in range(HISTORIES) for row in history(n)), key=lambda row: int(row[1]["known_at_ms"]))
    quarter = len(rows) // 4
    parts = [rows[:quarter], rows[quarter : 2 * quarter], rows[2 * quarter : 3 * quarter], rows[3 * quarter :]]
    savepoint = str(job.root / "first version")
    refusals = {}

    job.log.append(parts[0])
    process = job.start_until_ready(*FIRST)
    try:
        job.drain(process, [PAYMENTS])
        refusals["restore while it runs"] = job.command("restore", "--from", savepoint).stderr
        done = job.command("savepoint", "--to", savepoint)
        assert done.returncode == 0, done.stderr
        assert process.wait(30) == 0
        apply(job, store)
        for view in VIEWS:
            batch(job, store, view, EDGE)

        job.log.append(parts[1])
        process = job.start_until_ready(*UPGRADE)
        job.drain(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        apply(job, store)

        refusals["a view of the state is not asked for"] = refusal(job, *FIRST, *UPGRADE)
        refusals["an earlier cut-over"] = refusal(job)
        refusals["another start"] = refusal(job, *UPGRADE, "--start-position", "1")
        done = job.command("restore", "--from", savepoint)
        assert done.returncode == 0, done.stderr
        job.log.append(parts[2])
        process = job.start_until_ready(*FIRST)
        job.drain(process, [PAYMENTS])
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        apply(job, store)

        job.log.append(parts[3])
        process = job.start_until_ready(*UPGRADE)
        job.drain(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        apply(job, store)
    finally:
        process.kill()
    yield Upgraded(job, store, refusals)
    store.close()


def refusal(job: Job, *arguments: str) -> str:
    assert job.start(*arguments).wait(60) == 2
    return (job.root / "stderr").read_text()


def streamed_tiles(upgraded: Upgraded, view: FeatureView, cutover_ms: int) -> dict[oracle.TileKey, components.Partial]:
    held: dict[oracle.TileKey, tuple[int, Sequence[components.Entry]]] = {}
    for chunk in TileLogTail(upgraded.job.root / "tile log").poll(10_000):
        for line in chunk.lines:
            row = getattr(line, "row", None)
            if row is None or line.view != view.id or row.hop_ms == 0 or row.tile_start_ms < cutover_ms:
                continue
            tile = row.tenant, row.key, row.hop_ms, row.tile_start_ms
            if tile not in held or line.position > held[tile][0]:
                held[tile] = line.position, row.partial
    return {tile: list(partial) for tile, (_, partial) in held.items() if partial[0]}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_every_tile_of_the_stream_is_the_oracle_s(upgraded: Upgraded, view: FeatureView) -> None:
    log = list(upgraded.job.log.read(view.contract))
    counted = [d for d in oracle.counted_events(view, log) if d.event_time_ms >= EDGE]
    assert streamed_tiles(upgraded, view, EDGE) == oracle.tiles(view, counted)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_the_store_serves_what_the_oracle_computes(upgraded: Upgraded, view: FeatureView) -> None:
    store, log = upgraded.store, list(upgraded.job.log.read(view.contract))
    assert store.applied_position(view) == upgraded.job.log.last_position(view.contract)
    # What came for batch's tiles since its last run.
    batch(upgraded.job, store, view, EDGE)
    keys = sorted({(d.tenant, d.values[view.key_column]) for d in log})
    floor_ms = store.read(view, (), EDGE + 100 * DAY).as_of_floor_ms
    assert floor_ms is not None
    counted = oracle.counted_events(view, log)
    compared = 0
    for t_ms in (floor_ms, floor_ms + HOUR, floor_ms + DAY, floor_ms + 30 * DAY):
        for key, entity in zip(keys, store.read(view, keys, t_ms).entities, strict=True):
            mine: list[Delivery] = oracle.of_key(view, counted, *key)
            expected = {feature.name: oracle.aggregate(view, feature, mine, t_ms) for feature in view.features}
            assert dict(entity.values) == expected
            compared += sum(value is not None and value != 0 for value in expected.values())
    assert compared > 100, "too little to say anything"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("restore while it runs", "is not a savepoint, or not a whole one"),
        ("a view of the state is not asked for", f"the state has view '{REVERSALS.id}', which is not asked for"),
        ("an earlier cut-over", f"--cutover-ms {CUTOVER} is before {EDGE}, the one of the state of view"),
        ("another start", "is defined, or started, otherwise than in its state"),
    ],
)
def test_state_that_would_be_wrong_is_refused_with_a_sentence(upgraded: Upgraded, what: str, sentence: str) -> None:
    assert sentence in upgraded.refusals[what]
    assert upgraded.refusals[what].count("\n") == 1


def test_a_savepoint_is_refused_where_no_stream_runs(tmp_path: Path) -> None:
    done = Job(tmp_path).command("savepoint", "--to", str(tmp_path / "new"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no stream runs on" in done.stderr
