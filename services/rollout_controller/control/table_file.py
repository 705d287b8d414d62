"""The routing table as the control loop writes it: a file that all replicas read."""

from pathlib import Path
from typing import Protocol

from andamio.rollout.routing_table import RoutingTable, read_table, write_table


class TableRouter(Protocol):
    """Where the control loop writes the routing table."""

    def read(self) -> RoutingTable | None:
        """The table as it is there, None if there is none; raises `InvalidDocument` if it is damaged."""

    def write(self, table: RoutingTable, durable: bool) -> None:
        """Replace it, whole or not at all; raises `StaleWriter` if a later controller has written."""


class TableFile:
    """The table at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> RoutingTable | None:
        """See `TableRouter`."""
        return read_table(self._path) if self._path.exists() else None

    def write(self, table: RoutingTable, durable: bool) -> None:
        """See `TableRouter`."""
        write_table(self._path, table, durable)
