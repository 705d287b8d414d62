"""Labels as they are written, judged against what the package promised."""

import json
import logging
import random
from pathlib import Path

from andamio.errors import AndamioError
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.machine.state_machine import Watch
from rollout_controller.observations.label_log import LabelLog

LOGGER = logging.getLogger("label_log_test")
WATCHES = (Watch("rollout-1", "r2", limit_ms=1), Watch("rollout-2", "r3", limit_ms=1))


def write(folder: Path, release: str, count: int, shift: float = 0.0, seed: int = 0) -> None:
    """Labels of a calibrated release; `shift` is added to the chance of a positive."""
    random_ = random.Random(seed)
    with (folder / "labels-1.ndjson").open("a") as file:
        for number in range(count):
            score = random_.random() * 0.6
            line = {"release": release, "score": score, "label": random_.random() < score + shift}
            file.write(json.dumps({**line, "entity": f"{release}-{seed}-{number}", "review": score > 0.5}) + "\n")


def promise(release_id: str) -> Promise:
    if release_id == "r3":
        raise AndamioError("the package is gone")
    return Promise()


def test_labels_that_break_the_promise_roll_back_and_those_that_keep_it_end_the_watch(tmp_path: Path) -> None:
    log = LabelLog(tmp_path, promise, LOGGER)
    assert log(WATCHES, 0) == ()
    write(tmp_path, "r2", 1_500, shift=0.35)
    write(tmp_path, "r3", 1_500)
    write(tmp_path, "nobody", 10)
    found = {verdict.rollout_id: verdict for verdict in log(WATCHES, 0)}
    assert {rollout_id: verdict.ruling for rollout_id, verdict in found.items()} == {
        "rollout-1": Ruling.ROLL_BACK,
        "rollout-2": Ruling.PROMOTE,
    }
    assert found["rollout-1"].reason.startswith("calibration")
    assert found["rollout-2"].evidence["labels"] == 1_500


def test_few_labels_hold_and_a_restart_or_a_new_watch_counts_them_again(tmp_path: Path) -> None:
    write(tmp_path, "r2", 20)
    log = LabelLog(tmp_path, promise, LOGGER)
    [first] = log(WATCHES[:1], 0)
    assert (first.ruling, first.evidence["labels"]) == (Ruling.HOLD, 20)
    write(tmp_path, "r2", 30, seed=1)
    assert log(WATCHES[:1], 0)[0].evidence["labels"] == 50
    assert log(WATCHES, 0)[0].evidence["labels"] == 50
    assert LabelLog(tmp_path, promise, LOGGER)(WATCHES, 0)[0].evidence["labels"] == 50


def test_lines_that_break_the_format_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "r2", 5)
    with (tmp_path / "labels-2.ndjson").open("w") as file:
        file.write('{broken\n[]\n{"release": "r2", "score": "x", "label": true}\n')
        file.write('{"release": "r2", "score": 7, "label": true}\n{"release": "r2", "score": 0.1, "label": 1}\n')
    assert LabelLog(tmp_path, promise, LOGGER)(WATCHES[:1], 0)[0].evidence["labels"] == 5
