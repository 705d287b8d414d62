"""The embedded event log: append-only files of JSON lines, one folder a contract, positions across all.

    <root>/<contract>/<first position>-<last position>.ndjson

A file appears by rename, so a reader that ignores dot-files never sees half of one. One writer at a time.
`KafkaLog` takes this place at scale; `DeliveryLog` is what they have in common.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from andamio.features.event import Delivery


class DeliveryLog(Protocol):
    """Where events are appended once, and read in the order in which an entity's were appended."""

    def append(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> object:
        """Append (contract, row) pairs; all are in the log when it returns."""

    @property
    def place(self) -> str:
        """Where it is, for messages."""

    def read(self, contract: str, start_positions: Mapping[int, int] | None = None) -> Iterator[Delivery]:
        """The contract's deliveries from these positions on, by position within a partition.

        A partition that is not among them is read from its beginning.
        """

    def end_positions(self, contract: str) -> Mapping[int, int]:
        """The position that the contract's next delivery gets, by partition, if no other contract's comes before it."""


class EventLog:
    """Append to and read from the log under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def place(self) -> str:
        """See `DeliveryLog.place`."""
        return str(self.root)

    def next_position(self) -> int:
        """The position that the next appended event gets; 0 for an empty log."""
        return 1 + max((_last_position(path) for path in self.root.glob("*/[0-9]*.ndjson")), default=-1)

    def last_position(self, contract: str) -> int:
        """The highest position of one contract's events, -1 if it has none."""
        return max((_last_position(path) for path in (self.root / contract).glob("[0-9]*.ndjson")), default=-1)

    def end_positions(self, contract: str) -> dict[int, int]:
        """See `DeliveryLog.end_positions`; it has one partition."""
        return {0: self.last_position(contract) + 1}

    def append(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        """Append (contract, row) pairs in order, giving each its position; returns the next free position.

        Rows carry everything but `position`; `known_at_ms` must not fall within the log. The batch is one
        file a contract; nothing is visible until it is whole.
        """
        position = self.next_position()
        batches: dict[str, list[str]] = {}
        bounds: dict[str, tuple[int, int]] = {}
        for contract, row in rows:
            line = json.dumps({**row, "position": position}, separators=(",", ":"))
            batches.setdefault(contract, []).append(line)
            bounds[contract] = (bounds.get(contract, (position, 0))[0], position)
            position += 1
        for contract, lines in batches.items():
            folder = self.root / contract
            folder.mkdir(parents=True, exist_ok=True)
            first, last = bounds[contract]
            name = f"{first:012d}-{last:012d}.ndjson"
            partial = folder / f".{name}"
            partial.write_text("\n".join(lines) + "\n", encoding="utf-8")
            partial.rename(folder / name)
        return position

    def read(self, contract: str, start_positions: Mapping[int, int] | None = None) -> Iterator[Delivery]:
        """The contract's deliveries, by position; see `DeliveryLog.read`."""
        start_position = (start_positions or {}).get(0, 0)
        for path in sorted((self.root / contract).glob("[0-9]*.ndjson")):
            if _last_position(path) < start_position:
                continue
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    delivery = Delivery.from_row(json.loads(line))
                    if delivery.position >= start_position:
                        yield delivery


def _last_position(path: Path) -> int:
    return int(path.stem.split("-")[1])
