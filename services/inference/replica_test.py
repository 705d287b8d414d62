import asyncio
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from andamio.pii.tokens import of_tenant
from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.routing_table import entity_of
from andamio.rollout.settings import Settings
from inference.errors import NotReady
from inference.harness import KEYS, NOW_MS, Bench, expected_score, request, settle
from inference.limits import TooBusy
from inference.quarantine import Quarantine
from inference.replica import Replica
from inference.request import ScoreResponse
from inference.routing import Routing

CANARY: dict[str, Any] = {
    "version": 5,
    "candidate": "candidate",
    "candidate_weight": 1.0,
    "shadow_share": 1.0,
    "stage": "canary",
}
SHADOW = CANARY | {"candidate_weight": 0.0, "stage": "shadow"}
ERROR = {"kind": "error", "starts": "canary"}


def answer(bench: Bench, **fields: Any) -> tuple[ScoreResponse, dict[str, Any]]:
    """The answer to one request, and its line in the log."""
    answers = []

    async def ask(replica: Replica, _: Routing) -> None:
        answers.append(await replica.score(request(**fields)))

    (line,) = bench.run(ask)
    return answers[0], line


def test_stable_alone_answers_with_its_score_and_logs_what_it_saw(bench: Bench) -> None:
    bench.write()

    response, line = answer(bench)

    assert response.release == "stable"
    assert response.score == pytest.approx(expected_score(0.0))
    assert (response.decision, response.degraded) == ("review", None)
    assert response.features.applied_position == {"customer_payments@1": 7}
    assert line["primary"]["release"] == "stable"
    assert line["primary"]["outcome"] == "ok"
    assert line["answered_by"] == "stable"
    assert line["shadow"] is None
    assert line["at_ms"] == NOW_MS
    assert line["features"]["values"] == {"customer_payments__payments_count_24h": 3}
    assert line["request"]["amount_minor"] == 20_000


def test_the_score_decides_at_the_packages_threshold(bench: Bench) -> None:
    bench.write()
    bench.features.count = 0

    assert answer(bench, amount_minor=20_000)[0].decision == "accept"


def test_shadow_scores_the_same_features_once_read(bench: Bench) -> None:
    bench.write(**SHADOW)

    response, line = answer(bench)

    assert response.release == "stable"
    assert bench.features.reads == 1
    assert line["shadow"]["release"] == "candidate"
    assert line["shadow"]["score"] == pytest.approx(expected_score(1.0))


def test_in_canary_the_candidate_answers_and_stable_is_the_mirror(bench: Bench) -> None:
    bench.write(**CANARY)

    response, line = answer(bench)

    assert response.release == "candidate"
    assert response.score == pytest.approx(expected_score(1.0))
    assert line["shadow"]["release"] == "stable"
    assert line["shadow"]["score"] == pytest.approx(expected_score(0.0))
    assert (line["stage"], line["table_version"]) == ("canary", 5)


def test_a_candidate_that_raises_is_answered_by_stable_and_says_so(bench: Bench) -> None:
    bench.releases.add("broken", fault=ERROR)
    bench.write(**CANARY | {"candidate": "broken"})

    response, line = answer(bench)

    assert response.degraded is not None
    assert (response.degraded.reason, response.degraded.fallback) == ("model_error", "stable")
    assert response.score == pytest.approx(expected_score(0.0))
    assert line["primary"]["release"] == "broken"
    assert (line["primary"]["outcome"], line["primary"]["score"]) == ("error", None)
    assert line["answered_by"] == "fallback:stable"
    assert line["shadow"]["release"] == "stable"


def test_a_candidate_past_its_deadline_is_answered_by_stable(bench: Bench) -> None:
    bench.releases.add("slow", deadline_ms=30, fault={"kind": "slow", "delay_ms": 300, "starts": "canary"})
    bench.write(**CANARY | {"candidate": "slow"})

    response, line = answer(bench)

    assert response.degraded is not None
    assert (response.degraded.reason, response.degraded.fallback) == ("model_timeout", "stable")
    assert (line["primary"]["outcome"], line["primary"]["latency_ms"]) == ("timeout", 30)


