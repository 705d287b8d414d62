"""The limit of each tenant, in one JSON file that is replaced whole. For one process; its threads may share it."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

from andamio.errors import UserError

Record = Callable[[float | None], None]
"""Is told of the limit before, and must not return before the change is on record."""


class Limits:
    """Read once, at start; what is changed is on disk before it is in force."""

    def __init__(self, path: Path) -> None:
        """Raises `UserError` for a file that is none of this service's."""
        self._path, self._turn = path, threading.Lock()
        try:
            found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            self._limits = {str(tenant): float(limit) for tenant, limit in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            raise UserError(f"{path} holds no limits by tenant; choose another file with --limits") from None

    def of(self, tenant: str) -> float | None:
        """None where the tenant has set none."""
        return self._limits.get(tenant)

    def change(self, tenant: str, limit: float, record: Record) -> None:
        """Change a limit once `record` has it. A crash between the two leaves a record of a change that was not made."""
        with self._turn:
            record(self.of(tenant))
            changed = {**self._limits, tenant: limit}
            partial = self._path.with_name(f".{self._path.name}.partial")
            with partial.open("w", encoding="utf-8") as file:
                json.dump(changed, file, indent=2, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
            self._limits = changed
