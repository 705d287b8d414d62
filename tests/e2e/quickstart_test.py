"""The main job, end to end, with the built binaries: on the real data where there is some, else on generated payments.

One run carries most of the assertions, because it takes minutes. It injects late, duplicated, corrected and removed
events, which a plain run on the public data does not have.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest

from andamio.audit.log import open_audit
from tests.bench import pii_canaries

BINARIES = Path.cwd()
DATA = os.environ.get("ANDAMIO_DATA")
CANARIES = pii_canaries.as_ids(pii_canaries.canaries(7, 10_000))
# Every process of a run inherits its environment, whatever its command line says and whoever its parent is.
MARKER = "ANDAMIO_END_TO_END_RUN"


def _ports() -> list[str]:
    """Three free ports as options, so that runs side by side do not meet."""
    probes = [socket.socket() for _ in range(3)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [str(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ["--feature-api-port", ports[0], "--inference-port", ports[1], "--controller-port", ports[2]]


def _command(*arguments: str) -> list[str]:
    return [sys.executable, str(BINARIES / "jobs.quickstart/bin.pex"), "--binaries", str(BINARIES), *arguments]


def _environment(**changed: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEX") and name != "PYTHONPATH"}
    return {**kept, **changed}


def _run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        _command(*arguments), capture_output=True, text=True, timeout=560, env=_environment(**environment), check=False
    )


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One whole run with injected disorder, and, on the real data, a canary in place of each customer."""
    folder = tmp_path_factory.mktemp("quickstart")
    work = folder / "work"
    source = ["--data", _planted(Path(DATA), folder), "--inject-seed", "11"] if DATA else ["--generate"]
    finished = _run(*source, "--work", str(work), "--json", *_ports(), **{MARKER: str(work)})
    assert finished.returncode == 0, finished.stderr[-4000:]
    document: dict[str, Any] = json.loads(finished.stdout)
    document["work"] = work
    return document


def _planted(data: Path, folder: Path) -> str:
    """The file with canaries: a customer's history stays one customer's, so all that is known of the data still holds."""
    if data.suffix not in (".parquet", ".csv"):
        return str(data)
    planted = folder / f"planted{data.suffix}"
    _, count = pii_canaries.plant(data, planted, CANARIES, "CustomerID", "Description")
    assert count == len(CANARIES)
    return str(planted)


def _rollout(result: dict[str, Any], release_id: str) -> dict[str, Any]:
    (entry,) = [entry for entry in result["rollouts"] if entry["release_id"] == release_id]
    found: dict[str, Any] = entry
    return found


def test_every_engine_agrees_to_the_bit_and_every_comparison_compared_something(result: dict[str, Any]) -> None:
    parity = result["features"]["parity"]
    assert len(parity) >= 4
    for row in parity:
        assert row["compared"] > 0, row
        assert row["mismatches"] == 0, row


def test_every_request_is_answered_and_logged_exactly_once(result: dict[str, Any]) -> None:
    traffic = result["traffic"]
    assert traffic["sent"] >= 5_000
    assert (traffic["lost"], traffic["duplicated"]) == (0, 0)
    assert traffic["answered"] == traffic["sent"] == sum(map(sum, traffic["answered_by"].values()))


def test_the_healthy_challenger_is_promoted_through_shadow_and_canary(result: dict[str, Any]) -> None:
    entry = _rollout(result, "r2-challenger")
    assert entry["outcome"] == "promoted"
    assert [stage["stage"] for stage in entry["stages"]] == ["gates", "shadow", "canary", "canary"]


def test_the_gates_refuse_a_release_whose_golden_set_fails_before_any_request(result: dict[str, Any]) -> None:
    entry = _rollout(result, "r3-golden")
    assert entry["outcome"] == "refused"
    assert "golden" in entry["reason"]
    assert (entry["candidate_requests"], entry["shadow_requests"]) == (0, 0)


def test_every_part_that_stays_is_on_record_as_deployed_and_keys_lie_apart(result: dict[str, Any]) -> None:
    work: Path = result["work"]
    with closing(open_audit(str(work / "audit.db"), read_only=True)) as log:
        deployed = {record.subject for record in log.records() if record.action == "deployment.applied"}
    parts = ("stream_features", "tile_writer", "feature_api", "inference", "rollout_controller")
    assert deployed == {f"deployment/{part}" for part in parts}
    assert (work / "secrets").stat().st_mode & 0o077 == 0
    secret = [path for kind in ("*.pem", "*.token", "*.key") for path in work.rglob(kind)]
    assert secret
    assert all(work / "secrets" in path.parents for path in secret)


