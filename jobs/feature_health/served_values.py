"""What the feature API says that it served: its sampled log of answers, with the positions that each one saw.

The key of a line is a token, and is revealed here: what was served is recomputed from the customer's own events. One line a
view and entity, in files that appear by rename. A line is not compared if the API had no values to give.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.features.components import Value
from andamio.features.knowledge import Knowledge
from andamio.features.online.log_position import from_json
from andamio.features.online.online_store import Folded
from andamio.whole_lines import whole_lines

RevealKey = Callable[[str, str, str], str]
"""The key of (view, tenant, key as logged)."""
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class ServedView:
    """One view's features of one entity, as answered."""

    view: str
    tenant: str
    key: str
    served_at_ms: int
    as_of_ms: int
    status: str
    knowledge: Knowledge
    values: Mapping[str, Value]
    """By the features' own names."""

    @property
    def hour_ms(self) -> int:
        """The start of the hour of serving, ms UTC."""
        return self.served_at_ms // _HOUR_MS * _HOUR_MS

    @property
    def has_values(self) -> bool:
        """False for too_old and unavailable, where the API says that it does not know."""
        return self.status not in ("too_old", "unavailable")


def read_served(folder: Path, from_ms: int, until_ms: int, reveal: RevealKey) -> Iterator[ServedView]:
    """The answers with `served_at_ms` in [from_ms, until_ms). A last line cut by a kill is left out."""
    files = sorted(folder.glob("*.ndjson")) if folder.is_dir() else []
    if not files:
        raise UserError(f"there are no served values in {folder}; start feature_api with --served-log, or correct it")
    for file in files:
        for number, line in whole_lines(file):
            try:
                served = _parse(json.loads(line), reveal)
            except (ValueError, KeyError, TypeError, AttributeError):
                raise UserError(f"line {number} of {file} is not of a log of served values; correct --served") from None
            if from_ms <= served.served_at_ms < until_ms:
                yield served


def _parse(line: Mapping[str, Any], reveal: RevealKey) -> ServedView:
    cutover_ms = line["cutover_ms"]
    return ServedView(
        view=line["view"],
        tenant=line["tenant"],
        key=reveal(line["view"], line["tenant"], line["key"]),
        served_at_ms=int(line["served_at_ms"]),
        as_of_ms=int(line["as_of_ms"]),
        status=line["status"],
        knowledge=Knowledge(
            cutover_ms=None if cutover_ms is None else int(cutover_ms),
            folded=[Folded(int(until_ms), from_json(position)) for until_ms, position in line["folded"]],
            applied_positions={
                int(partition): int(position) for partition, position in line["applied_positions"].items()
            },
        ),
        values=dict(line["values"]),
    )