def test_when_stable_fails_too_the_rules_answer(bench: Bench) -> None:
    bench.releases.add("stable-broken", fault={"kind": "error", "starts": "shadow"})
    bench.releases.add("broken", fault=ERROR)
    bench.write(stable="stable-broken", **CANARY | {"candidate": "broken"})

    small, line = answer(bench, amount_minor=99_999)

    assert small.degraded is not None
    assert (small.degraded.reason, small.degraded.fallback) == ("model_error", "rules")
    assert (small.score, small.decision) == (None, "accept")
    assert line["answered_by"] == "fallback:rules"


def test_without_features_the_rules_answer_and_no_release_is_blamed(bench: Bench) -> None:
    bench.write(**CANARY)
    bench.features.fails = True

    response, line = answer(bench, amount_minor=100_000)

    assert response.degraded is not None
    assert (response.degraded.reason, response.degraded.fallback) == ("features_unavailable", "rules")
    assert (response.score, response.decision) == (None, "review")
    assert line["primary"]["outcome"] == line["shadow"]["outcome"] == "skipped"
    assert line["features"] is None


def test_a_fault_that_starts_in_canary_sleeps_in_shadow(bench: Bench) -> None:
    bench.releases.add("broken", fault=ERROR)
    bench.write(**SHADOW | {"candidate": "broken"})

    assert answer(bench)[1]["shadow"]["outcome"] == "ok"


def test_amounts_in_pounds_change_the_score_and_nothing_else(bench: Bench) -> None:
    bench.releases.add("pounds", fault={"kind": "amount_in_pounds", "starts": "canary"})
    bench.write(**CANARY | {"candidate": "pounds"})

    response, line = answer(bench)

    assert response.degraded is None
    assert line["primary"]["score"] == pytest.approx(expected_score(0.0, amount_minor=200))
    assert line["shadow"]["score"] == pytest.approx(expected_score(0.0))


def test_a_slow_shadow_does_not_delay_the_answer(bench: Bench) -> None:
    bench.releases.add("slow", fault={"kind": "slow", "delay_ms": 400, "starts": "shadow"})
    bench.write(**SHADOW | {"candidate": "slow"})
    logged_at_answer = []

    async def ask(replica: Replica, _: Routing) -> None:
        await replica.score(request())
        logged_at_answer.append(len(bench.lines()))

    (line,) = bench.run(ask)

    assert logged_at_answer == [0]
    assert line["shadow"]["latency_ms"] >= 400


def test_shadows_beyond_the_limit_are_dropped_and_counted(bench: Bench) -> None:
    bench.releases.add("slow", fault={"kind": "slow", "delay_ms": 200, "starts": "shadow"})
    bench.write(**SHADOW | {"candidate": "slow"})
    bench.background_limit = 2

    async def ask(replica: Replica, _: Routing) -> None:
        await asyncio.gather(*(replica.score(request(f"q-{index}")) for index in range(5)))

    lines = bench.run(ask)

    assert sorted(line["shadow"]["outcome"] for line in lines) == ["dropped"] * 3 + ["ok"] * 2
    assert len({line["request_id"] for line in lines}) == 5


def test_a_table_that_loses_its_heartbeat_leaves_stable_alone(bench: Bench) -> None:
    bench.write(**CANARY)
    responses = []

    async def ask(replica: Replica, _: Routing) -> None:
        responses.append(await replica.score(request("q-1")))
        bench.now_ms += 5_001
        responses.append(await replica.score(request("q-2")))

    bench.run(ask)

    assert [response.release for response in responses] == ["candidate", "stable"]


def test_rollback_is_one_write_of_the_table(bench: Bench) -> None:
    bench.write(**CANARY)
    responses = []

    async def ask(replica: Replica, routing: Routing) -> None:
        responses.append(await replica.score(request("q-1")))
        bench.write(version=6, warm=("candidate",))
        routing.poll()
        responses.append(await replica.score(request("q-2")))

    bench.run(ask)

    assert [(response.release, response.table_version) for response in responses] == [("candidate", 5), ("stable", 6)]


def test_a_candidate_that_cannot_be_loaded_counts_as_failing_while_stable_answers(bench: Bench) -> None:
    bench.write(**CANARY | {"candidate": "nowhere"})

    response, line = answer(bench)

    assert response.degraded is not None
    assert response.degraded.fallback == "stable"
    assert line["primary"]["outcome"] == "error"
    assert "nowhere.json" in line["primary"]["detail"]


