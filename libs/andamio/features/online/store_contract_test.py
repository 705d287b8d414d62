"""What every online store promises its writers: guards, sides, atomicity, trimming, fencing, repairs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import (
    Applied,
    BatchBehindStream,
    BatchOutdated,
    CutoverMovedBack,
    Folded,
    OnlineStore,
    Progress,
    Repair,
    StoreError,
    StoreMismatch,
    TileRow,
    TileWrite,
    UnknownView,
    WriterFenced,
)
from andamio.features.online.store_examples import HOUR, MINUTE, T0, VIEW, Open, count_2h, event, opener, tile, write


@pytest.fixture(scope="module")
def server() -> Iterator[LocalRedis]:
    with LocalRedis() as running:
        yield running


@pytest.fixture(params=["sqlite", "redis"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, server: LocalRedis) -> Open:
    return opener(request.param, tmp_path, server)


@pytest.fixture
def store(opened: Open) -> Iterator[OnlineStore]:
    made = opened([VIEW], create=True)
    yield made
    made.close()


def test_an_older_or_equal_version_is_refused_and_counted(store: OnlineStore) -> None:
    store.apply(1, [write(tile(T0, 5), position=9)], "a")
    assert store.apply(1, [write(tile(T0, 4), 8), write(tile(T0, 3), 9)], "b") == Applied(0, 2, 0)
    assert count_2h(store, T0 + HOUR) == 5
    assert store.refusals(VIEW) == Applied(1, 2, 0)


def test_a_newer_epoch_wins_over_a_higher_position(store: OnlineStore) -> None:
    store.apply(1, [write(tile(T0, 5), 900), Progress(VIEW.id, 900)], "")
    store.apply(2, [write(tile(T0, 6), 1), Progress(VIEW.id, 1)], "")
    assert count_2h(store, T0 + HOUR) == 6
    assert store.applied_position(VIEW) == 1


def test_a_writer_of_an_older_epoch_is_fenced(store: OnlineStore) -> None:
    store.apply(2, [], "x")
    with pytest.raises(WriterFenced, match="epoch 2 has written"):
        store.apply(1, [], "y")
    with pytest.raises(WriterFenced, match="--epoch 2"):
        store.cursor(1)
    assert store.cursor(2) == "x"
    assert store.cursor(3) is None


def test_stream_rows_before_the_cutover_are_refused_and_counted(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    assert store.apply(1, [write(tile(T0 - HOUR, 7), 1), write(tile(T0, 1), 1)], "") == Applied(1, 0, 1)
    assert count_2h(store, T0 + HOUR) == 3


def test_batch_rows_from_the_cutover_on_are_refused_and_counted(store: OnlineStore) -> None:
    assert store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2), tile(T0, 7)]) == Applied(1, 0, 1)
    assert count_2h(store, T0 + HOUR) == 2


def test_a_batch_write_replaces_what_batch_and_stream_said_before_its_cutover(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    store.apply(1, [write(tile(T0, 4), 1)], "")
    store.write_batch(VIEW, T0 + HOUR, [tile(T0, 3)], folded_position=1)
    assert count_2h(store, T0 + HOUR) == 3
    assert store.cutover(VIEW) == T0 + HOUR


def test_a_cutover_does_not_move_back_and_is_a_multiple_of_the_coarsest_hop(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [])
    with pytest.raises(CutoverMovedBack, match=str(T0)):
        store.write_batch(VIEW, T0 - HOUR, [])
    with pytest.raises(StoreError, match=f"use {T0}"):
        store.write_batch(VIEW, T0 + 1, [])


def test_a_write_that_fails_half_way_changes_nothing(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])

    def broken() -> Iterator[TileRow]:
        yield tile(T0, 9)
        raise RuntimeError("disk on fire")

    with pytest.raises(RuntimeError):
        store.write_batch(VIEW, T0 + HOUR, broken())
    with pytest.raises(UnknownView, match="payments@2"):
        store.apply(1, [write(tile(T0, 9), 1), Progress("payments@2", 1)], "moved")
    assert count_2h(store, T0) == 2
    assert store.cutover(VIEW) == T0
    assert store.cursor(1) is None


def test_a_time_before_the_tail_is_refused(store: OnlineStore) -> None:
    store.apply(1, [write(event(T0), 1)], "")
    read = store.read(VIEW, [("shop", "ada")], T0 - 5 * MINUTE - 1)
    assert read.as_of_floor_ms == T0 - 5 * MINUTE
    assert read.entities[0].status == "too_old"
    assert store.read(VIEW, [("shop", "ada")], T0 - 5 * MINUTE).entities[0].status == "not_found"


def test_batch_folds_in_the_repairs_that_it_has_read_and_a_replay_does_not_queue_them_again(store: OnlineStore) -> None:
    repairs = [
        Repair(VIEW.id, 3, "shop", "ada", T0 - 1, "e1", "batch_owned"),
        Repair(VIEW.id, 4, "shop", "ada", T0 - 1, "e2", "late"),
        Repair(VIEW.id, 5, "shop", "ada", T0 - 1, "e3", "batch_owned"),
    ]
    store.apply(1, repairs, "")
    assert store.repair_count(VIEW) == 3
    store.write_batch(VIEW, T0, [], folded_position=4)
    store.apply(1, repairs, "")
    assert store.repairs(VIEW) == repairs[1:]


def test_sums_of_squares_beyond_64_bits_survive(store: OnlineStore) -> None:
    store.apply(1, [write(tile(T0, 3, amount=2**40), 1)], "")
    assert store.read(VIEW, [("shop", "ada")], T0 + HOUR).entities[0].values["variance_2h"] == 0.0


def test_a_new_epoch_starts_over_and_never_mixes_with_what_an_older_one_streamed(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    store.apply(1, [write(tile(T0, 5), 10), write(tile(T0, 3, key="bob"), 11)], "")
    store.apply(2, [write(tile(T0, 1), 4)], "")
    read = store.read(VIEW, [("shop", "ada"), ("shop", "bob")], T0 + HOUR)
    # The batch's tile stays; of the stream there is what the new epoch has read so far.
    assert [entity.values["count_2h"] for entity in read.entities] == [3, 0]


def test_batch_takes_over_no_tile_with_events_that_it_does_not_know(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    store.apply(1, [write(tile(T0, 5), 11), write(tile(T0 + HOUR, 1), 12), Progress(VIEW.id, 12)], "")
    with pytest.raises(BatchBehindStream, match="position 11 .* knows the log up to 10"):
        store.write_batch(VIEW, T0 + HOUR, [tile(T0, 4)], folded_position=10)
    with pytest.raises(BatchBehindStream, match="position 11 .* knows the log up to 10"):
        store.write_interval(VIEW, T0, T0 + HOUR, [tile(T0, 4)], folded_position=10)
    # What the stream has counted beyond, it has counted in tiles that stay its own.
    store.write_batch(VIEW, T0 + HOUR, [tile(T0, 5)], folded_position=11)
    assert store.cutover(VIEW) == T0 + HOUR


def test_an_interval_replaces_its_own_tiles_alone_and_moves_the_cutover_if_it_ends_beyond_it(
    store: OnlineStore,
) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - 2 * HOUR, 1), tile(T0 - HOUR, 2)], folded_position=5)
    store.write_interval(VIEW, T0 - HOUR, T0, [tile(T0 - HOUR, 20)], folded_position=7)
    read = store.read(VIEW, [("shop", "ada")], T0)
    assert (read.entities[0].values["count_2h"], read.cutover_ms) == (21, T0)
    assert (read.folded, read.folded_position) == ([Folded(T0 - HOUR, 5), Folded(T0, 7)], 5)
    store.apply(1, [write(tile(T0, 4), 6), Progress(VIEW.id, 6)], "")
    store.write_interval(VIEW, T0, T0 + HOUR, [tile(T0, 4)], folded_position=7)
    read = store.read(VIEW, [("shop", "ada")], T0 + HOUR)
    assert (read.entities[0].values["count_2h"], read.cutover_ms) == (24, T0 + HOUR)
    assert read.folded == [Folded(T0 - HOUR, 5), Folded(T0 + HOUR, 7)]
    assert [row.tile_start_ms for row in store.batch_rows(VIEW, T0 - HOUR, T0 + HOUR)] == [T0 - HOUR, T0]


def test_an_interval_with_a_bound_inside_a_tile_or_beyond_a_gap_is_refused(store: OnlineStore) -> None:
    with pytest.raises(StoreError, match="up to nothing; write what is before it first"):
        store.write_interval(VIEW, T0, T0 + HOUR, [], 0)
    store.write_batch(VIEW, T0, [])
    with pytest.raises(StoreError, match="cannot begin at"):
        store.write_interval(VIEW, T0 + HOUR, T0 + 2 * HOUR, [], 0)
    with pytest.raises(StoreError, match=f"multiples of its coarsest hop, {HOUR}"):
        store.write_interval(VIEW, T0, T0 + MINUTE, [], 0)
    assert store.write_interval(VIEW, T0 - HOUR, T0, [tile(T0, 7)], 0) == Applied(0, 0, 1)


def test_a_batch_that_knows_less_than_the_one_before_it_replaces_nothing(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 3)], folded_position=9)
    with pytest.raises(BatchOutdated, match="up to position 9, and this one knows it up to 8"):
        store.write_batch(VIEW, T0 + HOUR, [], folded_position=8)
    with pytest.raises(BatchOutdated, match="up to position 9, and this one knows it up to 8"):
        store.write_interval(VIEW, T0 - HOUR, T0, [], folded_position=8)
    assert count_2h(store, T0) == 3


def test_what_the_stream_brings_for_a_tile_of_batch_becomes_a_repair_until_it_is_folded_in(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)], folded_position=4)
    late = [write(tile(T0 - HOUR, 3), 5), write(tile(T0 - HOUR, 3, MINUTE), 5), write(event(T0 - HOUR + 1), 5)]
    seen = [write(tile(T0 - HOUR, 2), 4), write(event(T0 - HOUR + 1, "e0"), 4)]
    expected = Repair(VIEW.id, 5, "shop", "ada", T0 - HOUR + 1, "e1", "batch_owned")
    for lines in (late, seen, list(reversed(late))):
        store.apply(1, lines, "")
        assert store.repairs(VIEW) == [expected]
    assert count_2h(store, T0) == 2
    store.write_interval(VIEW, T0 - 2 * HOUR, T0 - HOUR, [], folded_position=5)
    assert store.repairs(VIEW) == [expected]
    store.write_interval(VIEW, T0 - HOUR, T0, [tile(T0 - HOUR, 3)], folded_position=5)
    store.apply(1, late, "")
    assert (store.repairs(VIEW), count_2h(store, T0)) == ([], 3)


def test_intervals_that_no_delivery_touched_are_known_as_far_without_being_written(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)], folded_position=4)
    store.write_interval(VIEW, T0 - HOUR, T0, [tile(T0 - HOUR, 3)], folded_position=9)
    kept = [
        Repair(VIEW.id, 6, "shop", "ada", 1, "e", "late"),
        Repair(VIEW.id, 10, "shop", "ada", 1, "f", "batch_owned"),
    ]
    store.apply(1, [*kept, Repair(VIEW.id, 7, "shop", "ada", 1, "g", "batch_owned")], "")
    store.record_folded(VIEW, 9)
    assert store.read(VIEW, (), 0).folded == [Folded(T0, 9)]
    assert store.repairs(VIEW) == kept


def test_partitions_progress_apart_and_a_cutover_moves_if_batch_knows_each_as_far_as_was_counted(
    store: OnlineStore,
) -> None:
    store.write_batch(VIEW, T0, [], folded_position=(1, -1, 4))
    second = TileWrite(VIEW.id, 3, tile(T0, 4, key="bo"), 1)
    counted = [write(tile(T0, 4), 7), second, TileWrite(VIEW.id, 9, tile(T0 + HOUR, 4, key="cy"), 2)]
    store.apply(1, [*counted, Progress(VIEW.id, 7), Progress(VIEW.id, 3, 1), Progress(VIEW.id, 2, 1)], "")
    assert store.read(VIEW, (), 0).applied_positions == {0: 7, 1: 3}
    for behind in (99, (99, 2, 99), (6, 3, 4)):
        with pytest.raises(BatchBehindStream, match=r"counted position \(7, 3\)"):
            store.write_interval(VIEW, T0, T0 + HOUR, [], folded_position=behind)
    with pytest.raises(BatchOutdated, match="run it again"):
        store.write_interval(VIEW, T0 - HOUR, T0, [], folded_position=(7, 3, 3))
    store.write_interval(VIEW, T0, T0 + HOUR, [tile(T0, 4)], folded_position=(7, 3))
    read = store.read(VIEW, (), 0)
    assert (read.folded, read.folded_position) == ([Folded(T0, (1, -1, 4)), Folded(T0 + HOUR, (7, 3))], 1)


def test_a_repair_is_folded_in_by_the_position_of_its_own_partition(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [], folded_position=(4, 1))
    lines = [Repair(VIEW.id, 5, "shop", "ada", 1, f"e{n}", "batch_owned", n) for n in range(3)]
    store.apply(1, [*lines, Repair(VIEW.id, 1, "shop", "bo", 1, "f", "batch_owned", 1)], "")
    assert store.repairs(VIEW) == lines
    store.write_interval(VIEW, T0 - HOUR, T0, [], folded_position=(4, 9))
    assert store.repairs(VIEW) == lines
    store.record_folded(VIEW, (4, 5, 4))
    assert store.repairs(VIEW) == [lines[0], lines[2]]
    store.apply(1, lines, "again")
    store.write_interval(VIEW, 0, T0, [], folded_position=(6, 9, 4))
    assert store.repairs(VIEW) == [lines[2]]


def test_a_key_whose_tiles_are_all_gone_is_expired_and_not_unknown(store: OnlineStore) -> None:
    store.apply(1, [write(tile(T0, 1), 1), write(event(T0 + HOUR, "e2", "bo"), 2)], "")
    store.apply(1, [write(event(T0 + 9 * HOUR, "e3", "bo"), 3)], "")
    ada, nobody = store.read(VIEW, [("shop", "ada"), ("shop", "eve")], T0 + 9 * HOUR).entities
    assert (ada.status, ada.newest_event_time_ms) == ("expired", T0 + HOUR - 1)
    assert (nobody.status, nobody.newest_event_time_ms) == ("not_found", None)


def test_a_changed_definition_needs_a_new_version_and_a_view_of_another_is_not_known(
    store: OnlineStore, opened: Open
) -> None:
    with pytest.raises(StoreMismatch, match="new version"):
        opened([replace(VIEW, tail_ms=1)])
    with pytest.raises(UnknownView):
        store.read(replace(VIEW, version=2), [], T0)


def test_columns_say_what_entities_say(store: OnlineStore) -> None:
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)], folded_position=3)
    store.apply(1, [write(tile(T0, 4), 6), Progress(VIEW.id, 6)], "")
    keys = [("shop", "ada"), ("shop", "eve")]
    for t_ms in (T0 + HOUR, T0 + 9 * HOUR, T0 - HOUR):
        (answer,) = store.read_many([VIEW], keys, t_ms)
        read = store.read(VIEW, keys, t_ms)
        assert answer.as_view_read() == read
        assert answer.statuses == [entity.status for entity in read.entities]
        assert answer.values == [tuple(entity.values.values()) for entity in read.entities]
