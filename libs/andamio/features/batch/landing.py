"""From the event log to the lakehouse: each delivery lands once, or is quarantined once, whatever is killed or repeated.

Producers check events before they append them. A row that breaks its contract here has come past that door: it is kept
in the quarantine with rule and reason, and its position counts as landed. Batch, training sets and recomputations do not
see it; a stream, which reads the log itself, may have counted it, and then parity differs at its key until a tombstone of
the event, appended to the log, takes it out of every engine. So whoever lands says aloud that something was quarantined.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

import pyarrow as pa

from andamio.errors import UserError
from andamio.features.batch.lakehouse import QUARANTINE, Lakehouse
from andamio.features.event import Delivery
from andamio.features.logs.event_log import DeliveryLog
from andamio.features.online.log_position import LogPosition, furthest, in_partition, knows, of_partitions

# Bounds the memory of a first landing: about 40 MB as Python rows.
ROWS_A_COMMIT = 50_000
_PARTITION = pa.field("partition", pa.int64())


class Refused(Protocol):
    """A row that breaks its contract."""

    @property
    def row(self) -> Mapping[str, Any]: ...
    @property
    def rule(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Checked(Protocol):
    """A batch of rows, judged: each is either accepted or rejected, in the order given."""

    @property
    def accepted(self) -> pa.Table: ...
    @property
    def rejected(self) -> Sequence[Refused]: ...


Check = Callable[[Sequence[Mapping[str, Any]]], Checked]
"""The rules of a contract on rows of the log, such as `QualityRules(contract, logged=True).check_rows`."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of one contract."""

    appended: int
    last_position: LogPosition
    """Of everything landed or quarantined; -1 if nothing was."""
    quarantined: int = 0
    broken_rules: Mapping[str, int] = field(default_factory=dict)
    """Quarantined rows by the first rule that each breaks, most first."""


def land(
    log: DeliveryLog, lake: Lakehouse, contract: str, columns: pa.Schema, check: Check, progress: Callable[[str], None]
) -> Landed:
    """Append what the contract's table does not have yet. Raises `UserError` if the table is ahead of the log."""
    position, appended = lake.last_position(contract), 0
    ends = log.end_positions(contract)
    end = of_partitions({partition: next_position - 1 for partition, next_position in ends.items()})
    if not knows(end, position):
        raise UserError(
            f"the lake holds {contract} up to position {position} and the log {log.place} ends at "
            f"{end}: it is another log; choose its own --lake"
        )
    partitions = len(ends)
    if lake.partitions(contract) not in (None, partitions):
        raise UserError(
            f"the lake holds {contract} from a log in {lake.partitions(contract)} partitions and the log {log.place} has "
            f"{partitions}: entities may have moved between them; copy it to a new topic, and land that in its own --lake"
        )
    lake.create(contract, columns if partitions == 1 else columns.append(_PARTITION))
    broken: Counter[str] = Counter()
    for deliveries in _batches(log, contract, position, partitions):
        checked = _checked(deliveries, check)
        refused = [(partition, each) for partition, of in checked.items() for each in of.rejected]
        if refused:
            # Before the others land: killed in between, both are done again and the quarantine knows its rows.
            lake.quarantine(contract, _quarantine_table(refused))
            broken.update(each.rule for _, each in refused)
        table = pa.concat_tables(_accepted(of.accepted, columns, n, partitions) for n, of in checked.items())
        # Of each partition the last counts, which is the highest.
        reached = furthest(position, of_partitions({each.partition: each.position for each in deliveries}))
        lake.append(contract, table, position, reached, partitions)
        position = reached
        appended += table.num_rows
        progress(f"{contract}: {appended:,} rows landed, up to position {position}")
    if broken:
        rules = ", ".join(f"{rule} ({count:,})" for rule, count in broken.most_common())
        progress(
            f"{contract}: {broken.total():,} rows break the contract and are in {lake.root}/quarantine/{contract}: {rules}; "
            "a stream may have counted them: append tombstones of the events, and find who appends unchecked rows"
        )
    return Landed(appended, position, broken.total(), dict(broken.most_common()))


def _batches(log: DeliveryLog, contract: str, after: LogPosition, partitions: int) -> Iterator[list[Delivery]]:
    deliveries = log.read(contract, {partition: in_partition(after, partition) + 1 for partition in range(partitions)})
    while batch := list(islice(deliveries, ROWS_A_COMMIT)):
        yield batch


def _checked(deliveries: Sequence[Delivery], check: Check) -> dict[int, Checked]:
    """By partition, within which alone positions are unique, and which belongs to the log and not to the row."""
    rows: dict[int, list[Mapping[str, Any]]] = {}
    for delivery in deliveries:
        row = {name: value for name, value in delivery.values.items() if name != _PARTITION.name}
        rows.setdefault(delivery.partition, []).append(row)
    return {partition: check(of_partition) for partition, of_partition in rows.items()}


def _accepted(rows: pa.Table, columns: pa.Schema, partition: int, partitions: int) -> pa.Table:
    table = pa.Table.from_arrays([rows[name] for name in columns.names], schema=columns)
    if partitions == 1:
        return table
    return table.append_column(_PARTITION, pa.array([partition] * table.num_rows, _PARTITION.type))


def _quarantine_table(rejected: Sequence[tuple[int, Refused]]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "position": int(refused.row["position"]),
                "known_at_ms": int(refused.row["known_at_ms"]),
                "rule": refused.rule,
                "reason": refused.reason,
                "row": json.dumps(dict(refused.row)),
                "partition": partition,
            }
            for partition, refused in rejected
        ],
        QUARANTINE,
    )
