"""The catalog's contracts as the check that every event passes before it is written."""

from andamio.catalog.loading import load_catalog
from andamio.contracts.checks import check_row
from payment_events.invoices import CAPTURED, REVERSED, Event
from payment_events.quarantine import CheckEvent


def contract_gate() -> CheckEvent:
    """A check of events against version 1 of their contracts in the packaged catalog."""
    catalog = load_catalog()
    contracts = {name: catalog.contracts[f"{name}@1"] for name in (CAPTURED, REVERSED)}

    def check(event: Event) -> list[str]:
        row = {name: value for name, value in event.items() if name != "contract"}
        return [violation.reason for violation in check_row(contracts[event["contract"]], row)]

    return check
