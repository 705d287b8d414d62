"""A backtest replays history: each model sees what was known at its time, and each score what was known at its label's."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import connect
from andamio.features.history_strategies import EPOCH, MINUTE, SECOND, VIEW, History, delivery, histories
from andamio.features.offline.backtest import Floats, Scorer, backtest
from andamio.features.offline.point_in_time import TrainingSetError

HORIZON = 2 * MINUTE
END = EPOCH + 24 * MINUTE
CUTS = (EPOCH + 8 * MINUTE, EPOCH + 12 * MINUTE)
SUM = "card_payments__sum_12m"


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


class Replay:
    """Labels by the minute: did the key have an event in the horizon after t, as known at k? Keeps what is shown."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.trained: list[pa.Table] = []
        self.scored: list[pa.Table] = []

    def outcomes(self, k_ms: int) -> pa.Table:
        events = oracle.counted_events(VIEW, self.history.deliveries, known_by_ms=k_ms)
        times = range(EPOCH, k_ms, MINUTE)
        rows = [
            {
                "tenant": "north",
                "card": "c1",
                "t_ms": t,
                "label": any(t <= d.event_time_ms <= t + HORIZON for d in oracle.of_key(VIEW, events, "north", "c1")),
            }
            for t in times
        ]
        return pa.Table.from_pylist(rows)

    def fit(self, table: pa.Table) -> Scorer:
        self.trained.append(table)

        def score(features: pa.Table) -> Floats:
            self.scored.append(features)
            return np.array(features[SUM].to_numpy(), np.float64)

        return score

    def run(self, db: duckdb.DuckDBPyConnection, cuts: tuple[int, ...] = CUTS, until: int = END) -> list[Any]:
        deliveries = {"payment@1": self.history.table()}
        return backtest(
            db, [VIEW], deliveries, self.outcomes, HORIZON, cuts, until, self.fit, lambda _, s: {"mean": s.mean()}
        )


def known_by(history: History, k_ms: int) -> History:
    return History(tuple(d for d in history.deliveries if d.known_at_ms <= k_ms))


@settings(max_examples=15, deadline=None)
@given(history=histories(max_events=20))
def test_no_model_sees_what_became_known_after_it_was_trained(db: duckdb.DuckDBPyConnection, history: History) -> None:
    small = History(
        tuple(
            delivery(d.position, d.event_id, 7, **{k: v for k, v in d.values.items() if k in SHARED})
            for d in history.deliveries
        )
    )
    whole = Replay(small)
    whole.run(db)
    for cut, trained in zip(CUTS, whole.trained, strict=True):
        then = Replay(known_by(small, cut))
        then.run(db, (cut,), cut)
        assert then.trained == [trained]
        assert pc.max(trained["t_ms"]).as_py() + HORIZON <= cut


SHARED = {"tenant", "card", "currency", "event_time_ms", "known_at_ms", "sequence", "deleted"}


def test_an_event_known_later_is_in_no_earlier_label_or_feature(db: duckdb.DuckDBPyConnection) -> None:
    t = CUTS[0] - HORIZON
    events = [delivery(0, "a", 1, event_time_ms=EPOCH, known_at_ms=EPOCH)]
    # It happened before the first model was trained, and became known a second after.
    late = delivery(1, "late", 100, event_time_ms=t, known_at_ms=CUTS[0] + SECOND)
    without, with_late = Replay(History(tuple(events))), Replay(History((*events, late)))
    without.run(db)
    with_late.run(db)

    assert with_late.trained[0] == without.trained[0]
    assert with_late.trained[1]["label"].to_pylist() != without.trained[1]["label"].to_pylist()
    sums = dict(zip(with_late.scored[0]["t_ms"].to_pylist(), with_late.scored[0][SUM].to_pylist()))
    assert (sums[CUTS[0]], sums[CUTS[0] + MINUTE]) == (1, 101)


def test_periods_follow_each_other_and_end_where_labels_are_certain(db: duckdb.DuckDBPyConnection) -> None:
    replay = Replay(History((delivery(0, "a", 1, event_time_ms=EPOCH),)))
    first, last = replay.run(db)
    assert [(p.train_until_ms, p.until_ms) for p in (first, last)] == [CUTS, (CUTS[1], END - HORIZON + 1)]
    assert (first.training_labels, first.scored_labels, last.scored_labels) == (7, 4, 11)
    assert first.metrics == {"mean": 1.0}
    assert all("label" not in table.column_names for table in replay.scored)


def test_times_that_cannot_be_replayed_are_refused(db: duckdb.DuckDBPyConnection) -> None:
    replay = Replay(History(()))
    with pytest.raises(TrainingSetError, match="do not ascend"):
        replay.run(db, CUTS[::-1])
    with pytest.raises(TrainingSetError, match="no label is mature at"):
        replay.run(db, (EPOCH + MINUTE,))
