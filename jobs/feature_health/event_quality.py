"""Do events keep their contracts? Those that landed in the window, and a sample of the log that streams read.

The sample is by a hash of tenant and key, so that it holds all of an entity's events in every window, or none of them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from andamio.contracts.compilers.arrow import schema
from andamio.contracts.model import Contract
from andamio.contracts.quality import Checked, QualityRules
from andamio.errors import UserError
from andamio.features.event import Delivery
from andamio.features.logs.event_log import DeliveryLog

LAKE, LOG = "lake", "log sample"
ROWS_A_BATCH = 10_000


@dataclass(slots=True)
class RulesKept:
    """Rows of one contract that were checked in one place."""

    contract: str
    where: str
    rows: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    """By the first rule that each breaks, as in "range amount_minor"."""

    def add(self, checked: Checked) -> None:
        self.rows += checked.rows
        self.failed.update(checked.by_rule())

    def document(self) -> dict[str, Any]:
        """As in the report."""
        failed = dict(sorted(self.failed.items(), key=lambda entry: (-entry[1], entry[0])))
        return {"contract": self.contract, "where": self.where, "rows": self.rows, "failed_by_rule": failed}


def check_landed(
    contract: Contract, deliveries: pa.Table, quarantined: pa.Table, from_ms: int, until_ms: int
) -> RulesKept:
    """All rows that became known in [from_ms, until_ms): those in the table, and those that landing has quarantined."""
    kept = RulesKept(contract.id, LAKE)
    known = pc.field("known_at_ms")
    window = (known >= from_ms) & (known < until_ms)
    landed = deliveries.filter(window)
    for column in schema(contract):
        # A column that came with a newer contract is in the table from the next landing on.
        if column.name not in landed.column_names:
            landed = landed.append_column(column.with_nullable(True), pa.nulls(landed.num_rows, column.type))
    kept.add(QualityRules(contract, logged=True).check_table(landed))
    refused = quarantined.filter(window)
    kept.rows += refused.num_rows
    kept.failed.update(refused["rule"].to_pylist())
    return kept


def check_log(
    contract: Contract, key_column: str, log: DeliveryLog, rate: float, from_ms: int, until_ms: int
) -> RulesKept:
    """A share `rate` of the keys' rows that were appended in [from_ms, until_ms)."""
    kept, rules = RulesKept(contract.id, LOG), QualityRules(contract, logged=True)
    window = (
        delivery
        for delivery in _deliveries(log, contract.name)
        if from_ms <= delivery.known_at_ms < until_ms and in_key_sample(delivery, key_column, rate)
    )
    fields = set(contract.field_names())
    for batch in _batches(window):
        # The partition belongs to the log, not to the row.
        kept.add(rules.check_rows([_without_partition(delivery.values, fields) for delivery in batch]))
    return kept


def _batches(deliveries: Iterable[Delivery]) -> Iterator[list[Delivery]]:
    """By partition, within which alone positions are unique."""
    batches: dict[int, list[Delivery]] = {}
    for delivery in deliveries:
        batch = batches.setdefault(delivery.partition, [])
        batch.append(delivery)
        if len(batch) == ROWS_A_BATCH:
            yield batches.pop(delivery.partition)
    yield from batches.values()


def _deliveries(log: DeliveryLog, contract: str) -> Iterator[Delivery]:
    try:
        yield from log.read(contract)
    except (KeyError, ValueError, TypeError) as error:
        raise UserError(
            f"the log has a line of {contract} that is no delivery ({type(error).__name__}); find who appended it"
        ) from None


def in_key_sample(delivery: Delivery, key_column: str, rate: float) -> bool:
    """Whether a delivery is among a share `rate` of the keys: the same keys in every window."""
    name = f"{delivery.tenant}\x1f{delivery.values.get(key_column)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) < rate * 2**64


def _without_partition(row: Mapping[str, Any], fields: set[str]) -> Mapping[str, Any]:
    if "partition" in fields or "partition" not in row:
        return row
    return {name: value for name, value in row.items() if name != "partition"}
