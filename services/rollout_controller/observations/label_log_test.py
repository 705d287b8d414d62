"""Labels as they are written, judged against what the package promised; none lost and none doubled by a kill."""

import json
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from andamio.errors import AndamioError
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.machine.state_machine import LabelVerdict, Watch
from rollout_controller.observations.label_log import LabelLog
from rollout_controller.store.rollout_store import RolloutStore, open_store

LOGGER = logging.getLogger("label_log_test")
WATCHES = (Watch("rollout-1", "r2", limit_ms=1), Watch("rollout-2", "r3", limit_ms=1))


def line(release: str, name: str, random_: random.Random, shift: float = 0.0) -> str:
    """A label of a calibrated release; `shift` is added to the chance of a positive."""
    score = random_.random() * 0.6
    label = {"request_id": name, "release": release, "score": score, "label": random_.random() < score + shift}
    return json.dumps({**label, "entity": name, "review": score > 0.5}) + "\n"


def write(folder: Path, release: str, count: int, shift: float = 0.0, seed: int = 0) -> None:
    random_ = random.Random(seed)
    with (folder / "labels-1.ndjson").open("a") as file:
        file.writelines(line(release, f"{release}-{seed}-{number}", random_, shift) for number in range(count))


def promise(release_id: str) -> Promise:
    if release_id == "r3":
        raise AndamioError("the package is gone")
    return Promise()


class Leader:
    """Looks as the control loop does: each look in a transaction of its own."""

    def __init__(self, folder: Path, store: RolloutStore) -> None:
        self.folder, self.store = folder, store
        epoch = store.take_lease("test", store.lease())
        assert epoch is not None
        self.epoch = epoch
        self.log = LabelLog(folder, store, promise, LOGGER)

    def look(self, watches: tuple[Watch, ...] = WATCHES[:1], looks: int = 2) -> tuple[LabelVerdict, ...]:
        """What is new is stored at one look and judged at the next."""
        for _ in range(looks):
            with self.store.transaction(self.epoch):
                found = self.log(watches, 0)
        return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RolloutStore]:
    store = open_store(tmp_path / "state.db")
    yield store
    store.close()


@pytest.fixture
def leader(tmp_path: Path, store: RolloutStore) -> Leader:
    return Leader(tmp_path, store)


def test_labels_that_break_the_promise_roll_back_and_those_that_keep_it_end_the_watch(leader: Leader) -> None:
    assert leader.look(WATCHES) == ()
    write(leader.folder, "r2", 1_500, shift=0.35)
    write(leader.folder, "r3", 1_500)
    write(leader.folder, "nobody", 10)
    found = {verdict.rollout_id: verdict for verdict in leader.look(WATCHES)}
    assert {rollout_id: verdict.ruling for rollout_id, verdict in found.items()} == {
        "rollout-1": Ruling.ROLL_BACK,
        "rollout-2": Ruling.PROMOTE,
    }
    assert found["rollout-1"].reason.startswith("calibration")
    assert found["rollout-2"].evidence["labels"] == 1_500


def test_calibration_that_drifts_after_a_good_start_rolls_back(leader: Leader) -> None:
    write(leader.folder, "r2", 150)
    assert leader.look()[0].ruling is Ruling.HOLD
    write(leader.folder, "r2", 1_000, shift=0.3, seed=1)
    [verdict] = leader.look()
    assert verdict.ruling is Ruling.ROLL_BACK
    assert verdict.reason.startswith("calibration")


def test_what_breaks_after_it_was_clear_rolls_back_also_where_a_restart_lies_between(leader: Leader) -> None:
    write(leader.folder, "r2", 1_500)
    [clear] = leader.look()
    assert (clear.ruling, clear.through) == (Ruling.PROMOTE, 1_500)
    watch = (replace(WATCHES[0], clear_after=clear.through),)
    assert leader.look(watch) == ()  # nothing came since
    write(leader.folder, "r2", 300, seed=1)
    [still] = leader.look(watch)
    assert (still.ruling, still.reason) == (Ruling.HOLD, "300 more labels as promised since it was clear")
    again = LabelLog(leader.folder, leader.store, promise, LOGGER)
    with leader.store.transaction(leader.epoch):
        assert again(watch, 0) == (still,)
    write(leader.folder, "r2", 600, shift=0.3, seed=2)
    [broken] = leader.look(watch)
    assert broken.ruling is Ruling.ROLL_BACK
    assert broken.reason.startswith("calibration up")
    assert broken.evidence["labels"] == 900