def test_a_candidate_with_another_feature_service_is_an_error_of_the_candidate(bench: Bench) -> None:
    bench.write(**CANARY)

    async def ask(replica: Replica, routing: Routing) -> None:
        assert routing.routes is not None
        candidate: Any = routing.routes.executor("candidate")
        features = await bench.features.read("reversal_risk@2", "online-retail", "12346", 0)
        execution = await candidate.run("q-1", request().numbers(), features)
        assert execution.outcome == "error"
        assert "roll the service out first" in (execution.detail or "")

    bench.run(ask)


def test_without_a_table_it_is_not_ready_and_says_what_is_missing(bench: Bench) -> None:
    async def ask(replica: Replica, _: Routing) -> None:
        assert "routing.json" in (replica.not_ready() or "")
        with pytest.raises(NotReady, match=r"routing.json"):
            await replica.score(request())

    bench.run(ask)


def test_heartbeats_are_logged_without_traffic(bench: Bench) -> None:
    bench.write(version=9)

    async def idle(replica: Replica, _: Routing) -> None:
        await replica.start()
        await asyncio.sleep(0.05)

    lines = bench.run(idle)

    assert lines == [{"heartbeat": True, "at_ms": NOW_MS, "table_version": 9, "epoch": 0, "pid": 1}]


def test_stopping_waits_for_the_shadows_and_closes_the_connections(bench: Bench) -> None:
    bench.releases.add("slow", fault={"kind": "slow", "delay_ms": 100, "starts": "shadow"})
    bench.write(**SHADOW | {"candidate": "slow"})

    _, line = answer(bench)

    assert line["shadow"]["outcome"] == "ok"
    assert bench.features.closed


def quarantined(bench: Bench, release_id: str) -> None:
    """As if processes had died executing the release."""
    bench.quarantine = Quarantine(bench.root / "quarantine", lambda: NOW_MS)
    document = json.loads((bench.releases.folder / f"{release_id}.json").read_text(encoding="utf-8"))
    death = {"at_ms": NOW_MS, "process": "7-1", "in_hand": "loading it"}
    case = {"release": release_id, "digest": document["digest"], "quarantined": True, "deaths": [death]}
    (bench.root / "quarantine" / f"{release_id}.json").write_text(json.dumps(case), encoding="utf-8")


def test_a_quarantined_candidate_is_not_executed_and_stable_answers(bench: Bench) -> None:
    quarantined(bench, "candidate")
    bench.write(**CANARY)

    response, line = answer(bench)

    assert response.degraded is not None
    assert (response.degraded.reason, response.degraded.fallback) == ("model_quarantined", "stable")
    assert response.score == pytest.approx(expected_score(0.0))
    assert line["primary"]["outcome"] == "quarantined"
    assert "process 7-1 died loading it" in line["primary"]["detail"]


def test_a_quarantine_that_a_sibling_declares_is_obeyed_at_the_next_poll_and_lifted_by_a_new_package(
    bench: Bench,
) -> None:
    bench.quarantine = Quarantine(bench.root / "quarantine", lambda: NOW_MS)
    bench.write(**CANARY)
    seen = []

    async def ask(replica: Replica, routing: Routing) -> None:
        seen.append((await replica.score(request("q-1"))).degraded)
        quarantined_by_a_sibling = bench.quarantine
        quarantined(bench, "candidate")
        bench.quarantine, sibling = quarantined_by_a_sibling, bench.quarantine
        assert sibling is not None
        sibling.close()
        routing.poll()
        seen.append((await replica.score(request("q-2"))).degraded)
        assert replica.table(1).releases["candidate"].startswith("quarantined: ")
        bench.releases.add("candidate-again", bias=2.0)
        document = json.loads((bench.releases.folder / "candidate-again.json").read_text(encoding="utf-8"))
        (bench.releases.folder / "candidate.json").write_text(json.dumps(document | {"release_id": "candidate"}))
        bench.now_ms += 5_001
        bench.write(**CANARY)
        await settle(routing)
        seen.append((await replica.score(request("q-3"))).degraded)

    bench.run(ask)

    assert [degraded and degraded.reason for degraded in seen] == [None, "model_quarantined", None]