@pytest.mark.parametrize("release_id", ["r4-errors", "r5-slow", "r6-pounds"])
def test_a_release_that_goes_wrong_is_rolled_back_and_its_bad_answers_end(
    result: dict[str, Any], release_id: str
) -> None:
    entry = _rollout(result, release_id)
    assert entry["outcome"] == "rolled_back"
    # Its pairs may give it away before the first answer, where no one of some requests happens to be assigned to it.
    assert entry["bad_answers"] + entry["bad_shadows"] > 0
    if entry["bad_answers"]:
        assert entry["last_bad_ms"] - entry["first_bad_ms"] < 60_000
    # Traffic went on after it, and none of it met the release again.
    assert result["traffic"]["t_ms"][-1] > (entry["last_bad_ms"] or entry["ended_ms"])


def test_the_public_data_has_the_facts_that_are_known_of_it(result: dict[str, Any]) -> None:
    if not DATA:
        pytest.skip("ANDAMIO_DATA names no Online Retail file, so the run used generated payments")
    sanity = result["data"]["sanity"]
    assert sanity["lines"] == 541_909
    assert sanity["invoices"] == 25_900
    assert sanity["purchase_invoices_with_customer"] == 18_536
    assert sanity["payments_reversed_within_30_days"] == 2_584


def test_no_canary_is_in_a_log_span_metric_message_report_or_artifact_of_the_run(result: dict[str, Any]) -> None:
    if Path(DATA or "").suffix not in (".parquet", ".csv"):
        pytest.skip("no canaries were planted: ANDAMIO_DATA names no Online Retail file as Parquet or CSV")
    found = pii_canaries.scan(result["work"], CANARIES, pii_canaries.STORES)
    assert found.hits == ()
    # They were there to be found: every store has the customers'.
    assert all(found.stores.values())
    assert found.stores["log"] > 4_000


def test_the_report_is_one_file_that_needs_nothing_else(result: dict[str, Any]) -> None:
    report = (result["work"] / "report.html").read_text()
    assert "<svg" in report
    assert 'src="http' not in report
    assert "<link" not in report


def test_a_run_leaves_no_process_behind(result: dict[str, Any]) -> None:
    assert _processes_of(result["work"]) == []


@pytest.mark.parametrize(
    ("asked_to_stop", "step"),
    [
        (signal.SIGINT, "training"),  # Flink, the tile writer and the feature API are running
        (signal.SIGTERM, "r2-challenger"),  # so are Ray, the controller and the client's event loop
    ],
)
def test_a_run_that_is_stopped_ends_everything_and_the_next_one_may_use_the_folder(
    tmp_path: Path, asked_to_stop: signal.Signals, step: str
) -> None:
    work = tmp_path / "work"
    ports = _ports()
    process = subprocess.Popen(
        _command("--generate", "--payments", "3000", "--replay", "500", "--work", str(work), *ports),
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(**{MARKER: str(work)}),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if step in line:
            break
    assert len(_processes_of(work)) > 1
    process.send_signal(asked_to_stop)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert _processes_of(work) == []
    # The work folder is taken again, so the run gets as far as its next mistake.
    again = _run("--data", str(tmp_path / "absent.xlsx"), "--work", str(work), *ports)
    assert (again.returncode, "absent.xlsx" in again.stderr) == (2, True)


def _refused(finished: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert finished.returncode == 2, finished.stderr
    assert "Traceback" not in finished.stderr
    last = finished.stderr.strip().splitlines()[-1]
    assert all(word in last for word in words), last


def test_a_missing_data_file_is_one_sentence(tmp_path: Path) -> None:
    _refused(
        _run("--data", str(tmp_path / "absent.csv"), "--work", str(tmp_path / "w"), *_ports()), "absent.csv", "--data"
    )


def test_a_truncated_data_file_is_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "retail.parquet"
    broken.write_bytes(b"PAR1 and then nothing")
    _refused(_run("--data", str(broken), "--work", str(tmp_path / "w"), *_ports()), "retail.parquet")


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ports = _ports()
        ports[1] = port
        _refused(_run("--generate", "--work", str(tmp_path / "w"), *ports), port, "--feature-api-port")


def test_no_java_is_one_sentence(tmp_path: Path) -> None:
    _refused(_run("--generate", "--work", str(tmp_path / "w"), *_ports(), JAVA_HOME=str(tmp_path)), "Java", "JAVA_HOME")


def test_a_work_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _refused(_run("--generate", "--work", str(tmp_path / "file" / "work"), *_ports()), "--work")


def test_a_work_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "thesis.txt"
    kept.write_text("years of work")
    _refused(_run("--generate", "--work", str(tmp_path), *_ports()), "--work")
    assert kept.read_text() == "years of work"


def test_an_unknown_option_is_one_sentence(tmp_path: Path) -> None:
    _refused(_run("--frobnicate"), "--frobnicate")


def _processes_of(work: Path) -> list[str]:
    """Command lines of the processes of the run in `work`, after a moment for the last to go."""
    deadline = time.monotonic() + 5
    while True:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARKER) == str(work):
                    found.append(" ".join(process.cmdline()))
            except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
                continue
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.1)
