"""Sweeping a store page by page between writes, so that no write waits for more than a page."""

from collections.abc import Callable, Iterator

PAUSE_S = 60.0  # between two sweeps: what they drop is out of reach, so it costs memory and nothing else


class Sweeping:
    """Takes a sweep a step further whenever asked."""

    def __init__(
        self, pages: Callable[[], Iterator[int]], now_s: Callable[[], float], pause_s: float = PAUSE_S
    ) -> None:
        self._pages = pages
        self._now_s = now_s
        self._pause_s = pause_s
        self._under_way: Iterator[int] | None = None
        self._next_s = now_s() + pause_s

    def step(self) -> None:
        """Sweep one page, begin a sweep that is due, or do nothing."""
        if self._under_way is None:
            if self._now_s() < self._next_s:
                return
            self._under_way = self._pages()
        if next(self._under_way, None) is None:
            self._under_way = None
            self._next_s = self._now_s() + self._pause_s
