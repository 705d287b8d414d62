"""How a command ends, and what it refuses before it starts."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from andamio import cli
from andamio.errors import AndamioError, UserError


class CheckFailed(AndamioError):
    pass


def raising(error: BaseException) -> Callable[[list[str]], int]:
    def main(_: list[str]) -> int:
        raise error

    return main


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.argv", ["/somewhere/else/feature_parity", "--sample", "9"])
    return "feature_parity"


def test_the_status_of_a_command_is_its_own() -> None:
    assert cli.run(lambda _: 0, []) == 0
    assert cli.run(lambda _: 1, []) == 1


def test_a_command_gets_the_process_s_arguments_unless_given_others(program: str) -> None:
    seen: list[list[str]] = []

    def main(arguments: list[str]) -> int:
        seen.append(arguments)
        return 0

    cli.run(main)
    cli.run(main, ["--help"])
    assert seen == [["--sample", "9"], ["--help"]]


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (UserError("port 0 is none; choose another with --port"), 2, "port 0 is none; choose another with --port"),
        (CheckFailed("3 values differ; see parity.json"), 1, "3 values differ; see parity.json"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_a_deliberate_error_is_one_sentence_that_names_the_program(
    program: str, capsys: pytest.CaptureFixture[str], error: BaseException, status: int, sentence: str
) -> None:
    assert cli.run(raising(error), []) == status
    assert capsys.readouterr() == ("", f"{program}: {sentence}\n")


def test_a_binary_goes_by_the_name_of_its_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/feature_parity/main.py"])
    assert cli.run(raising(UserError("no")), []) == 2
    assert capsys.readouterr().err == "feature_parity: no\n"


@pytest.mark.parametrize("error", [ZeroDivisionError(), OSError("disk"), SystemExit(3)])
def test_nothing_else_is_caught(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised:
        cli.run(raising(error), [])
    assert raised.value is error


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(UserError, match=rf"port {port} is outside 1 to 65535; choose another with --port"):
        cli.require_free_port("127.0.0.1", port, "--port")


def test_a_port_in_use_is_refused_and_free_again_after() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(UserError, match=rf"port {port} on 127.0.0.1 .*choose another with --api-port"):
            cli.require_free_port("127.0.0.1", port, "--api-port")
    cli.require_free_port("127.0.0.1", port, "--api-port")


def test_a_port_of_a_connection_that_was_closed_a_moment_ago_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            accepted, _ = server.accept()
            # The side that closes first waits for stray packets.
            accepted.close()
            client.recv(1)
    cli.require_free_port("127.0.0.1", port, "--port")


def test_an_address_that_is_not_this_machine_s_is_refused() -> None:
    with pytest.raises(UserError, match=r"on 192\.0\.2\.1 cannot be used"):  # RFC 5737: nobody's
        cli.require_free_port("192.0.2.1", 8600, "--port")


def test_a_folder_is_made_with_its_parents_and_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "run" / "telemetry"
    cli.require_writable_directory(folder, "--telemetry-dir")
    (folder / "traces.ndjson").write_text("{}\n", encoding="utf-8")
    cli.require_writable_directory(folder, "--telemetry-dir")
    assert [path.name for path in folder.iterdir()] == ["traces.ndjson"]


@pytest.mark.parametrize("below", ["", "log"])
def test_a_file_in_the_way_of_a_folder_is_refused_and_kept(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"cannot write to .*file.*; choose another folder with --log-dir"):
        cli.require_writable_directory(file / below, "--log-dir")
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_nobody_may_write_in_is_refused() -> None:
    # Of the kernel's: its permissions bind root as well.
    with pytest.raises(UserError, match=r"cannot write to /proc/self \(.+\); choose another folder with --out"):
        cli.require_writable_directory(Path("/proc/self"), "--out")
