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
from andamio.features.logs.event_log import EventLog

# Bounds the memory of a first landing: about 40 MB as Python rows.
ROWS_A_COMMIT = 50_000


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
    last_position: int
    """Of everything landed or quarantined; -1 if nothing was."""
    quarantined: int = 0
    broken_rules: Mapping[str, int] = field(default_factory=dict)
    """Quarantined rows by the first rule that each breaks, most first."""


def land(
    log: EventLog, lake: Lakehouse, contract: str, columns: pa.Schema, check: Check, progress: Callable[[str], None]
) -> Landed:
    """Append what the contract's table does not have yet. Raises `UserError` if the table is ahead of the log."""
    position, appended = lake.last_position(contract), 0
    if log.last_position(contract) < position:
        raise UserError(
            f"the lake holds {contract} up to position {position} and the log {log.root} ends at "
            f"{log.last_position(contract)}: it is another log; choose its own --lake"
        )
    lake.create(contract, columns)
    broken: Counter[str] = Counter()
    for deliveries in _batches(log, contract, position + 1):
        checked = check([delivery.values for delivery in deliveries])
        if checked.rejected:
            # Before the others land: killed in between, both are done again and the quarantine knows its rows.
            lake.quarantine(contract, _quarantine_table(checked.rejected))
            broken.update(refused.rule for refused in checked.rejected)
        table = pa.Table.from_arrays([checked.accepted[name] for name in columns.names], schema=columns)
        lake.append(contract, table, position, deliveries[-1].position)
        position = deliveries[-1].position
        appended += table.num_rows
        progress(f"{contract}: {appended:,} rows landed, up to position {position}")
    if broken:
        rules = ", ".join(f"{rule} ({count:,})" for rule, count in broken.most_common())
        progress(
            f"{contract}: {broken.total():,} rows break the contract and are in {lake.root}/quarantine/{contract}: {rules}; "
            "a stream may have counted them: append tombstones of the events, and find who appends unchecked rows"
        )
    return Landed(appended, position, broken.total(), dict(broken.most_common()))


def _batches(log: EventLog, contract: str, start_position: int) -> Iterator[list[Delivery]]:
    deliveries = log.read(contract, start_position)
    while batch := list(islice(deliveries, ROWS_A_COMMIT)):
        yield batch


def _quarantine_table(rejected: Sequence[Refused]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "position": int(refused.row["position"]),
                "known_at_ms": int(refused.row["known_at_ms"]),
                "rule": refused.rule,
                "reason": refused.reason,
                "row": json.dumps(dict(refused.row)),
            }
            for refused in rejected
        ],
        QUARANTINE,
    )
