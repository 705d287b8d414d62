"""The command line's refusals: one sentence, status 2, before Ray is started."""

import json
import socket
from pathlib import Path

import pytest

from andamio import cli
from andamio.service_run.local_service import free_port
from inference.harness import Bench
from inference.main import main


def arguments(bench: Bench, port: int, log_dir: Path | None = None) -> list[str]:
    return [
        *("--releases", str(bench.releases.folder), "--routing-table", str(bench.table_file)),
        *("--feature-api", "http://127.0.0.1:1", "--port", str(port), "--log-dir", str(log_dir or bench.root / "log")),
    ]


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_a_port_in_use(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert cli.run(main, arguments(bench, server.getsockname()[1])) == 2
    assert "choose another with --port" in sentence(capsys)


def test_a_log_folder_that_is_a_file(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    file = bench.root / "file"
    file.write_text("", encoding="utf-8")

    assert cli.run(main, arguments(bench, free_port(), file / "log")) == 2
    assert "choose another folder with --log-dir" in sentence(capsys)


def test_a_stable_release_that_does_not_exist(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.write(stable="nowhere")

    assert cli.run(main, arguments(bench, free_port())) == 2
    assert "nowhere.json" in sentence(capsys)


def test_a_stable_release_with_a_fault_that_is_not_allowed(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.releases.add("faulty", fault={"kind": "error"})
    bench.write(stable="faulty")

    assert cli.run(main, arguments(bench, free_port())) == 2
    assert "--allow-fault-injection" in sentence(capsys)


def test_the_quarantine_is_shown_and_lifted(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bench.root / "log" / "quarantine"
    folder.mkdir(parents=True)
    death = {"at_ms": 1, "process": "7-1", "in_hand": "loading it"}
    case = {"release": "r2", "digest": "d" * 64, "quarantined": True, "deaths": [death]}
    (folder / "r2.json").write_text(json.dumps(case), encoding="utf-8")
    command = ["quarantine", "--log-dir", str(bench.root / "log")]

    assert cli.run(main, command) == 0
    assert "r2 dddddddddddd quarantined: process 7-1 died loading it" in capsys.readouterr().out
    assert cli.run(main, [*command, "--lift", "r2"]) == 2
    assert "needs --actor and --reason" in sentence(capsys)
    assert cli.run(main, [*command, "--lift", "r2", "--actor", "ada", "--reason", "memory"]) == 0
    assert not (folder / "r2.json").exists()
    capsys.readouterr()
    assert cli.run(main, [*command, "--lift", "r2", "--actor", "ada", "--reason", "memory"]) == 2
    assert "nothing is held against release r2" in sentence(capsys)


def test_a_stable_release_for_cuda_where_there_is_none(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.releases.add("on-gpu", device="cuda")
    bench.write(stable="on-gpu")

    assert cli.run(main, arguments(bench, free_port())) == 2
    assert "device cuda is asked for" in sentence(capsys)


def test_an_address_that_others_reach_takes_authentication(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.write()

    assert cli.run(main, [*arguments(bench, free_port()), "--host", "0.0.0.0"]) == 2
    assert "add --auth" in sentence(capsys)


def test_a_store_that_is_not_there(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.write()
    given = arguments(bench, free_port())
    at = given.index("--feature-api")

    assert cli.run(main, [*given[:at], "--store", str(bench.root / "absent.db"), *given[at + 2 :]]) == 2
    assert "absent.db" in sentence(capsys)
