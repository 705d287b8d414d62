"""How many payments a replica has in hand at a time: beyond it, a request is turned away rather than kept waiting.

TooBusy(InferenceError)    answered with 429 and a Retry-After
"""

import math

from inference.errors import InferenceError

# The share of each new time in the average: the last twenty count most.
_WEIGHT = 0.05


class TooBusy(InferenceError):
    """The request was not begun; it may be sent again after `retry_after_s`."""

    def __init__(self, detail: str, retry_after_s: int = 1) -> None:
        super().__init__(f"{detail}; try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class InFlight:
    """Counts payments from the request's head to its answer. For one event loop."""

    def __init__(self, at_most: int) -> None:
        """A request for more than `at_most` payments is let in where there is nothing else."""
        self._at_most = at_most
        self._typical_s = 0.0
        self.count = 0

    def enter(self, payments: int = 1) -> None:
        """Let in, or raise `TooBusy`."""
        if self.count + payments > self._at_most and self.count > 0:
            after_s = max(math.ceil(self._typical_s), 1)
            raise TooBusy(f"this replica has {self.count} payments in hand, of at most {self._at_most}", after_s)
        self.count += payments

    def leave(self, payments: int, took_s: float) -> None:
        """Answered, after this long."""
        self.count -= payments
        self._typical_s += _WEIGHT * (took_s - self._typical_s)
