"""Whether a release decides otherwise at the same scores: decisions that depart from the rule that stable has shown.

Of a decision that is a threshold on the score, the highest score that stable has let pass and the lowest that it has sent
to review tell all. A decision departs upwards (+1) if it sends a score to review that is no higher than one that stable
has let pass, downwards (-1) if it lets a score pass that is no lower than one that stable has sent to review. Stable with
a threshold never departs from itself, and a candidate with another threshold departs at every score between the two, always
in the same direction; of the decisions that merely changed (`flips`) most are noise of the scores around the threshold, in
both directions.

Where decisions are no threshold on the score, the two scores overlap, stable departs as well, and what is left is whose
decision departs more: down to whose decision is review, which is flips again. The rule is of earlier pairs, so releases that
are exchangeable on a request depart as likely one way as the other, whatever the rule.
"""

import math


class DecisionRule:
    """The scores that stable lets pass and those that it sends to review, as far as it has shown."""

    __slots__ = ("_passed", "_reviewed")

    def __init__(self) -> None:
        self._passed = -math.inf
        self._reviewed = math.inf

    def departs(self, score: float, review: bool) -> int:
        """+1 if a decision is stricter than stable's rule at this score, -1 if it is laxer, 0 if it is as, or unknown."""
        if review:
            return 1 if score <= self._passed else 0
        return -1 if score >= self._reviewed else 0

    def difference(self, candidate: tuple[float, bool], stable: tuple[float, bool]) -> int:
        """Whose decision, of a score and whether it was sent to review, departs more upwards: +1, 0 or -1."""
        ours, theirs = self.departs(*candidate), self.departs(*stable)
        return (ours > theirs) - (ours < theirs)

    def learn(self, score: float, review: bool) -> None:
        """Take a decision of stable, after it was measured."""
        if review:
            self._reviewed = min(self._reviewed, score)
        else:
            self._passed = max(self._passed, score)
