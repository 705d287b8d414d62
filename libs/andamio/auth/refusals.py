"""What becomes of refused requests: each is counted, and the first few of every second are logged, without the token.

    andamio.auth.refused    counter, by reason (`missing`, `expired`, `tenant`, `purpose`, ...)

Whoever sends a flood of bad tokens makes the counter rise and fills no disk.
"""

import time
from collections.abc import Callable
from logging import Logger

from opentelemetry.metrics import Meter

from andamio.auth.guard import Refusal

LOGGED_A_SECOND = 10


class Refusals:
    """Call it with every refusal. Not exact about its limit between threads, which does no harm."""

    def __init__(self, meter: Meter, logger: Logger, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._counter = meter.create_counter(
            "andamio.auth.refused", "{request}", "Requests that authentication or policy refused, by reason"
        )
        self._logger, self._monotonic_s = logger, monotonic_s
        self._second, self._logged = 0, 0

    def __call__(self, refusal: Refusal) -> None:
        self._counter.add(1, {"reason": refusal.reason})
        second = int(self._monotonic_s())
        if second != self._second:
            self._second, self._logged = second, 0
        self._logged += 1
        if self._logged > LOGGED_A_SECOND:
            return
        fields: dict[str, object] = {"reason": refusal.reason}
        if refusal.principal is not None:
            fields |= {"subject": refusal.principal.subject, "issuer": refusal.principal.issuer}
        if refusal.access is not None:
            fields |= {"action": str(refusal.access.action), "resource": refusal.access.resource}
        self._logger.warning("a request was refused", extra={"fields": fields})
