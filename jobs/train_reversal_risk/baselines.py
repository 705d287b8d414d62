"""What a score must beat to be worth serving: two predictors that need no model.

    base rate               b, the share of reversed payments in training, for everybody
    customer's past rate    (r + m b) / (n + m)

where n counts the customer's payments whose 30 days had passed at t, r those of them that were known to be
reversed by t, and m, the weight of the base rate, is the one of `WEIGHTS` with the least log loss in training:
the baseline gets the same chance to learn as the models.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from andamio.models.metrics import Floats, Measured
from train_reversal_risk.labels import Example

WEIGHTS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


class PastRate:
    """The customer's own reversal rate, from what was known at each payment's time."""

    def __init__(self, history: Sequence[Example], base_rate: float, weight: float) -> None:
        self.base_rate = base_rate
        self.weight = weight
        """m: how many payments' worth of evidence the base rate is."""
        self._mature: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._reversed: dict[tuple[str, str], list[int]] = defaultdict(list)
        for example in history:
            key = example.payment.tenant, example.payment.customer
            self._mature[key].append(example.payment.mature_at_ms)
            if example.reversed_known_ms is not None:
                self._reversed[key].append(max(example.payment.mature_at_ms, example.reversed_known_ms))
        for times in (*self._mature.values(), *self._reversed.values()):
            times.sort()

    @classmethod
    def fitted(cls, examples: Sequence[Example], history: Sequence[Example]) -> "PastRate":
        """The rate over `history` whose weight explains the labels of `examples` best."""
        labels = np.array([example.label for example in examples], dtype=np.float64)
        base_rate = float(labels.mean())
        candidates = [cls(history, base_rate, weight) for weight in WEIGHTS]
        return min(candidates, key=lambda each: Measured(labels, each.scores(examples)).log_loss(np.ones_like(labels)))

    def scores(self, examples: Sequence[Example]) -> Floats:
        """The probability of each payment's label."""
        return np.array([self._score(example) for example in examples], dtype=np.float64)

    def _score(self, example: Example) -> float:
        key = example.payment.tenant, example.payment.customer
        n = bisect_right(self._mature.get(key, []), example.payment.t_ms)
        r = bisect_right(self._reversed.get(key, []), example.payment.t_ms)
        return (r + self.weight * self.base_rate) / (n + self.weight)