def test_few_labels_hold_and_a_new_watch_counts_those_from_before_it(leader: Leader) -> None:
    write(leader.folder, "r2", 20)
    [first] = leader.look()
    assert (first.ruling, first.evidence["labels"]) == (Ruling.HOLD, 20)
    write(leader.folder, "r2", 30, seed=1)
    write(leader.folder, "r3", 7)
    assert leader.look()[0].evidence["labels"] == 50
    assert [verdict.evidence["labels"] for verdict in leader.look(WATCHES)] == [50, 7]


def test_a_restart_needs_no_file_that_was_taken_and_says_the_same(leader: Leader) -> None:
    write(leader.folder, "r2", 300, shift=0.1)
    before = leader.look()
    (leader.folder / "labels-1.ndjson").unlink()
    again = LabelLog(leader.folder, leader.store, promise, LOGGER)
    with leader.store.transaction(leader.epoch):
        assert again(WATCHES[:1], 0) == before


def test_a_look_that_could_not_be_committed_has_not_happened(leader: Leader) -> None:
    write(leader.folder, "r2", 40)
    with suppress(ZeroDivisionError), leader.store.transaction(leader.epoch):
        leader.log(WATCHES[:1], 0)
        raise ZeroDivisionError
    assert leader.store.label_offsets() == {}
    assert leader.look()[0].evidence["labels"] == 40


def test_a_file_that_is_told_twice_counts_once(leader: Leader) -> None:
    write(leader.folder, "r2", 40)
    leader.look()
    (leader.folder / "labels-2.ndjson").write_bytes((leader.folder / "labels-1.ndjson").read_bytes())
    assert leader.look()[0].evidence["labels"] == 40


def test_lines_that_break_the_format_are_passed_over(leader: Leader) -> None:
    write(leader.folder, "r2", 5)
    with (leader.folder / "labels-2.ndjson").open("w") as file:
        file.write('{broken\n[]\n{"release": "r2", "score": "x", "label": true}\n')
        file.write('{"release": "r2", "score": 7, "label": true}\n{"release": "r2", "score": 0.1, "label": 1}\n')
        file.write('{"release": "r2", "request_id": "\\u0000", "score": 0.1, "label": true}\n')
    assert leader.look()[0].evidence["labels"] == 5


_CONTROLLER = """
import logging, sys
from pathlib import Path
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.machine.state_machine import Watch
from rollout_controller.observations.label_log import LabelLog
from rollout_controller.store.rollout_store import open_store
folder = Path(sys.argv[1])
store = open_store(folder / "state.db")
log = LabelLog(folder, store, lambda release_id: Promise(), logging.getLogger())
epoch = store.take_lease("killed", store.lease())
print("leads", flush=True)
while True:
    with store.transaction(epoch):
        log((Watch("rollout-1", "r2", limit_ms=1),), 0)
"""


def test_kills_at_any_moment_lose_and_double_no_label(tmp_path: Path) -> None:
    """Six controllers, one after another, each killed with -9 while labels are being written."""
    random_ = random.Random(7)
    written: list[str] = []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for life in range(6):
        command = [sys.executable, "-c", _CONTROLLER, str(tmp_path)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as controller:
            assert controller.stdout is not None
            assert controller.stdout.readline() == "leads\n"
            # Each day's labels are a file of their own; the kill comes while they are being taken.
            for day in range(random_.randint(1, 8)):
                names = [f"q{len(written) + number}" for number in range(random_.randint(1, 400))]
                lines = [json.loads(line("r2", name, random_)) for name in names]
                # A label without the id of its request is told from itself by nothing but the offset.
                texts = [
                    json.dumps(row | ({} if number % 2 else {"request_id": None})) for number, row in enumerate(lines)
                ]
                (tmp_path / ".part").write_text("\n".join(texts) + "\n")
                (tmp_path / ".part").rename(tmp_path / f"labels-{life}{day}.ndjson")
                written += names
                time.sleep(random_.random() * 0.02)
            controller.kill()
    store = open_store(tmp_path / "state.db")
    [verdict] = Leader(tmp_path, store).look(looks=20)
    assert sorted(str(label.entity) for _, label in store.labels("r2", 0, 10_000)) == sorted(written)
    assert verdict.evidence["labels"] == len(written)
    store.close()
