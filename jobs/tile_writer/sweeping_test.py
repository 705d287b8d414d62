"""Sweeps are taken a page at a time, and begin again after a pause."""

from collections.abc import Iterator

from tile_writer.sweeping import Sweeping


def test_a_sweep_goes_a_page_a_step_and_begins_again_after_the_pause() -> None:
    swept: list[str] = []
    clock = [0.0]

    def pages() -> Iterator[int]:
        for page in ("a", "b"):
            swept.append(page)
            yield 1

    sweeping = Sweeping(pages, lambda: clock[0], pause_s=10)
    sweeping.step()
    assert swept == []
    clock[0] = 10
    for expected in (["a"], ["a", "b"], ["a", "b"], ["a", "b"]):
        sweeping.step()
        assert swept == expected
    clock[0] = 20
    sweeping.step()
    assert swept == ["a", "b", "a"]
