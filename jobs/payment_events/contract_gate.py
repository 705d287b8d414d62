"""The catalog's contracts as the check that every event passes before it is written: a batch at a time, in one pass."""

from collections.abc import Sequence

from andamio.catalog.loading import load_catalog
from andamio.contracts.checks import Violation
from andamio.contracts.quality import QualityRules
from payment_events.invoices import CAPTURED, REVERSED, Event
from payment_events.quarantine import CheckEvents


def contract_gate() -> CheckEvents:
    """A check of events against version 1 of their contracts in the packaged catalog."""
    catalog = load_catalog()
    rules = {name: QualityRules(catalog.contracts[f"{name}@1"]) for name in (CAPTURED, REVERSED)}

    def check(events: Sequence[Event]) -> list[tuple[Violation, ...]]:
        found: list[tuple[Violation, ...]] = [()] * len(events)
        for contract, rule in rules.items():
            places = [place for place, event in enumerate(events) if event["contract"] == contract]
            rows = [{name: value for name, value in events[place].items() if name != "contract"} for place in places]
            checked = rule.check_rows(rows)
            for index, rejected in zip(checked.places, checked.rejected):
                found[places[index]] = rejected.violations
        return found

    return check
