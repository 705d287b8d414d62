"""A run that ends in time goes on where it ended, and other code or tasks begin anew."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bench.judges.kept_parts import PART, KeptParts, OutOfTime


def test_what_was_simulated_is_not_simulated_again(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("1")
    begun: list[int] = []

    def square(task: int) -> int:
        begun.append(task)
        return task * task

    tasks = list(range(2 * PART + 1))
    times = iter(range(100))
    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(OutOfTime, match=f"{PART} of {len(tasks)}"):
            KeptParts(tmp_path / "parts", 2, lambda: float(next(times))).run(pool, square, tasks, "squares", [code])
        assert sorted(begun) == tasks[:PART]
        later = KeptParts(tmp_path / "parts", 1e9)
        assert later.run(pool, square, tasks, "squares", [code]) == [task * task for task in tasks]
        assert sorted(begun) == tasks
        code.write_text("2")
        later.run(pool, square, tasks[:1], "squares", [code])
        assert begun.count(0) == 2
