"""What a kill leaves of a line is not one."""

from pathlib import Path

from andamio.whole_lines import whole_lines


def test_a_line_that_a_kill_cut_short_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    # U+2028 ends a line for `str.splitlines`, and for no writer of logs.
    log.write_text('{"a": "\u2028"}\n\n{"b": 2}\n{"c"', encoding="utf-8")
    assert list(whole_lines(log)) == [(1, '{"a": "\u2028"}\n'), (2, "\n"), (3, '{"b": 2}\n')]
    log.write_text("")
    assert list(whole_lines(log)) == []
