"""The edge of the lakehouse: rows land in the forms that their contract allows, and what is quarantined is treated.

    land(log, lake, name, schema(contract), LandingEdge(contract, rules.check_rows, keys), progress)

Producers treat what they append (`WriteEdge(contract, "event_log")`). A row that came past them with a value in clear
where its class forbids it is refused like one that breaks a rule, as "pii <field>".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from andamio.contracts.model import Contract
from andamio.contracts.quality import Checked
from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import SINKS, WriteEdge
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import treatments

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row for the quarantine, treated."""

    row: Row
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class AtEdge:
    """A batch, judged."""

    accepted: pa.Table
    rejected: Sequence[Refused]


class LandingEdge:
    """A contract's check with the treatment of what it refuses; in place of the check itself."""

    def __init__(self, contract: Contract, check: Callable[[Sequence[Row]], Checked], keys: KeyRing | None) -> None:
        """Raises `UntreatedField` if a class needs a token and there are no keys."""
        self._check = check
        self._lake = WriteEdge(contract, "lakehouse", keys)
        self._quarantine = WriteEdge(contract, "quarantine", keys)
        purpose = SINKS["lakehouse"].purpose
        self._watched = [f.name for f in contract.fields if treatments(f.pii_class)[purpose] != "plain"]

    def __call__(self, rows: Sequence[Row]) -> AtEdge:
        """Judge and treat."""
        checked = self._check(rows)
        refused = [Refused(self._quarantine.damaged(r.row), r.rule, scrub(r.reason)) for r in checked.rejected]
        accepted = checked.accepted
        if self._watched:
            watched = accepted.select(self._watched).to_pylist()
            found = {place: names for place, row in enumerate(watched) if (names := self._lake.in_clear(row))}
            if found:
                for place, names in found.items():
                    [row] = accepted.slice(place, 1).to_pylist()
                    reason = f"{', '.join(names)} came in clear; treat it before it is appended to the log"
                    refused.append(Refused(self._quarantine.damaged(row), f"pii {names[0]}", reason))
                kept = [place for place in range(accepted.num_rows) if place not in found]
                accepted = accepted.take(pa.array(kept, pa.int64()))
        return AtEdge(accepted, refused)
