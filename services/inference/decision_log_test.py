import json
from pathlib import Path

import pytest

from andamio.errors import AndamioError
from andamio.pii.sinks import WriteEdge
from andamio.pii.tokens import of_tenant
from inference.decision_log import DecisionLog
from inference.harness import DECISION_EDGE, KEYS
from inference.in_flight import Dead, Register


def line(request_id: str, **changes: object) -> dict[str, object]:
    return {
        "request_id": request_id,
        "prediction_id": f"p-{request_id}",
        "tenant": "shop",
        "customer": "c-81724",
        "segments": {"currency": "GBP"},
        "request": {"amount_minor": 500},
        "primary": {"outcome": "ok"},
        **changes,
    }


DROPPED, OK = {"outcome": "dropped"}, {"outcome": "ok"}


def logged(log: DecisionLog) -> list[str]:
    return [json.loads(text)["request_id"] for text in log.path.read_text(encoding="utf-8").splitlines()]


def test_a_deferred_line_is_kept_as_dropped_until_it_is_logged_with_its_shadow(tmp_path: Path) -> None:
    register = Register(tmp_path / "in-flight")
    log = DecisionLog(tmp_path, lambda: 0, DECISION_EDGE, pid=1, journal=register)

    first, second = log.defer(line("q-1"), DROPPED), log.defer(line("q-2"), DROPPED)
    kept = register.path.read_bytes()
    assert [b'"q-1"' in kept, b'"q-2"' in kept, kept.count(b'"shadow":{"outcome":"dropped"}}')] == [True, True, 2]
    log.decision(line("q-3"))
    log.settle([(first, OK), (second, DROPPED)])
    again = log.defer(line("q-4"), DROPPED)

    assert again.kept in (first.kept, second.kept)
    written = [json.loads(text) for text in log.path.read_text(encoding="utf-8").splitlines()]
    assert [(each["request_id"], each["shadow"]) for each in written] == [("q-3", None), ("q-1", OK), ("q-2", DROPPED)]
    assert {**written[0], "request_id": "", "prediction_id": "", "shadow": OK} == {
        **written[1],
        "request_id": "",
        "prediction_id": "",
    }
    register.close()
    log.close()


def test_what_a_dead_process_kept_is_logged_once(tmp_path: Path) -> None:
    dying = DecisionLog(tmp_path, lambda: 0, DECISION_EDGE, pid=1)
    dying.decision(line("q-1"))  # logged, and killed before it let go of the line
    dying.close()
    log = DecisionLog(tmp_path, lambda: 0, DECISION_EDGE, pid=2)

    log.recover(Dead("1-5", (), tuple(json.dumps(line(name)).encode() for name in ("q-1", "q-2"))))
    log.recover(Dead("3-5", ()))

    assert logged(log) == ["q-2"]
    log.close()


def test_no_way_into_the_log_or_the_register_takes_the_customer_in_clear(tmp_path: Path) -> None:
    register = Register(tmp_path / "in-flight")
    log = DecisionLog(tmp_path, lambda: 0, DECISION_EDGE, pid=1, journal=register)
    failed = {"outcome": "error", "detail": "ValueError: card 4111 1111 1111 1111 of c-81724"}
    # Whoever lists the customer among the segments of a rollout must not get it written either.
    seen = line("q-1", segments={"customer": "c-81724", "tenant": "shop"}, primary=failed)
    log.decision(seen, failed)
    log.settle([(log.defer(seen, DROPPED), failed)])
    assert log.defer(line("q-2"), DROPPED).kept is not None
    token = KEYS.tokenize("c-81724", of_tenant("customer", "shop"))
    first, settled = (json.loads(text) for text in log.path.read_text().splitlines())
    assert first == settled
    assert (first["customer"], first["segments"]) == (token, {"customer": token, "tenant": "shop"})
    assert "4111" not in first["primary"]["detail"] + first["shadow"]["detail"]
    assert first["request"] == {"amount_minor": 500}
    assert b'"c-81724"' not in register.path.read_bytes() + log.path.read_bytes()
    register.close()
    log.close()


def test_without_a_key_there_is_no_log() -> None:
    with pytest.raises(
        AndamioError, match="customer of payment_captured@1 becomes a token in the decision log.*--pii-keys"
    ):
        WriteEdge(DECISION_EDGE.contract, "decision_log")