def test_when_stable_is_quarantined_the_rules_answer_and_the_replica_stays_in_service(bench: Bench) -> None:
    quarantined(bench, "stable")
    bench.write()
    answers = []

    async def ask(replica: Replica, _: Routing) -> None:
        assert replica.not_ready() is None
        answers.append(await replica.score(request()))

    (line,) = bench.run(ask)

    assert answers[0].degraded is not None
    assert (answers[0].degraded.reason, answers[0].degraded.fallback) == ("model_quarantined", "rules")
    assert (line["primary"]["outcome"], line["answered_by"]) == ("quarantined", "fallback:rules")
    assert bench.features.reads == 0


def test_a_replica_takes_traffic_only_once_its_releases_are_warm(bench: Bench) -> None:
    bench.write(**CANARY)
    ready = []

    async def begin() -> None:
        replica = bench.replica(bench.routing())
        await replica.start()
        ready.append((replica.not_ready(), replica.table(1).releases))
        await replica.stop()

    asyncio.run(begin())

    assert ready == [(None, {"stable": "ready", "candidate": "ready"})]


def test_the_line_says_who_was_assigned_by_chance_and_who_the_entity_is_without_naming_it(bench: Bench) -> None:
    bench.write(**CANARY | {"candidate_weight": 0.999999})

    _, line = answer(bench)

    assert line["assigned"] == {"weight": 0.999999, "candidate": True, "pinned": False}
    assert line["entity"] == KEYS.pseudonym("12346", of_tenant("customer", "online-retail"))
    # Not what anybody can compute who guesses a customer.
    assert line["entity"] != entity_of("online-retail", "12346")
    assert line["segments"] == {"tenant": "online-retail"}
    assert (line["fallback"], line["epoch"]) == (False, 0)


def test_segments_are_those_of_the_candidates_release(bench: Bench) -> None:
    bench.releases.add("segmented", segments=["currency", "customer_payments__payments_count_24h"])
    bench.write(**SHADOW | {"candidate": "segmented"})

    assert answer(bench)[1]["segments"] == {"currency": "GBP", "customer_payments__payments_count_24h": "3"}


def test_a_fallback_is_marked_as_one(bench: Bench) -> None:
    bench.releases.add("broken", fault=ERROR)
    bench.write(**CANARY | {"candidate": "broken"})

    assert answer(bench)[1]["fallback"] is True


def test_when_stable_fails_the_tables_fallback_answers(bench: Bench) -> None:
    bench.releases.add("stable-broken", fault={"kind": "error", "starts": "shadow"})
    bench.write(stable="stable-broken", fallback="candidate", warm=("candidate",))

    response, line = answer(bench)

    assert response.degraded is not None
    assert (response.degraded.reason, response.degraded.fallback) == ("model_error", "candidate")
    assert response.score == pytest.approx(expected_score(1.0))
    assert (line["answered_by"], line["fallback"]) == ("fallback:candidate", True)


def test_in_a_failover_the_fallback_answers_and_says_so(bench: Bench) -> None:
    bench.write(fallback="candidate", failover=True, stage="failover", warm=("candidate",))

    response, line = answer(bench)

    assert response.degraded is not None
    assert (response.release, response.degraded.reason) == ("candidate", "failover")
    assert (line["primary"]["release"], line["answered_by"]) == ("candidate", "candidate")


def test_in_a_failover_without_a_release_the_rules_answer(bench: Bench) -> None:
    bench.write(failover=True, stage="failover")

    response, line = answer(bench, amount_minor=100_000)

    assert response.degraded is not None
    assert (response.degraded.fallback, response.decision) == ("rules", "review")
    assert (line["primary"]["outcome"], bench.features.reads) == ("skipped", 0)


def test_a_pinned_tenant_is_answered_by_its_release(bench: Bench) -> None:
    bench.write(pins={"tenant:online-retail": "candidate"})

    response, line = answer(bench)

    assert response.release == "candidate"
    assert line["assigned"]["pinned"] is True


def full(bench: Bench, release_id: str) -> None:
    """A release that has one thread, no queue, and takes long."""
    fault = {"kind": "slow", "delay_ms": 300, "starts": "shadow"}
    bench.releases.add(release_id, max_concurrency=1, max_queue=0, fault=fault)


def test_a_candidate_whose_queue_is_full_is_answered_for_by_stable(bench: Bench) -> None:
    full(bench, "full")
    bench.write(**CANARY | {"candidate": "full"})
    responses = []

    async def ask(replica: Replica, _: Routing) -> None:
        responses.extend(await asyncio.gather(*(replica.score(request(f"q-{index}")) for index in range(2))))

    lines = bench.run(ask)

    assert [response.degraded and response.degraded.reason for response in responses] == [None, "overloaded"]
    assert sorted(line["primary"]["outcome"] for line in lines) == ["ok", "refused"]


