"""Others run between a few parts and the next, and nothing is lost or moved."""

import time

import pytest

from andamio.telemetry.courtesy import courteously


def test_all_parts_come_in_order_with_a_pause_after_every_few(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: heard.append("others"))
    for part in courteously(range(9)):
        heard.append(part)

    assert heard == [0, 1, 2, 3, "others", 4, 5, 6, 7, "others", 8]
