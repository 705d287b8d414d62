from pathlib import Path

from stream_features.tile_log_progress import TileLogProgress, runs


def publish(folder: Path, run: str, number: int, *positions: int) -> None:
    lines = [f'{{"kind":"progress","position":{position},"view":"v@1"}}\n' for position in positions]
    (folder / f"part-{run}-0-{number}").write_text("".join(lines))


def test_progress_is_the_highest_position_of_any_file(tmp_path: Path) -> None:
    publish(tmp_path, "a", 0, 1, 2)
    progress = TileLogProgress(tmp_path)
    assert progress.reached(2)
    assert not progress.reached(3)
    publish(tmp_path, "a", 1, 3)
    assert progress.reached(3)
    assert progress.newest() == 3


def test_what_a_run_before_a_rollback_had_read_is_not_read_again_yet(tmp_path: Path) -> None:
    publish(tmp_path, "a-b", 0, 1)
    publish(tmp_path, "a-c", 0, 2, 9)
    progress = TileLogProgress(tmp_path, position=1, former_runs=runs(tmp_path))
    assert progress.reached(1)
    assert not progress.reached(2)
    publish(tmp_path, "a-d", 0, 2, 3)
    assert progress.reached(3)
    assert not progress.reached(9)
