import json
from pathlib import Path

from inference.decision_log import DecisionLog
from inference.in_flight import Dead, Register


def line(request_id: str) -> dict[str, object]:
    return {"request_id": request_id, "prediction_id": f"p-{request_id}", "shadow": {"outcome": "dropped"}}


def logged(log: DecisionLog) -> list[str]:
    return [json.loads(text)["request_id"] for text in log.path.read_text(encoding="utf-8").splitlines()]


def test_a_deferred_line_is_kept_until_it_is_logged(tmp_path: Path) -> None:
    register = Register(tmp_path / "in-flight")
    log = DecisionLog(tmp_path, lambda: 0, pid=1, journal=register)

    kept = log.defer(line("q-1"))
    assert b"q-1" in register.path.read_bytes()
    log.settle(line("q-1"), kept)
    again = log.defer(line("q-2"))

    assert (logged(log), again) == (["q-1"], kept)
    register.close()
    log.close()


def test_what_a_dead_process_kept_is_logged_once(tmp_path: Path) -> None:
    dying = DecisionLog(tmp_path, lambda: 0, pid=1)
    dying.decision(line("q-1"))  # logged, and killed before it let go of the line
    dying.close()
    log = DecisionLog(tmp_path, lambda: 0, pid=2)

    log.recover(Dead("1-5", (), tuple(json.dumps(line(name)).encode() for name in ("q-1", "q-2"))))
    log.recover(Dead("3-5", ()))

    assert logged(log) == ["q-2"]
    log.close()