def test_where_everyones_queue_is_full_the_request_is_turned_away_and_not_logged(bench: Bench) -> None:
    full(bench, "full")
    bench.write(stable="full")
    answers = []

    async def ask(replica: Replica, _: Routing) -> None:
        both = (replica.score(request(f"q-{index}")) for index in range(2))
        answers.extend(await asyncio.gather(*both, return_exceptions=True))

    lines = bench.run(ask)

    assert isinstance(answers[1], TooBusy)
    assert [line["request_id"] for line in lines] == ["q-0"]


def test_nobody_works_longer_than_the_caller_waits(bench: Bench) -> None:
    bench.releases.add("slow", fault={"kind": "slow", "delay_ms": 300, "starts": "shadow"})
    bench.write(stable="slow")
    responses = []

    async def ask(replica: Replica, _: Routing) -> None:
        responses.append(await replica.score(request(), timeout_ms=20))

    (line,) = bench.run(ask)

    assert [response.degraded and response.degraded.reason for response in responses] == ["model_timeout"]
    assert line["primary"]["latency_ms"] <= 20
    assert bench.features.within_ms is not None
    assert bench.features.within_ms <= 20


def test_micro_batches_score_each_request_as_it_would_be_alone(bench: Bench) -> None:
    bench.releases.add("batched", batch={"max_size": 8, "max_wait_ms": 5}, max_concurrency=1)
    bench.write(stable="batched")
    amounts = [index * 10_000 + 1 for index in range(30)]
    responses = []

    async def ask(replica: Replica, _: Routing) -> None:
        asked = (replica.score(request(f"q-{amount}", amount_minor=amount)) for amount in amounts)
        responses.extend(await asyncio.gather(*asked))

    bench.run(ask)

    assert [response.score for response in responses] == [
        pytest.approx(expected_score(0.0, amount), abs=1e-6) for amount in amounts
    ]


def test_in_a_micro_batch_an_item_fails_alone(bench: Bench) -> None:
    fault = {"kind": "error", "share": 0.3, "starts": "shadow"}
    bench.releases.add("batched", batch={"max_size": 8, "max_wait_ms": 5}, max_concurrency=1, fault=fault)
    bench.write(stable="batched")

    async def ask(replica: Replica, _: Routing) -> None:
        await asyncio.gather(*(replica.score(request(f"q-{index}")) for index in range(30)))

    outcomes = {line["request_id"]: line["primary"]["outcome"] for line in bench.run(ask)}

    struck = strikes("batched", 0.3)
    assert outcomes == {f"q-{index}": "error" if struck(f"q-{index}") else "ok" for index in range(30)}


def strikes(release_id: str, share: float) -> Callable[[str], bool]:
    """Which requests a fault strikes, as `faults` promises: the same ones every time."""

    def struck(request_id: str) -> bool:
        digest = hashlib.sha256(f"{release_id}\0{request_id}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48 < share

    return struck


def test_verdicts_read_the_segments_of_a_line_and_pass_over_pinned_ones(bench: Bench) -> None:
    bench.releases.add("segmented", segments=["currency", "customer_payments__payments_count_24h"])
    measurements = Measurements("stable", "segmented", Settings())

    def counted(line: dict[str, Any]) -> bool:
        decision = parse_line(json.dumps(line))
        assert isinstance(decision, Decision)
        return measurements.add(decision, "canary", 0)

    bench.write(**CANARY | {"candidate": "segmented", "candidate_weight": 0.999999})
    assert counted(answer(bench)[1])
    evidence = measurements.evidence("canary", 0, 0)
    names = {"currency=GBP", "customer_payments__payments_count_24h=3"}
    assert {segment.name for segment in evidence.segments} == names
    assert [group.entities for group in evidence.arrivals] == [1]

    bench.write(**CANARY | {"candidate": "segmented", "version": 6, "pins": {"tenant:online-retail": "segmented"}})

    async def ask(replica: Replica, _: Routing) -> None:
        await replica.score(request(request_id="q2"))

    pinned = bench.run(ask)[-1]
    assert not counted(pinned)
    assert counted({**pinned, "assigned": {}})
