"""Whether a scored payment was reversed, once that is final.

A decision names a payment as its request did, its customer by a token: by tenant, customer, event time and amount. The payment that was captured
with these is looked up among `payment_captured`, and its reversals among `payment_reversed`. The label is final when the
horizon has passed and the lateness within which a reversal may still arrive: positive and negative labels alike wait for
it, or those known early would all be positive and every calibration would look broken.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.offline.outcomes import Outcomes
from label_feedback.predictions import Prediction


class Unlabelled(StrEnum):
    """Why a prediction has no label."""

    NOT_FINAL = "not final yet"
    NOT_CAPTURED = "no such payment was captured"
    AMBIGUOUS = "several payments look like it"


class PaymentOutcomes:
    """What is known at `k_ms` of payments and their reversals."""

    def __init__(
        self,
        reversals: FeatureView,
        captured: Iterable[Delivery],
        reversed_: Iterable[Delivery],
        k_ms: int,
        horizon_ms: int,
        names: Callable[[str, str], Iterable[str]],
    ) -> None:
        """`reversals` is the view that says which reversals count; `horizon_ms` that of the model's training.

        `names` are what a tenant's customer may be called in decisions: its tokens. None of them is read back.
        """
        self._horizon_ms = horizon_ms
        self._k_ms = k_ms
        self._lateness_ms = reversals.lateness_ms
        self._outcomes = Outcomes(reversals, (d for d in reversed_ if d.known_at_ms <= k_ms), k_ms, "payment_event_id")
        self._payments: dict[tuple[str, str, int, int], set[str]] = defaultdict(set)
        for delivery in captured:
            # Any delivery: a request carried what was known then, which a correction may have changed since.
            if delivery.known_at_ms <= k_ms and not delivery.deleted:
                values = delivery.values
                for name in names(delivery.tenant, values["customer"]):
                    key = (delivery.tenant, name, delivery.event_time_ms, int(values["amount_minor"]))
                    self._payments[key].add(delivery.event_id)

    def label(self, prediction: Prediction) -> bool | Unlabelled:
        """Whether the payment was reversed within the horizon, or why that cannot be said."""
        t_ms = prediction.event_time_ms
        if t_ms + self._horizon_ms + self._lateness_ms > self._k_ms:
            return Unlabelled.NOT_FINAL
        key = (prediction.tenant, prediction.customer, t_ms, prediction.amount_minor)
        found = self._payments.get(key, set())
        if len(found) != 1:
            return Unlabelled.AMBIGUOUS if found else Unlabelled.NOT_CAPTURED
        [event_id] = found
        return self._outcomes.known_ms(prediction.tenant, event_id, t_ms, self._horizon_ms) is not None
