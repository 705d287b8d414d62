"""A time in which a processor was slow is found, whatever its speed is else, and moments near it are told from others."""

import os
import time
from pathlib import Path

import numpy
import pytest

from tests.bench.machine_speed import AFTER_S, BEFORE_S, Speeds, undisturbed, watched


def pieces(file: Path, took_us: list[float], from_s: float = 0.0) -> None:
    """Append pieces, one every 10 ms."""
    kept = [((from_s + 0.01 * number) * 1e9, took * 1e3) for number, took in enumerate(took_us)]
    with file.open("ab") as out:
        out.write(numpy.array(kept).astype("<i8").tobytes())


def test_slow_pieces_are_found_by_processor_among_those_of_the_time_that_is_asked_for(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("0", "1")]
    pieces(files[0], [30.0] * 20 + [50.0] * 3 + [30.0] * 7 + [50.0] + [30.0] * 69)
    pieces(files[1], [90.0] * 50 + [112.0] * 48 + [120.0] * 2)
    assert Speeds(files).slow_s(0.0, 1.0) == pytest.approx([0.20, 0.21, 0.22, 0.98, 0.99])
    assert Speeds(files).slow_s(0.25, 0.9).tolist() == []
    # What is slow all the time is this machine's speed of then.
    pieces(files[0], [50.0] * 100, from_s=1.0)
    assert Speeds(files).slow_s(1.0, 2.0).tolist() == []
    assert Speeds([]).slow_s(0.0, 1.0).tolist() == []


def test_half_a_record_is_not_read(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    pieces(kept, [30.0] * 10 + [60.0] * 3)
    kept.write_bytes(kept.read_bytes()[:-5])
    assert Speeds([kept]).slow_s(0.0, 1.0) == pytest.approx([0.10, 0.11])


def test_moments_shortly_before_and_after_a_slow_piece_are_disturbed() -> None:
    slow = numpy.array([1.0, 1.05, 3.0])
    moments = [
        0.5,
        1 - BEFORE_S - 0.001,
        1 - BEFORE_S + 0.001,
        1.02,
        1.05 + AFTER_S - 0.001,
        1.05 + AFTER_S + 0.001,
        9.0,
    ]
    assert undisturbed(numpy.array(moments), slow).tolist() == [True, True, False, False, False, True, True]
    assert undisturbed(numpy.array(moments), numpy.empty(0)).all()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: pieces run before all else on the machine")
def test_real_processors_are_watched() -> None:
    with watched() as speeds:
        began = time.monotonic()
        while time.monotonic() < began + 20 and not all(file.stat().st_size for file in speeds.files):
            time.sleep(0.05)
        assert all(file.stat().st_size >= 160 for file in speeds.files)
        slow = speeds.slow_s(began, time.monotonic())
    assert ((slow > began) & (slow < time.monotonic())).all()
