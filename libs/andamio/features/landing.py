"""From the event log to the lakehouse: each delivery lands once, whatever is killed or repeated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from andamio.errors import AndamioError, UserError
from andamio.features.event_log import EventLog
from andamio.features.lakehouse import Lakehouse

# Bounds the memory of a first landing: about 40 MB as Python rows.
ROWS_A_COMMIT = 50_000


class LandingError(AndamioError):
    """A row of the log does not have the contract's columns and types."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of one contract."""

    appended: int
    last_position: int
    """Of everything in the table; -1 if it is empty."""


def land(log: EventLog, lake: Lakehouse, contract: str, columns: pa.Schema, progress: Callable[[str], None]) -> Landed:
    """Append what the contract's table does not have yet. Raises `UserError` if the table is ahead of the log."""
    position, appended = lake.last_position(contract), 0
    if log.last_position(contract) < position:
        raise UserError(
            f"the lake holds {contract} up to position {position} and the log {log.root} ends at "
            f"{log.last_position(contract)}: it is another log; choose its own --lake"
        )
    lake.create(contract, columns)
    for table in _tables(log, contract, columns, position + 1):
        lake.append(contract, table, position)
        position = table["position"][-1].as_py()
        appended += table.num_rows
        progress(f"{contract}: {appended:,} rows landed, up to position {position}")
    return Landed(appended, position)


def _tables(log: EventLog, contract: str, columns: pa.Schema, start_position: int) -> Iterator[pa.Table]:
    rows = (dict(delivery.values) for delivery in log.read(contract, start_position))
    while chunk := list(islice(rows, ROWS_A_COMMIT)):
        try:
            table = pa.Table.from_pylist(chunk, columns)
        except (pa.ArrowException, TypeError, ValueError) as error:
            first, last = chunk[0].get("position"), chunk[-1].get("position")
            raise LandingError(
                f"a row of {contract} between positions {first} and {last} does not fit its contract "
                f"({type(error).__name__}); the producer must check rows before it appends them"
            ) from error
        for field in columns:
            if not field.nullable and table[field.name].null_count:
                raise LandingError(
                    f"a row of {contract} lacks '{field.name}', which its contract requires; "
                    "the producer must check rows before it appends them"
                )
        yield table
