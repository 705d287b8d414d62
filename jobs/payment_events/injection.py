"""The disorder of real delivery, added to clean events from a seed: late, duplicated, corrected and removed ones.

Event times, entities and ids stay; only arrivals are added or delayed, so an engine that honours lateness and
sequence numbers must cope. Each kind hits events independently, by its rate.

    late        first known minutes to two days after it happened
    too late    first known 8 to 14 days after: beyond the 7 days that the views allow, so it must not count
    duplicated  delivered again, the same in all but known_at
    corrected   delivered again with a higher sequence and another amount; one in ten overtakes the original
    removed     a tombstone with a still higher sequence
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from payment_events.event_file import log_order
from payment_events.invoices import Event

_MINUTE_MS = 60_000
_DAY_MS = 86_400_000
_OVERTAKING_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class InjectionRates:
    """Shares of the events hit by each kind of disorder, 0 to 1."""

    late: float = 0.03
    too_late: float = 0.002
    duplicated: float = 0.02
    corrected: float = 0.01
    removed: float = 0.003


def inject(
    events: Sequence[Event], seed: int, rates: InjectionRates | None = None
) -> tuple[list[Event], dict[str, int]]:
    """The events with disorder, in log order, and how many were hit by each kind. Same arguments, same result.

    `events` hold one delivery an event id; they are not changed.
    """
    rates = rates or InjectionRates()
    generator = np.random.default_rng(seed)
    size = len(events)

    def hit(rate: float) -> list[bool]:
        return (generator.random(size) < rate).tolist()  # type: ignore[no-any-return]

    def delay(shortest_ms: int, longest_ms: int) -> list[int]:
        # Log-uniform: most delays are short, some are long.
        exponents = generator.uniform(np.log(shortest_ms), np.log(longest_ms), size)
        return np.exp(exponents).astype(np.int64).tolist()  # type: ignore[no-any-return]

    hits = {kind: hit(getattr(rates, kind)) for kind in ("late", "too_late", "duplicated", "corrected", "removed")}
    late_by, too_late_by = delay(_MINUTE_MS, 2 * _DAY_MS), delay(8 * _DAY_MS, 14 * _DAY_MS)
    duplicate_after = delay(1, 3 * _DAY_MS)
    correction_after, removal_after = delay(1, 2 * _DAY_MS), delay(1, 2 * _DAY_MS)
    factors = generator.lognormal(0.0, 0.3, size).tolist()
    overtaking = hit(_OVERTAKING_SHARE)

    deliveries: list[Event] = []
    for i, event in enumerate(events):
        known = event["known_at_ms"]
        if hits["too_late"][i]:
            known += too_late_by[i]
        elif hits["late"][i]:
            known += late_by[i]
        original = {**event, "known_at_ms": known}
        deliveries.append(original)
        newest = original
        if hits["duplicated"][i]:
            deliveries.append({**original, "known_at_ms": known + duplicate_after[i]})
        if hits["corrected"][i]:
            amount = max(1, round(event["amount_minor"] * factors[i]))
            if amount == event["amount_minor"]:
                amount += 1
            newest = {
                **original,
                "amount_minor": amount,
                "sequence": event["sequence"] + 1,
                "known_at_ms": known + correction_after[i],
            }
            deliveries.append(newest)
            if overtaking[i]:
                original["known_at_ms"], newest["known_at_ms"] = newest["known_at_ms"], original["known_at_ms"]
        if hits["removed"][i]:
            known = max(original["known_at_ms"], newest["known_at_ms"]) + removal_after[i]
            deliveries.append({**newest, "sequence": event["sequence"] + 2, "deleted": True, "known_at_ms": known})
    counts = {kind: sum(flags) for kind, flags in hits.items()}
    counts["late"] = sum(late and not too_late for late, too_late in zip(hits["late"], hits["too_late"]))
    return sorted(deliveries, key=log_order), counts
