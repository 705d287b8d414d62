"""The label: was this payment reversed, in whole or in part, within 30 days?

A payment is *mature* at k when its 30 days had passed by k, and a label is made of what was known by k: so the
same payment may have a label as of one day and none as of an earlier one. Duplicates, corrections and
tombstones are resolved, and late deliveries left out, as the features' engines do it.

What a payment's request carried is its first delivery: a correction that became known afterwards was not there
when the payment was to be scored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.offline.outcomes import Outcomes
from andamio.features.oracle import counted_events

HORIZON_MS = 30 * 24 * 3_600_000
"""A reversal counts from the payment up to and including this much later."""
REQUEST_FIELDS = ("amount_minor", "lines", "distinct_products")


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment to be scored at its own time."""

    event_id: str
    tenant: str
    customer: str
    t_ms: int
    """Its event time, ms UTC."""
    request: tuple[int, ...]
    """The request fields, in their order."""

    @property
    def mature_at_ms(self) -> int:
        """The first time at which its label is certain."""
        return self.t_ms + HORIZON_MS


@dataclass(frozen=True, slots=True)
class Example:
    """A mature payment and its label."""

    payment: Payment
    reversed_known_ms: int | None
    """When its first counted reversal within the horizon became known; None if it had none."""

    @property
    def label(self) -> int:
        return int(self.reversed_known_ms is not None)


def payments_known_by(view: FeatureView, deliveries: Iterable[Delivery], k_ms: int) -> list[Payment]:
    """The counted payments known by `k_ms`, by (event time, event id); `view` says what counts."""
    known = [delivery for delivery in deliveries if delivery.known_at_ms <= k_ms]
    first: dict[tuple[str, str], Delivery] = {}
    for delivery in sorted(known, key=lambda d: d.position):
        first.setdefault(delivery.identity, delivery)
    return [
        Payment(
            event_id=counted.event_id,
            tenant=counted.tenant,
            customer=counted.values[view.key_column],
            t_ms=counted.event_time_ms,
            request=tuple(int(first[counted.identity].values[name]) for name in REQUEST_FIELDS),
        )
        for counted in counted_events(view, known, k_ms)
    ]


def examples_known_by(
    payments: Sequence[Payment], reversals: FeatureView, deliveries: Iterable[Delivery], k_ms: int
) -> list[Example]:
    """Those of `payments` that are mature at `k_ms`, in their order, labelled with what was known by then."""
    outcomes = Outcomes(reversals, deliveries, k_ms, "payment_event_id")
    return [
        Example(payment, outcomes.known_ms(payment.tenant, payment.event_id, payment.t_ms, HORIZON_MS))
        for payment in payments
        if payment.mature_at_ms <= k_ms
    ]
