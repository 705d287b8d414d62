"""What the guards say at every look of a stage: how far from clear, and how far from a rollback."""

import math

import numpy as np

from andamio.rollout.judgement.verdict import SUSPICION
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.confidence import BOLDNESS, DIFFERENCES
from tests.bench.judges.running_evidence import log_mean, refusals, share_bounds
from tests.bench.judges.traffic import Floats, Integers

# What rounding may do: sums of some ten thousand terms, and bounds that the library finds by halving.
ROUNDING = 1e-8
_GRID = sorted({sign * d for d in DIFFERENCES for sign in (-1, 1)})
_NONE = -1e3  # the log of no wealth


class Guards:
    """Collects the guards of a stage."""

    def __init__(self, looks: Integers, settings: Settings, stage: str) -> None:
        self._settings = settings
        self._stage = stage
        self._pool: list[Floats] = []
        self._harm = np.full(len(looks), -np.inf)
        self.unclear = np.full(len(looks), -np.inf)
        """Below 0 where each guard so far is clear."""
        self.progress: dict[str, Floats] = {}
        """Evidence of harm of each guard, 1 rolls back; of segments the most."""

    def wealth(self, guard: str, wealth: Floats, pooled: bool = True) -> None:
        """Log evidence of harm of one guard, or of the segment that has most of it."""
        alpha = self._settings.alpha(guard, self._stage)
        progress = wealth / -math.log(alpha)
        self.progress[guard] = np.maximum(progress, self.progress.get(guard, progress))
        self.need(progress - SUSPICION)
        # Harm needs an observed difference too; what has the evidence is left to the controller's code.
        self._harm = np.maximum(self._harm, progress - 1)
        if pooled:
            self._pool.append(np.where(progress > 0, math.log(alpha) + wealth, _NONE))

    def need(self, unclear: Floats) -> None:
        """A condition of clear: below 0."""
        self.unclear = np.maximum(self.unclear, unclear)

    def mean(self, guard: str, places: Integers, values: Floats, looks: Integers) -> None:
        """A mean difference by betting: every mean beyond the margin refused."""
        tolerance: Tolerance = getattr(self._settings, guard)
        limit = math.log(2 / self._settings.alpha(guard, self._stage))
        inner = min(m for m in _GRID if m >= -tolerance.margin)
        beyond = min(m for m in _GRID if m > tolerance.harm)
        within = [(side * m, side) for side in (1, -1) for m in _GRID if m <= inner]
        outside = [(side * beyond, side) for side in (1, -1)]
        wealth = refusals(values, [*within, *outside], BOLDNESS)[np.searchsorted(places, looks)]
        self.need(limit - wealth[:, : len(within)].min(axis=1))
        # All means up to the one beyond harm are refused only if this one is.
        self._harm = np.maximum(self._harm, wealth[:, len(within) :].max(axis=1) - limit)

    def share(self, guard: str, bad: tuple[Floats, Floats], executions: tuple[Floats, Floats]) -> None:
        """A share of the candidate's executions and of stable's within the margin, where all guards so far are clear."""
        tolerance: Tolerance = getattr(self._settings, guard)
        alpha = self._settings.alpha(guard, self._stage) / 2
        near = np.flatnonzero((self.unclear < ROUNDING) & (bad[0] < executions[0]) & (bad[1] < executions[1]))
        unclear = np.full(len(self.unclear), np.inf)
        upper = share_bounds(bad[0][near], executions[0][near], alpha, +1)
        unclear[near] = upper - share_bounds(bad[1][near], executions[1][near], alpha, -1) - tolerance.margin
        self.need(unclear)

    def any_harm(self) -> Floats:
        """Below 0 where no guard has the evidence to roll back, nor all together."""
        together = log_mean(np.stack(self._pool, axis=1)) + math.log(len(self._pool))
        return np.asarray(np.maximum(self._harm, together))
