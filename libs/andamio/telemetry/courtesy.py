"""How exporters work beside whoever answers requests in the same process."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_AT_A_TIME = 4
_PAUSE_S = 0.0005


def courteously(parts: Iterable[T]) -> Iterator[T]:
    """The spans or metrics one by one, with a pause after every few, for a loop on the exporting thread.

    A thread in Python keeps the others from running for 5 ms at a time unless it waits for something. What is exported
    every few seconds takes that long if it is done in one go: who is asked meanwhile would be answered so much later.
    """
    for number, part in enumerate(parts, 1):
        yield part
        if number % _AT_A_TIME == 0:
            time.sleep(_PAUSE_S)
