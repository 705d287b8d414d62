"""Simulations in parts that outlive a run: what a part needs is its tasks and the code, and by these it is found again."""

import hashlib
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TypeVar

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")

PART = 100


class OutOfTime(Exception):
    """The time is over and there is more to do."""


class KeptParts:
    """Parts of `PART` tasks in the files of `folder`; None keeps nothing. Only load files that you wrote: they are pickles."""

    def __init__(self, folder: Path | None, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._until = clock() + seconds
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def run(
        self,
        pool: Executor,
        simulate: Callable[[_Task], _Done],
        tasks: Sequence[_Task],
        name: str,
        code: Sequence[Path],
    ) -> list[_Done]:
        """What became of all `tasks`; raises `OutOfTime` where not all could be begun. `code`: what decides on it."""
        digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in code))
        done: list[_Done] = []
        for first in range(0, len(tasks), PART):
            part = tasks[first : first + PART]
            of_part = digest.copy()
            of_part.update(repr(part).encode())
            path = None if self._folder is None else self._folder / f"{name}-{of_part.hexdigest()[:24]}.pickle"
            if path is not None and path.exists():
                done += pickle.loads(path.read_bytes())
                continue
            if self._clock() >= self._until:
                raise OutOfTime(f"{name}: {first} of {len(tasks)} rollouts; run again to go on")
            results = list(pool.map(simulate, part, chunksize=5))
            if path is not None:
                half = path.with_suffix(".half")
                half.write_bytes(pickle.dumps(results))
                half.rename(path)
            done += results
            print(f"{name}: {len(done)} of {len(tasks)} rollouts", file=sys.stderr, flush=True)
        return done
