"""Labels from a topic are those from files, and a label_feedback that is killed at any moment tells each once.

Real are the broker, the published events (late, duplicated and corrected ones among them) and the job as a process. The
decisions are made up.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.environment import Environment
from andamio.features.logs.event_log import EventLog
from andamio.pii.key_settings import KeySettings, write_development_keys
from andamio.pii.tokens import of_tenant
from kafka.local_broker import LocalBroker
from label_feedback.main import main as label_feedback
from payment_events.main import main as payment_events

PAYMENTS = 400
DAY_MS = 86_400_000
Row = dict[str, Any]


def decisions(folder: Path, rows: list[Row], keys: KeySettings) -> None:
    """A decision on each payment, as it was first delivered; every third has a shadow."""
    first: dict[str, Row] = {}
    for row in rows:
        if row["contract"] == "payment_captured":
            first.setdefault(row["event_id"], row)
    ring, random_ = keys.ring(), random.Random(3)
    folder.mkdir()
    with (folder / "decisions-1.ndjson").open("w") as log:
        for number, row in enumerate(first.values()):
            primary = {"release": "r1", "outcome": "ok", "score": random_.random(), "decision": "accept"}
            line = {
                "request_id": f"q{number}",
                "tenant": row["tenant"],
                "customer": ring.tokenize(row["customer"], of_tenant("customer", row["tenant"])),
                "entity": f"{number:016x}",
                "primary": primary,
                "shadow": {**primary, "release": "r2"} if number % 3 == 0 else None,
                "request": {"event_time_ms": row["event_time_ms"], "amount_minor": row["amount_minor"]},
            }
            log.write(json.dumps(line) + "\n")


def labels(folder: Path) -> list[str]:
    return sorted(line for path in folder.glob("labels-*.ndjson") for line in path.read_text().splitlines())


@pytest.fixture
def keys(tmp_path: Path) -> KeySettings:
    return write_development_keys(tmp_path / "pii", Environment.DEV)


def test_a_topic_gives_the_labels_of_the_files_however_often_the_job_is_killed(
    tmp_path: Path, keys: KeySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    events = tmp_path / "events"
    assert payment_events(["generate", "--seed", "4", "--payments", str(PAYMENTS), "--out", str(events)]) == 0
    rows = [json.loads(line) for line in (events / "events.ndjson").read_text().splitlines()]
    until_ms = max(row["known_at_ms"] for row in rows) + 40 * DAY_MS
    decisions(tmp_path / "decisions", rows, keys)
    log = EventLog(tmp_path / "log")
    log.append((row["contract"], {name: row[name] for name in row if name != "contract"}) for row in rows)

    def arguments(place: str, out: Path, until: int = until_ms) -> list[str]:
        read = ["--decisions", str(tmp_path / "decisions"), "--log", place, "--pii-keys", str(keys.path)]
        return [*read, "--out", str(out), "--until-ms", str(until)]

    assert cli.run(label_feedback, arguments(str(log.root), tmp_path / "of_files")) == 0
    wanted = labels(tmp_path / "of_files")
    # Both outcomes, and shadows beside answers.
    assert {json.loads(line)["label"] for line in wanted} == {True, False}
    assert len(wanted) > PAYMENTS

    with LocalBroker(tmp_path / "kafka") as broker:
        assert cli.run(label_feedback, arguments(f"kafka://{broker.bootstrap}", tmp_path / "of_nothing")) == 1
        assert "cannot be read at" in capsys.readouterr().err
        assert payment_events(["publish", "--events", str(events / "events.ndjson"), "--kafka", broker.bootstrap]) == 0
        place, out = f"kafka://{broker.bootstrap}", tmp_path / "of_topic"
        # Half of the history is final for the first of them, which is left alone; the others have the rest to tell.
        middle_ms = rows[len(rows) // 2]["known_at_ms"]
        assert cli.run(label_feedback, arguments(place, out, middle_ms)) == 0
        assert 0 < len(labels(out)) < len(wanted)
        command = [sys.executable, "-m", "label_feedback.main", *arguments(place, out)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        random_ = random.Random(1)
        for _ in range(4):
            with subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as job:
                time.sleep(0.5 + 2 * random_.random())
                job.kill()
        assert cli.run(label_feedback, arguments(place, out)) == 0
    assert labels(out) == wanted
    capsys.readouterr()
