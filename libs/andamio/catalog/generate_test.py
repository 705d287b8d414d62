"""Generated files follow the catalog, and whoever forgets to refresh them is told which and how."""

from pathlib import Path

import pytest

from andamio.catalog.generate import COMMAND, main, render, stale_files
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError


def test_the_committed_files_are_up_to_date() -> None:
    committed = Path(__file__).parent / "generated"
    assert stale_files(render(load_catalog()), committed) == {}, f"refresh them with {COMMAND}"


def test_every_contract_is_compiled_for_every_engine() -> None:
    files = render(load_catalog())
    engines = {"json_schema.json", "spark.ddl", "flink.sql", "arrow.txt", "feast.txt"}
    folders = {f"{contract.name}.v{contract.major}" for contract in load_catalog().contracts.values()}
    assert folders >= {"payment_captured.v1", "payment_reversed.v1"}
    assert {path.as_posix() for path in files} == {f"{folder}/{name}" for folder in folders for name in engines}
    assert all("generated, do not edit" in "".join(text.splitlines(keepends=True)[:2]) for text in files.values())


def test_check_names_each_stale_file_and_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "generated"
    assert main(["--out", str(out)]) == 0
    assert main(["--out", str(out), "--check"]) == 0
    (out / "payment_captured.v1/spark.ddl").write_text("edited", encoding="utf-8")
    (out / "payment_reversed.v1/flink.sql").unlink()
    (out / "gone.v1").mkdir()
    (out / "gone.v1/feast.txt").write_text("# generated, do not edit: compiled from gone", encoding="utf-8")
    capsys.readouterr()

    assert main(["--out", str(out), "--check"]) == 1
    told = capsys.readouterr().err
    for line in ("captured.v1/spark.ddl: differs", "reversed.v1/flink.sql: missing", "gone.v1/feast.txt: left over"):
        assert line in told
    assert f"3 generated files are stale; refresh them with {COMMAND}" in told

    assert main(["--out", str(out)]) == 0
    assert main(["--out", str(out), "--check"]) == 0


def test_a_file_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/spark.ddl").write_text("-- written by hand", encoding="utf-8")
    assert main(["--out", str(tmp_path)]) == 0
    assert (tmp_path / "theirs/spark.ddl").read_text(encoding="utf-8") == "-- written by hand"


def test_running_elsewhere_than_in_the_root_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="run this from the repository's root or choose one with --out"):
        main([])
