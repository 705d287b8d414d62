"""Savepoints: what a job is upgraded and rolled back through.

    <savepoint>/savepoint-*/     Flink's state
    <savepoint>/feed/<view>/     of an embedded log, the part of it that Flink was reading
    <savepoint>/partitions.json  of Kafka, how many partitions each topic had when it was first read
    <savepoint>/job.json         whose state it is; written last, so a folder without one is not a savepoint

`take` asks the running job to stop with one, and `restore` makes a state folder as it was then, for the next start. The
tile log is left alone: a version is a log position, so lines that are written again change nothing.
"""

import fcntl
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from andamio.errors import UserError
from stream_features.errors import StreamError
from stream_features.job_record import JobRecord, read_record
from stream_features.topic_partitions import carry

_REQUEST = "savepoint.request"
_RESTORING = "restoring"
_POLL_S = 0.1


def take(state: Path, savepoint: Path, timeout_s: float) -> None:
    """Have the job of `state` stop with a savepoint; returns when it has stopped.

    Raises `UserError` if no job runs or the folder is in use, `StreamError` if the job stopped without one.
    """
    require_empty(savepoint)
    if not _held(state):
        raise UserError(f"no stream runs on {state}; start it, or choose its folder with --checkpoint-dir")
    hidden = state / f".{_REQUEST}"
    hidden.write_text(json.dumps(str(savepoint)), encoding="utf-8")
    hidden.rename(state / _REQUEST)
    deadline = time.monotonic() + timeout_s
    while _held(state):
        if time.monotonic() > deadline:
            (state / _REQUEST).unlink(missing_ok=True)
            raise StreamError(
                f"the stream on {state} took no savepoint in {timeout_s:.0f} s; see its log, and try again"
            )
        time.sleep(_POLL_S)
    if read_record(savepoint) is None:
        raise StreamError(f"the stream on {state} stopped without a savepoint; start it again, and see its log")


def requested(state: Path) -> Path | None:
    """The folder in which somebody wants a savepoint."""
    path = state / _REQUEST
    return Path(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def forget_request(state: Path) -> None:
    """What was asked of a job that is gone, or has been done."""
    (state / _REQUEST).unlink(missing_ok=True)


def require_empty(savepoint: Path) -> None:
    """Raise `UserError` unless the folder can become a savepoint."""
    if savepoint.exists() and any(savepoint.iterdir()):
        raise UserError(f"{savepoint} is not empty; choose a new folder for the savepoint")


def keep(state: Path, savepoint: Path, record: JobRecord) -> None:
    """Complete the savepoint that Flink has written, and have the next start resume from it."""
    feed = state / "feed"
    if feed.exists():
        shutil.copytree(feed, savepoint / "feed")
    carry(state, savepoint)
    JobRecord(record.views, str(state)).write(savepoint)
    JobRecord(record.views, str(savepoint)).write(state)


def flink_state(savepoint: Path) -> Path:
    """Where in a savepoint Flink's own state is."""
    found = sorted(path.parent for path in savepoint.glob("savepoint-*/_metadata"))
    if not found:
        raise UserError(f"{savepoint} is not a savepoint, or not a whole one; choose another")
    return found[-1]


def restore(state: Path, savepoint: Path) -> None:
    """Make the state folder as it was at the savepoint. Raises `UserError` if a job runs, or it is of another folder."""
    record = read_record(savepoint)
    if record is None:
        raise UserError(f"{savepoint} is not a savepoint, or not a whole one; choose another")
    flink_state(savepoint)
    if (savepoint / "feed").exists() and record.savepoint != str(state):
        raise UserError(
            f"{savepoint} was taken of {record.savepoint}, and names files in it; restore it there, with --checkpoint-dir"
        )
    state.mkdir(parents=True, exist_ok=True)
    with _lock(state):
        (state / _RESTORING).touch()
        forget_request(state)
        shutil.rmtree(state / "feed", ignore_errors=True)
        if (savepoint / "feed").exists():
            shutil.copytree(savepoint / "feed", state / "feed")
        carry(savepoint, state)
        shutil.rmtree(state / "checkpoints", ignore_errors=True)
        JobRecord(record.views, str(savepoint)).write(state)
        (state / _RESTORING).unlink()


def require_restored(state: Path) -> None:
    """Raise `UserError` if a restore into the state folder was cut short."""
    if (state / _RESTORING).exists():
        raise UserError(f"a restore into {state} was cut short; do it again")


def _held(state: Path) -> bool:
    if not (state / "lock").exists():
        return False
    with (state / "lock").open("ab") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


@contextmanager
def _lock(state: Path) -> Iterator[None]:
    with (state / "lock").open("ab") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UserError(f"a stream runs on {state}; stop it first") from None
        yield
