"""Contract of the replay: a slice is asked only when all that came before is applied, and every request is kept."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from andamio.features.event_log import EventLog
from quickstart import replay
from quickstart.errors import StepFailed
from quickstart.replay import Replay
from quickstart.slices import Slice

_CONTRACTS = {"paid": "payment_captured", "reversed": "payment_reversed"}


def _replay(log: EventLog, applied: Iterator[dict[str, int]], start_position: int) -> Replay:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody is there", request=request)

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return Replay(client, "http://score", log, lambda: next(applied), _CONTRACTS, start_position, lambda: None)


def _payment(event_id: str) -> dict[str, object]:
    fields = {"tenant": "t", "customer": "c", "event_time_ms": 1, "currency": "GBP", "amount_minor": 1}
    return {"event_id": event_id, "lines": 1, "distinct_products": 1, **fields}


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    """Position 0 is a reversal and 1 a payment of history; the stream starts at 2."""
    kept = EventLog(tmp_path)
    kept.append([("payment_reversed", {}), ("payment_captured", {})])
    return kept


def test_a_contract_without_events_since_the_start_of_the_stream_keeps_no_drain_waiting(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "_DRAIN_LIMIT_S", 0.05)
    log.append([("payment_captured", {})])
    # What the store says of a view for which the stream has read nothing yet.
    asyncio.run(_replay(log, iter([{"paid": 2, "reversed": -1}]), start_position=2).drain())


def test_a_drain_waits_for_the_last_event_of_every_contract(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append([("payment_captured", {}), ("payment_reversed", {})])
    reached = [{"paid": -1, "reversed": -1}, {"paid": 2, "reversed": -1}, {"paid": 2, "reversed": 3}]
    asked = iter(reached)
    asyncio.run(_replay(log, asked, start_position=2).drain())
    assert next(asked, None) is None
    monkeypatch.setattr(replay, "_DRAIN_LIMIT_S", 0.0)
    with pytest.raises(StepFailed, match="did not drain"):
        asyncio.run(_replay(log, iter(reached), start_position=2).drain())


def test_a_request_that_nobody_answers_is_kept_as_lost(log: EventLog) -> None:
    replayed = _replay(log, iter([{"paid": 2, "reversed": -1}]), start_position=2)
    part = Slice(0, 2, (_payment("p1"), _payment("p2")), (("payment_captured", {}),))
    asyncio.run(replayed.run([part], lambda: 1_000.0, lambda index, done: None))
    assert [(answer.request_id, answer.status) for answer in replayed.answers] == [("q-000001", 0), ("q-000002", 0)]
