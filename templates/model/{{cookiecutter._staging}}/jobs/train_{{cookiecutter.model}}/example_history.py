"""A small seeded history of {{ cookiecutter.event }}, for tests: some are active, most are not."""

from typing import Any

import numpy as np
import pyarrow as pa

DAY_MS = 86_400_000
START_MS = 1_600_000_000_000
DAYS = 120
TRAIN_UNTIL_MS = START_MS + DAYS * DAY_MS

Row = dict[str, Any]


def event(event_id: str, key: str, t_ms: int, **changes: Any) -> Row:
    """One delivery; known when it happened unless `changes` says otherwise."""
    row = {
        "event_id": event_id,
        "tenant": "shop",
        "{{ cookiecutter.entity }}": key,
        "currency": "{{ cookiecutter.currency }}",
        "amount_minor": 1_000,
        "event_time_ms": t_ms,
        "known_at_ms": t_ms,
        "sequence": 1,
        "deleted": False,
        "contract_version": "1",
    }
    return {**row, **changes}


def deliveries(rows: list[Row]) -> pa.Table:
    """With positions in the order in which they became known."""
    known = sorted(rows, key=lambda row: int(row["known_at_ms"]))
    return pa.Table.from_pylist([{**row, "position": position} for position, row in enumerate(known)])


def history(seed: int, count: int = 800, keys: int = 60) -> list[Row]:
    """Events in time order."""
    random = np.random.default_rng(seed)
    activity = random.gamma(0.5, 1.0, keys)
    times = np.sort(random.integers(0, DAYS * DAY_MS, count))
    chosen = random.choice(keys, count, p=activity / activity.sum())
    amounts = random.lognormal(8, 1, count).astype(int) + 1
    return [
        event(f"e{number}", f"k{key}", START_MS + int(time), amount_minor=int(amount))
        for number, (time, key, amount) in enumerate(zip(times, chosen, amounts))
    ]
