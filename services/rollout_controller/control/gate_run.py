"""The gates of one rollout, run beside the control loop, which must not wait for a model that loads slowly or hangs."""

import threading
from collections.abc import Callable

from andamio.rollout.machine.state_machine import Check, GateReport
from rollout_controller.control.operations import Operations

Gates = Callable[[str], GateReport]


class GateRun:
    """Starts `gates(release_id)`; `report` gives its result once there is one."""

    def __init__(self, rollout_id: str, release_id: str, gates: Gates, operations: Operations) -> None:
        self.rollout_id = rollout_id
        self._operations = operations
        self._report: GateReport | None = None
        # A daemon: gates that hang keep neither the process nor the next rollout.
        threading.Thread(target=self._run, args=(release_id, gates), name=f"gates-{rollout_id}", daemon=True).start()

    def report(self) -> GateReport | None:
        """What the gates found, None while they run."""
        return self._report

    def _run(self, release_id: str, gates: Gates) -> None:
        began = self._operations.clock_ns()
        try:
            self._report = gates(release_id)
        except Exception as error:  # noqa: BLE001  a gate that breaks down has not been passed, whatever broke
            self._report = GateReport((Check("gates", False, f"broke down with {type(error).__name__}: {error}"),))
        refused = None if self._report.passed else "refused"
        self._operations.record("gates", began, self._operations.clock_ns(), refused)
