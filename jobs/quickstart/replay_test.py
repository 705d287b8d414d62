"""Contract of the replay: every request is asked once and kept whatever became of it, and none before its slice's drain.

Inference and the store are stand-ins here; the end-to-end test has the real ones.
"""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from andamio.features.logs.event_log import EventLog
from quickstart.errors import StepFailed
from quickstart.replay import Replay
from quickstart.slices import Slice

VIEW, CONTRACT = "customer_payments@1", "payment_captured"
ANSWER = {"release": "r1", "score": 0.2, "degraded": None, "table_version": 3}


def _payment(number: int) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "tenant": "shop",
        "customer": "c1",
        "event_time_ms": number,
        "known_at_ms": number,
        "sequence": 1,
        "deleted": False,
        "currency": "GBP",
        "amount_minor": 100,
        "lines": 1,
        "distinct_products": 1,
    }


def _slices(count: int, size: int) -> list[Slice]:
    payments = [[_payment(part * size + index) for index in range(size)] for part in range(count)]
    return [
        Slice(part * size, (part + 1) * size, tuple(rows), tuple((CONTRACT, row) for row in rows))
        for part, rows in enumerate(payments)
    ]


def _replay(
    tmp_path: Path, parts: list[Slice], answer: Callable[[dict[str, Any], EventLog], httpx.Response], lag: int = 0
) -> Replay:
    """Replay against `answer`; the store applies the whole log `lag` polls after it has grown."""
    log = EventLog(tmp_path / "log")
    polls = [0]

    def applied() -> dict[str, int]:
        polls[0] += 1
        return {VIEW: log.last_position(CONTRACT) if polls[0] % (lag + 1) == 0 else -1}

    async def run() -> Replay:
        transport = httpx.MockTransport(lambda request: answer(json.loads(request.content), log))
        async with httpx.AsyncClient(transport=transport) as client:
            replay = Replay(client, "http://test/score", log, applied, {VIEW: CONTRACT}, 0, check=lambda: None)
            await replay.run(parts, lambda: 10_000.0, lambda index, part: None)
            return replay

    return asyncio.run(run())


def test_every_payment_is_asked_once_and_its_answer_kept(tmp_path: Path) -> None:
    replay = _replay(tmp_path, _slices(3, 20), lambda body, log: httpx.Response(200, json=ANSWER))
    assert sorted(answer.request_id for answer in replay.answers) == [f"q-{number:06}" for number in range(1, 61)]
    assert {answer.answered_by for answer in replay.answers} == {"r1"}
    assert len(replay.drains_s) == 3


def test_a_request_is_asked_when_all_before_its_slice_is_drained_and_nothing_of_its_slice_is_in_the_log(
    tmp_path: Path,
) -> None:
    seen: list[tuple[int, int]] = []

    def answer(body: dict[str, Any], log: EventLog) -> httpx.Response:
        seen.append((body["event_time_ms"], log.next_position()))
        return httpx.Response(200, json=ANSWER)

    _replay(tmp_path, _slices(3, 10), answer, lag=2)
    assert all(position == event_time // 10 * 10 for event_time, position in seen)


def test_errors_time_outs_and_garbage_are_kept_as_requests_without_an_answer(tmp_path: Path) -> None:
    def answer(body: dict[str, Any], log: EventLog) -> httpx.Response:
        match body["event_time_ms"]:
            case 0:
                raise httpx.ReadTimeout("late")
            case 1:
                return httpx.Response(503, json={"title": "not ready"})
            case 2:
                return httpx.Response(200, content=b"not json")
        return httpx.Response(200, json=ANSWER)

    replay = _replay(tmp_path, _slices(1, 5), answer)
    assert sorted(answer.status for answer in replay.answers) == [0, 0, 200, 200, 503]
    assert sum(answer.answered_by == "error" for answer in replay.answers) == 3


def test_a_stream_that_stops_draining_stops_the_replay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quickstart.replay._DRAIN_LIMIT_S", 0.2)
    with pytest.raises(StepFailed, match="did not drain"):
        _replay(tmp_path, _slices(1, 2), lambda body, log: httpx.Response(200, json=ANSWER), lag=10**9)


def test_a_contract_of_which_nothing_is_streamed_yet_keeps_no_drain_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quickstart.replay._DRAIN_LIMIT_S", 0.2)
    log = EventLog(tmp_path)
    # Position 0 is of history, the stream reads from 1 on: of reversals the store has applied nothing.
    log.append([("payment_reversed", {})])
    log.append([(CONTRACT, _payment(1))])
    contracts = {VIEW: CONTRACT, "customer_reversals@1": "payment_reversed"}
    applied = {VIEW: 1, "customer_reversals@1": -1}

    async def drain() -> None:
        async with httpx.AsyncClient() as client:
            await Replay(client, "http://test", log, lambda: applied, contracts, 1, check=lambda: None).drain()

    asyncio.run(drain())
    log.append([("payment_reversed", {})])
    with pytest.raises(StepFailed, match="did not drain"):
        asyncio.run(drain())
