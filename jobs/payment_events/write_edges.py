"""In what form events and quarantined rows are written: by the PII classes of their contracts.

An order line has no contract in the catalog, for nothing is built on it; `ORDER_LINE` says of its columns what is
needed here. A description is free text: shops write into it what they like.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from andamio.catalog.loading import load_catalog
from andamio.contracts.model import Contract, Field
from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import WriteEdge
from andamio.pii.tokens import KeyRing
from payment_events.invoices import CAPTURED, REVERSED, TENANT, Event

ORDER_LINE = Contract(
    name="order_line",
    version="1.0.0",
    urn="urn:andamio:payments:order_line",
    status="active",
    owner="payments-platform",
    description="One line of an invoice, as the shop's file has it",
    fields=(
        Field("invoice", "string", pattern="[A-Z]?[0-9]{1,12}"),
        Field("stock_code", "string", pattern="[0-9A-Za-z]{1,12}"),
        Field("description", "string", pii_class="free_text"),
        Field("quantity", "integer"),
        Field("local_time", "string", pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?"),
        Field("unit_price", "number"),
        Field("customer", "string", pii_class="identifier"),
        Field("country", "string", pii_class="quasi_identifier"),
    ),
)


class WriteEdges:
    """The ways into events.ndjson and into the quarantine."""

    def __init__(self, keys: KeyRing, contracts: Mapping[str, Contract] | None = None) -> None:
        """`contracts` by id: by default the packaged catalog's."""
        contracts = load_catalog().contracts if contracts is None else contracts
        self._events = {name: WriteEdge(contracts[f"{name}@1"], "event_log", keys) for name in (CAPTURED, REVERSED)}
        self._broken = {name: WriteEdge(contracts[f"{name}@1"], "quarantine", keys) for name in (CAPTURED, REVERSED)}
        self._lines = WriteEdge(ORDER_LINE, "quarantine", keys)

    def events(self, events: Iterable[Event]) -> list[Event]:
        """As the log takes them."""
        return [self._event(event) for event in events]

    def quarantine(self, table: pa.Table) -> pa.Table:
        """The table with rows and details as they may be kept."""
        rows = zip(*(table[name].to_pylist() for name in ("contract", "line_number", "row")), strict=True)
        details = [None if detail is None else scrub(detail) for detail in table["detail"].to_pylist()]
        treated = pa.array([self._row(*row) for row in rows], pa.string())
        for name, values in (("detail", pa.array(details, pa.string())), ("row", treated)):
            table = table.set_column(table.schema.get_field_index(name), name, values)
        return table

    def _event(self, event: Event) -> Event:
        row = {name: value for name, value in event.items() if name != "contract"}
        return {"contract": event["contract"], **self._events[event["contract"]].row(row)}

    def _row(self, contract: str, line_number: int | None, row: str) -> str:
        document: dict[str, Any] = json.loads(row)
        if line_number is not None:
            treated = self._lines.damaged(document, TENANT)
        else:
            document.pop("contract")
            treated = {"contract": contract, **self._broken[contract].damaged(document)}
        return json.dumps(treated, ensure_ascii=False)
