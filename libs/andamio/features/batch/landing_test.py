"""Landing of a log in several partitions: each delivery once, whatever is killed, and partitions that came later refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from andamio.errors import UserError
from andamio.features.batch import landing
from andamio.features.batch.backfill_histories import split
from andamio.features.batch.lakehouse import Lakehouse, LakehouseError
from andamio.features.batch.landing import Landed, land
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, SCHEMA, VIEW, delivery

CONTRACT = VIEW.contract
NEGATIVE = "range amount_minor"


@dataclass(frozen=True, slots=True)
class Refused:
    row: Mapping[str, Any]
    rule: str = NEGATIVE
    reason: str = "is negative"


@dataclass(frozen=True, slots=True)
class Checked:
    accepted: pa.Table
    rejected: Sequence[Refused]


def check(rows: Sequence[Mapping[str, Any]]) -> Checked:
    good = [row for row in rows if row["amount_minor"] >= 0]
    assert len({row["position"] for row in rows}) == len(rows), "a rule of unique positions would refuse some"
    return Checked(pa.Table.from_pylist(good, SCHEMA), [Refused(row) for row in rows if row["amount_minor"] < 0])


@dataclass(frozen=True, slots=True)
class PartitionedLog:
    """A log in memory, read with its partitions taking turns."""

    deliveries: Sequence[Delivery]
    partitions: int
    place: str = "memory"

    def append(self, rows: object) -> None: ...

    def end_positions(self, contract: str) -> dict[int, int]:
        return {n: sum(d.partition == n for d in self.deliveries) for n in range(self.partitions)}

    def read(self, contract: str, start_positions: Mapping[int, int] | None = None) -> Iterator[Delivery]:
        starts = start_positions or {}
        for d in sorted(self.deliveries, key=lambda d: (d.position, -d.partition)):
            if d.position >= starts.get(d.partition, 0):
                yield d


def deliveries(count: int) -> list[Delivery]:
    """Of five cards; every seventh breaks the contract."""
    return split(
        [
            delivery(n, f"e{n}", -1 if n % 7 == 3 else n, card=f"c{n % 5}", known_at_ms=EPOCH + n, event_time_ms=EPOCH)
            for n in range(count)
        ],
        3,
    )


def places(table: pa.Table) -> list[tuple[int, int]]:
    return list(zip(table["partition"].to_pylist(), table["position"].to_pylist(), strict=True))


def landed(lake: Lakehouse, log: PartitionedLog) -> Landed:
    return land(log, lake, CONTRACT, SCHEMA, check, lambda _: None)


def require_once(lake: Lakehouse, log: Sequence[Delivery]) -> None:
    kept, refused = lake.deliveries(CONTRACT), lake.quarantined(CONTRACT)
    assert sorted(places(kept) + places(refused)) == sorted((d.partition, d.position) for d in log)
    assert {place: row["amount_minor"] < 0 for place, row in zip(places(kept), kept.to_pylist(), strict=True)} == {
        (d.partition, d.position): False for d in log if d.values["amount_minor"] >= 0
    }


@pytest.fixture(autouse=True)
def small_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "ROWS_A_COMMIT", 4)


def test_each_partition_lands_from_where_it_has_come_to(tmp_path: Path) -> None:
    lake, log = Lakehouse(tmp_path), deliveries(40)
    for count in (17, 17, 40):
        outcome = landed(lake, PartitionedLog(log[:count], 3))
        require_once(lake, log[:count])
        ends = PartitionedLog(log[:count], 3).end_positions(CONTRACT)
        assert outcome.last_position == lake.last_position(CONTRACT) == tuple(ends[n] - 1 for n in range(3))
    assert lake.partitions(CONTRACT) == 3


class DyingLake(Lakehouse):
    """Dies before one of its writes."""

    def __init__(self, root: Path, die_at: int) -> None:
        super().__init__(root)
        self.left = die_at

    def append(self, *arguments: Any) -> None:
        self._live()
        super().append(*arguments)

    def quarantine(self, *arguments: Any) -> None:
        self._live()
        super().quarantine(*arguments)

    def _live(self) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


def test_a_landing_that_is_killed_between_its_commits_goes_on_without_a_gap_or_a_double(tmp_path: Path) -> None:
    log = deliveries(30)
    for die_at in range(1, 12):
        lake = DyingLake(tmp_path / str(die_at), die_at)
        with pytest.raises(KeyboardInterrupt):
            landed(lake, PartitionedLog(log, 3))
        landed(lake, PartitionedLog(log, 3))
        require_once(lake, log)


def test_of_two_landings_at_once_one_fails_though_they_bring_different_partitions(tmp_path: Path) -> None:
    lake, log = Lakehouse(tmp_path), deliveries(12)
    schema = SCHEMA.append(pa.field("partition", pa.int64()))
    firsts = [d for d in log if d.position == 0]
    tables = [pa.Table.from_pylist([d.values for d in firsts if d.partition == n], schema) for n in range(2)]
    lake.append(CONTRACT, tables[0], -1, (0, -1, -1), 3)
    with pytest.raises(LakehouseError, match="another writer"):
        lake.append(CONTRACT, tables[1], -1, (-1, 0, -1), 3)


def test_partitions_that_came_later_and_another_log_are_refused(tmp_path: Path) -> None:
    lake, log = Lakehouse(tmp_path), deliveries(20)
    landed(lake, PartitionedLog(log, 3))
    with pytest.raises(UserError, match="in 3 partitions and the log memory has 4: entities may have moved"):
        landed(lake, PartitionedLog(log, 4))
    with pytest.raises(UserError, match="it is another log"):
        landed(lake, PartitionedLog(log[:10], 3))
