"""Flink's checkpoints on disk: which one a restarted job resumes from.

    <root>/<job id>/chk-<number>/_metadata

A restored job counts on from the number that it resumed, so over all job ids the highest number is the
newest. `_metadata` appears last and at once: a checkpoint that a crash cut short has none.
"""

from pathlib import Path


def newest(root: Path) -> Path | None:
    """The newest complete checkpoint under `root`, None if there is none."""
    return max((path.parent for path in root.glob("*/chk-*/_metadata")), key=_number, default=None)


def _number(checkpoint: Path) -> int:
    return int(checkpoint.name.removeprefix("chk-"))
