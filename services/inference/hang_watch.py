"""Ends a process whose event loop stands still: nothing else would, and what it was told to take back it would keep.

A model that never returns, run on the event loop or with the interpreter's lock in its hands, stops everything that a
replica could say or hear: it answers nobody, follows no table, and Ray's own check is answered from another thread. The
clock that is watched here is in a thread of C that needs no lock (`faulthandler`). It writes where each thread stood to
stderr, and ends the process. The register (`in_flight`) then says what was being executed, and whoever finds the process
dead puts that into quarantine.

A process that the system has stopped (SIGSTOP, a machine that is suspended) is ended when it goes on, unless Ray's check
has ended it before.
"""

import asyncio
import faulthandler

HUNG_AFTER_S = 5.0
"""Longer than what a machine under load keeps a process waiting; HAProxy looks elsewhere after 2 to 3 s."""
_TURNS = 5
_STDERR = 2


class HangWatch:
    """For one event loop; one in a process."""

    def __init__(self, hung_after_s: float = HUNG_AFTER_S) -> None:
        self._hung_after_s = hung_after_s
        self._turning: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Watch the running loop from now on."""
        self._turning = asyncio.get_running_loop().create_task(self._turn())

    def stop(self) -> None:
        """It may stand still from now on. May be called again."""
        if self._turning is not None:
            self._turning.cancel()
        faulthandler.cancel_dump_traceback_later()

    async def _turn(self) -> None:
        while True:
            # Winds the clock up again.
            faulthandler.dump_traceback_later(self._hung_after_s, exit=True, file=_STDERR)
            await asyncio.sleep(self._hung_after_s / _TURNS)
