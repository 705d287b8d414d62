"""Since when what ends in a rollback has been showing: the beginning of its detection.

A guard shows harm from the look at which its evidence rose above none, or its difference beyond the bound of harm, and
was not back at any look since. Silence shows from the last sign of life, the failure of a release as a whole from the
look at which half of the failures were there. Known to this process alone: after a restart it begins anew.
"""

from collections.abc import Iterable

from andamio.rollout.judgement.finding import Finding, Standing
from andamio.rollout.judgement.stable_health import StableHealth
from andamio.rollout.judgement.verdict import Verdict

FAILOVER = "failover"


class Suspicion:
    """Since when each guard has been showing harm, in ns since 1970."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str | None], int] = {}

    def look(self, verdict: Verdict | None, health: StableHealth | None, at_ns: int) -> None:
        """Take what one look found; without a verdict nothing of a rollout is suspected."""
        before, self._since = self._since, {}
        for finding in () if verdict is None else verdict.findings:
            if _shows(finding):
                key = (finding.guard, finding.segment)
                began = at_ns
                if verdict is not None and finding.guard == "silence":
                    began -= verdict.evidence.silent_ms * 1_000_000
                self._since[key] = before.get(key, began)
        if health is not None and 2 * health.bad >= health.share * health.least:
            self._since[FAILOVER, None] = before.get((FAILOVER, None), at_ns)

    def since(self, verdict: Verdict) -> int | None:
        """Since when the guards that roll back in `verdict` have been showing it; None if none does."""
        return self._first((f.guard, f.segment) for f in verdict.findings if f.standing is Standing.HARM)

    def since_failing(self) -> int | None:
        """Since when the release that answers has been failing; None if it does not."""
        return self._first([(FAILOVER, None)])

    def _first(self, keys: Iterable[tuple[str, str | None]]) -> int | None:
        return min((self._since[key] for key in keys if key in self._since), default=None)


def _shows(finding: Finding) -> bool:
    if finding.standing is Standing.HARM:
        return True
    if finding.guard == "silence":
        return finding.standing is not Standing.CLEAR
    if finding.evidence is not None:
        return finding.evidence > 0
    if finding.estimate is None or finding.harm is None:
        return False
    return (abs(finding.estimate) if finding.two_sided else finding.estimate) > finding.harm
