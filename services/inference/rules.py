"""The declared fallback of last resort: a rule that needs neither features nor a model."""

from typing import Literal

# £1,000.00: 7.1% of the payments of Online Retail, few enough to be looked at.
REVIEW_FROM_MINOR = 100_000

Decision = Literal["review", "accept"]


def decide(amount_minor: int) -> Decision:
    """Review large payments, accept the others."""
    return "review" if amount_minor >= REVIEW_FROM_MINOR else "accept"
