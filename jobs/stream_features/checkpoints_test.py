from pathlib import Path

from stream_features.checkpoints import newest


def checkpoint(root: Path, job: str, number: int, complete: bool = True) -> Path:
    folder = root / job / f"chk-{number}"
    folder.mkdir(parents=True)
    if complete:
        (folder / "_metadata").write_bytes(b"")
    return folder


def test_no_checkpoints_is_none(tmp_path: Path) -> None:
    assert newest(tmp_path / "missing") is None


def test_the_highest_number_of_all_jobs_is_the_newest(tmp_path: Path) -> None:
    checkpoint(tmp_path, "b", 9)
    tenth = checkpoint(tmp_path, "a", 10)
    assert newest(tmp_path) == tenth


def test_a_checkpoint_that_a_crash_cut_short_is_passed_over(tmp_path: Path) -> None:
    whole = checkpoint(tmp_path, "a", 3)
    checkpoint(tmp_path, "a", 4, complete=False)
    assert newest(tmp_path) == whole
