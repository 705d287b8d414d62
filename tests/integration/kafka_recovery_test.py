"""The stream on Kafka is killed ten times, and its store's writer too, while it is read: nothing is wrong, then or after.

Real are the broker, the jobs (as built), Flink and Redis; SIGKILL goes to the job, its JVM, or both at once, before
it is ready and at work, where it takes a checkpoint every 200 ms.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features import oracle
from andamio.features.definition import FeatureView
from andamio.features.online.local_redis import LocalRedis
from tests.integration.recovery_run import PRODUCER, Outcome, Scale, run
from tests.integration.served_values import Recomputation, Served, Unexplained

SCALE = Scale(
    seed=20_261_121,
    deliveries=5_000,
    customers=50,
    partitions=3,
    stream_kills=10,
    writer_kills=5,
    reads_per_s=200,
)
VIEWS: Sequence[FeatureView] = sorted(load_catalog().views.values(), key=lambda view: view.id)
OF_VIEW = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    with LocalRedis() as redis:
        result = run(SCALE, tmp_path_factory.mktemp("recovery"), VIEWS, redis.url)
    # Shown if a test fails.
    print(f"{SCALE}\n{result.seconds:.0f} s, {len(result.served)} answers\n" + "\n".join(result.kills))
    return result


@pytest.fixture(scope="module")
def recomputations(outcome: Outcome) -> dict[str, Recomputation]:
    return {view.id: Recomputation(view, outcome.deliveries[view.contract]) for view in VIEWS}


def of_view(answers: Sequence[Served], view: FeatureView) -> list[Served]:
    return [answer for answer in answers if answer.view == view.id]


def shown(found: Sequence[Unexplained]) -> str:
    return f"{len(found)} of seed {SCALE.seed}, such as " + "\n".join(map(str, found[:3]))


def test_the_jobs_were_killed_as_often_as_they_should_be(outcome: Outcome) -> None:
    assert outcome.stream_lives == SCALE.stream_kills + 1
    assert outcome.writer_lives == SCALE.writer_kills + 1
    assert sum("working" in kill for kill in outcome.kills) >= SCALE.stream_kills // 2


@OF_VIEW
def test_the_history_was_as_hard_as_it_should_be(outcome: Outcome, view: FeatureView) -> None:
    log = outcome.deliveries[view.contract]
    assert {d.partition for d in log} == set(range(SCALE.partitions))
    assert set(oracle.exclusions(view, log).values()) == {"late", "duplicate_horizon"}
    counted = oracle.counted_events(view, log)
    ids = {d.identity for d in log}
    assert len(counted) < len(ids) < len(log)
    assert any(d.sequence > 1 for d in counted)
    for partition in range(SCALE.partitions):
        stamps = [d.known_at_ms for d in log if d.partition == partition]
        assert stamps == sorted(stamps)


@OF_VIEW
def test_after_the_drain_every_tile_is_the_oracle_s(outcome: Outcome, view: FeatureView) -> None:
    counted = oracle.counted_events(view, outcome.deliveries[view.contract])
    assert outcome.tiles[view.id] == dict(oracle.tiles(view, counted))


@OF_VIEW
def test_after_the_drain_every_value_of_every_entity_is_the_oracle_s(
    outcome: Outcome, recomputations: dict[str, Recomputation], view: FeatureView
) -> None:
    ends = {d.partition: d.position for d in outcome.deliveries[view.contract]}
    final = of_view(outcome.final, view)
    assert len(final) == 5 * SCALE.customers
    assert {tuple(sorted(answer.applied_positions.items())) for answer in final} == {tuple(sorted(ends.items()))}
    assert {answer.status for answer in final} >= {"present", "expired"}
    found = recomputations[view.id].unexplained(final)
    assert not found, shown(found)


@OF_VIEW
def test_every_value_served_meanwhile_is_what_its_positions_explain(
    outcome: Outcome, recomputations: dict[str, Recomputation], view: FeatureView
) -> None:
    answers = of_view(outcome.served, view)
    assert len({tuple(sorted(answer.applied_positions.items())) for answer in answers}) > 20
    found = recomputations[view.id].unexplained(answers)
    assert not found, shown(found)


@OF_VIEW
def test_recomputing_from_an_entity_s_own_deliveries_is_recomputing_from_the_whole_log(
    outcome: Outcome, recomputations: dict[str, Recomputation], view: FeatureView
) -> None:
    some = random.Random(SCALE.seed).sample([a for a in of_view(outcome.served, view) if a.status != "too_old"], 40)
    found = recomputations[view.id].unexplained(some, whole_log=True)
    assert not found, shown(found)


@OF_VIEW
def test_a_value_that_is_off_by_one_or_by_a_delivery_is_not_explained(
    outcome: Outcome, recomputations: dict[str, Recomputation], view: FeatureView
) -> None:
    """That nothing was found above says something only if this is found."""
    present = [answer for answer in of_view(outcome.served, view) if answer.status == "present"]
    off = [replace(a, values=(int(a.values[0] or 0) + 1, *a.values[1:])) for a in present[:50]]
    assert len(recomputations[view.id].unexplained(off)) == len(off)
    another_type = [replace(a, values=(float(a.values[0] or 0), *a.values[1:])) for a in present[:50]]
    assert len(recomputations[view.id].unexplained(another_type)) == len(another_type)
    unread = [replace(a, applied_positions={}) for a in present[:50]]
    assert len(recomputations[view.id].unexplained(unread)) == len(unread)


def test_the_producer_s_trace_goes_through_kafka_and_flink_into_the_tile_log(outcome: Outcome) -> None:
    assert outcome.traceparents == {PRODUCER.traceparent}


def test_what_was_served_had_every_status(outcome: Outcome) -> None:
    assert {answer.status for answer in outcome.served} >= {"present", "not_found", "expired"}
