"""What is not in any event, with the reason: a Delta table that with the events adds up to everything read.

contract     the contract that the row was meant for
reason       a short name: a rule of `invoices.LINE_RULES`, or one of the reasons below
detail       one sentence where the reason needs it, else null
invoice      of the line or event
line_number  of an order line, counted from 1; null for an event
rule         of the contract, the first that an event breaks, as in "range amount_minor"; null for other reasons
lines        order lines that this row stands for
row          the line or event, as JSON, in the form that `write_edges` gives it: customers are tokens, texts redacted
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import write_deltalake

from andamio.contracts.checks import Violation
from payment_events.invoices import CAPTURED, REVERSED, Event

BREAKS_CONTRACT = "breaks_contract"
PAYMENT_QUARANTINED = "payment_quarantined"

SCHEMA = pa.schema(
    [
        ("contract", pa.string()),
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("rule", pa.string()),
        ("invoice", pa.string()),
        ("line_number", pa.int64()),
        ("lines", pa.int64()),
        ("row", pa.string()),
    ]
)

CheckEvents = Callable[[Sequence[Event]], list[tuple[Violation, ...]]]
"""What is wrong with each event by its contract; nothing if it keeps it."""


def quarantined_lines(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The order lines of `classified` that have a reason."""
    return connection.sql(f"""
            SELECT if(kind = 'cancellation', '{REVERSED}', '{CAPTURED}') AS contract, reason, NULL::VARCHAR AS detail,
                NULL::VARCHAR AS rule, invoice, line_number::BIGINT AS line_number, 1::BIGINT AS lines,
                to_json(struct_pack(invoice, stock_code, description, quantity, local_time, unit_price,
                                    customer, country))::VARCHAR AS row
            FROM classified WHERE reason IS NOT NULL ORDER BY line_number
            """).to_arrow_table().cast(SCHEMA)


def admit(events: Sequence[Event], check: CheckEvents) -> tuple[list[Event], pa.Table]:
    """The events that keep their contract and, as a quarantine table, the others.

    A reversal is admitted only if its payment is: expects payments before their reversals.
    """
    admitted: list[Event] = []
    rejected: list[dict[str, Any]] = []
    payments: set[tuple[str, str]] = set()
    for event, violations in zip(events, check(events), strict=True):
        if violations:
            detail = "; ".join(violation.reason for violation in violations)
            rejected.append(_rejection(event, BREAKS_CONTRACT, detail, f"{violations[0].rule} {violations[0].field}"))
        elif event["contract"] == CAPTURED:
            payments.add((event["tenant"], event["event_id"]))
            admitted.append(event)
        elif (event["tenant"], event["payment_event_id"]) in payments:
            admitted.append(event)
        else:
            detail = f"payment {event['payment_event_id']} is quarantined itself"
            rejected.append(_rejection(event, PAYMENT_QUARANTINED, detail))
    return admitted, pa.Table.from_pylist(rejected, SCHEMA)


def _rejection(event: Event, reason: str, detail: str, rule: str | None = None) -> dict[str, Any]:
    return {
        "contract": event["contract"],
        "reason": reason,
        "detail": detail,
        "rule": rule,
        "invoice": event["event_id"].split(":")[0],
        "line_number": None,
        "lines": event["lines"],
        "row": json.dumps(event, ensure_ascii=False),
    }


def write_quarantine(folder: Path, table: pa.Table) -> None:
    """Replace the Delta table in `folder`."""
    write_deltalake(str(folder), table, mode="overwrite", schema_mode="overwrite")


def by_rule(table: pa.Table) -> dict[str, int]:
    """Events by contract and the rule that each breaks, as in "payment_captured range amount_minor", most first."""
    rows = zip(table["contract"].to_pylist(), table["rule"].to_pylist())
    return dict(Counter(f"{contract} {rule}" for contract, rule in rows if rule is not None).most_common())


def by_reason(table: pa.Table) -> list[dict[str, Any]]:
    """Rows and lines of each contract and reason, most lines first."""
    rows: Counter[tuple[str, str]] = Counter()
    lines: Counter[tuple[str, str]] = Counter()
    for contract, reason, count in zip(*(table[name].to_pylist() for name in ("contract", "reason", "lines"))):
        rows[contract, reason] += 1
        lines[contract, reason] += count
    return [
        {"contract": contract, "reason": reason, "rows": rows[contract, reason], "lines": count}
        for (contract, reason), count in sorted(lines.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
