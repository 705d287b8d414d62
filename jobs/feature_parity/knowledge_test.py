"""What a store holds of the log: range by range before the cut-over, from there on as far as the stream."""

import pyarrow as pa

from andamio.features.history_strategies import delivery
from andamio.features.knowledge import Knowledge
from andamio.features.online.online_store import Folded
from feature_parity.knowledge import known_rows

# Of events before 100 batch knows positions up to 7, as of a repair; of those before 200 up to 3; the stream 9.
KNOWLEDGE = Knowledge(200, (Folded(100, 7), Folded(200, 3)), {0: 9})


def test_each_range_knows_as_much_as_batch_has_folded_into_it() -> None:
    held = {(99, 7): True, (99, 8): False, (100, 3): True, (100, 4): False, (200, 9): True, (200, 10): False}
    deliveries = [delivery(position, event_time_ms=time, known_at_ms=time) for time, position in held]
    assert [KNOWLEDGE.holds(d) for d in deliveries] == list(held.values())
    table = pa.Table.from_pylist([dict(d.values) for d in deliveries])
    kept = known_rows(KNOWLEDGE, table)
    assert list(zip(kept["event_time_ms"].to_pylist(), kept["position"].to_pylist())) == [k for k in held if held[k]]
