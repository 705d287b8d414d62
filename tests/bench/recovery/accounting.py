"""Every request is accounted for exactly once: the client's ledger against the decision log, by request id.

answered, logged once              as it should be
failed, not logged                 the client knows; the process died before it decided
failed, logged once                decided and logged, but the answer was lost on its way
answered, not logged, process died its line waited for a shadow, or for its file, in a process that was killed
-- and never --
lost                               answered, not logged, and no process died
doubled                            logged more than once
unknown                            logged, never sent
unanswered                         sent, neither answered nor failed
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """How many requests ended how."""

    sent: int
    answered: int
    """Answered and logged once."""
    failed: int
    """Failed at the client and not logged."""
    failed_and_logged: int
    lost: int
    doubled: int
    unknown: int
    unanswered: int

    @property
    def whole(self) -> bool:
        """Whether every request is accounted for, once."""
        ends = self.answered + self.failed + self.failed_and_logged
        return ends == self.sent and not (self.lost or self.doubled or self.unknown or self.unanswered)


def account(
    sent: Collection[str],
    answered: Collection[str],
    failed: Collection[str],
    logged: Mapping[str, int],
) -> Account:
    """Account for `sent`; `logged` is how often the log has each id."""
    ids, answers, failures = set(sent), set(answered), set(failed)
    ends: Counter[str] = Counter()
    for request_id in ids:
        times = logged.get(request_id, 0)
        if times > 1:
            ends["doubled"] += 1
        elif request_id in answers:
            ends["answered" if times else "lost"] += 1
        elif request_id in failures:
            ends["failed_and_logged" if times else "failed"] += 1
        else:
            ends["unanswered"] += 1
    return Account(
        sent=len(ids),
        answered=ends["answered"],
        failed=ends["failed"],
        failed_and_logged=ends["failed_and_logged"],
        lost=ends["lost"],
        doubled=ends["doubled"],
        unknown=sum(1 for request_id in logged if request_id not in ids),
        unanswered=ends["unanswered"],
    )
