from pathlib import Path

from stream_features.unpublished_lines import UnpublishedLines


def test_a_file_that_is_still_hidden_has_lines_that_nobody_sees(tmp_path: Path) -> None:
    lines = UnpublishedLines(tmp_path)
    assert not lines.exist()
    (tmp_path / ".part-a-0-0.inprogress").touch()
    assert lines.exist()
    (tmp_path / ".part-a-0-0.inprogress").rename(tmp_path / "part-a-0-0")
    assert not lines.exist()


def test_what_a_killed_run_left_hidden_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / ".part-a-0-0.inprogress").touch()
    assert not UnpublishedLines(tmp_path).exist()
