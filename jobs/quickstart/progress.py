"""Progress of the run for the person watching: numbered steps with their time, on stderr, as they happen."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TextIO

from quickstart.result import Step

_WIDTH = 220
Span = Callable[[str], AbstractContextManager[object]]


class Progress:
    """Prints steps and keeps them for the report."""

    def __init__(self, total: int, stream: TextIO | None = None, span: Span = nullcontext) -> None:
        """`span` makes a span of each step, by the first word of its name."""
        self._span = span
        self.steps: list[Step] = []
        self._total = total
        self._stream = stream or sys.stderr
        self._detail = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step; its last `say` becomes its detail."""
        started_ms = now_ms()
        self._detail = ""
        self._print(f"[{len(self.steps) + 1:2}/{self._total}] {name}")
        try:
            with self._span(name.partition(":")[0]):
                yield
        finally:
            ended_ms = now_ms()
            self.steps.append(Step(name=name, started_ms=started_ms, ended_ms=ended_ms, detail=self._detail))
            self._print(f"        {(ended_ms - started_ms) / 1000:.1f} s")

    def say(self, text: str) -> None:
        """One line of news within the current step."""
        self._detail = text
        self._print(f"        {text[:_WIDTH]}")

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def now_ms() -> int:
    """Wall clock, ms UTC."""
    return time.time_ns() // 1_000_000
