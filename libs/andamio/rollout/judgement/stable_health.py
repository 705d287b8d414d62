"""Whether the release that answers everything has failed as a whole: what the controller moves traffic away for.

This is the one decision that is no sequential test: where there is nothing left to compare with, a share of failures
that no working model shows, over the last executions, is the definition of total failure. It is a threshold, chosen
loud (`Settings.failover_share`), and says nothing of a probability. A release that is merely worse stays. The threshold
goes with the health, so that a recorded failover can be decided again from its evidence alone.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.settings import Settings


@dataclass(frozen=True, slots=True)
class StableHealth:
    """The last executions of the release that answers, at most `Settings.failover_requests` of them."""

    release: str
    executions: int
    bad: int
    """Of them, those that raised, ran past their deadline or gave no number."""
    least: int
    """Executions without which nothing is decided: the release's `Settings.failover_requests`."""
    share: float
    """Share of bad ones from which on it has failed as a whole: the release's `Settings.failover_share`."""

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "StableHealth":
        """What `to_document` recorded."""
        return cls(**document)

    def to_text(self) -> str:
        """One clause, for a reason."""
        return f"{self.release} failed {self.bad} of its last {self.executions} executions"


def failed_as_a_whole(health: StableHealth) -> bool:
    """The verdict: a pure function, so that a recorded one can be given again."""
    return health.executions >= health.least and health.bad >= health.share * health.executions


class LastExecutions:
    """Counts the last executions of one release."""

    def __init__(self, release: str, settings: Settings) -> None:
        """`settings` are those of the release itself, not of a candidate beside it."""
        self.release = release
        self._share = settings.failover_share
        self._last: deque[bool] = deque(maxlen=settings.failover_requests)
        self._bad = 0

    def add(self, bad: bool) -> None:
        """Take one execution, in the order of the log."""
        if len(self._last) == self._last.maxlen:
            self._bad -= self._last[0]
        self._last.append(bad)
        self._bad += bad

    def health(self) -> StableHealth:
        """What they show."""
        assert self._last.maxlen is not None
        return StableHealth(self.release, len(self._last), self._bad, self._last.maxlen, self._share)
