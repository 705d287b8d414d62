"""Freeze windows are half open, on the wall of their time zone, also where its clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.json_fields import Fields
from andamio.rollout.machine.freeze_windows import FreezeWindow, window_in_force

WEEKEND = {"name": "weekend", "time_zone": "Europe/Madrid", "weekly": {"from": "fri 16:00", "until": "mon 08:00"}}
SALES = {"name": "sales", "time_zone": "Europe/Madrid", "from": "2026-11-27T00:00", "until": "2026-12-01T00:00"}


def window(document: dict[str, object]) -> FreezeWindow:
    return FreezeWindow.from_fields(Fields(document, "window"))


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("document", "when", "in_force"),
    [
        (WEEKEND, "2026-11-20T15:59:59", False),
        (WEEKEND, "2026-11-20T16:00", True),
        (WEEKEND, "2026-11-22T12:00", True),
        (WEEKEND, "2026-11-23T07:59:59", True),
        (WEEKEND, "2026-11-23T08:00", False),
        (SALES, "2026-11-26T23:59:59", False),
        (SALES, "2026-11-27T00:00", True),
        (SALES, "2026-12-01T00:00", False),
        # 16:00 in Madrid is 14:00 UTC in summer, 15:00 in winter.
        (WEEKEND, "2026-07-03T16:00", True),
    ],
)
def test_a_window_is_in_force_from_its_start_until_just_before_its_end(
    document: dict[str, object], when: str, in_force: bool
) -> None:
    assert window(document).in_force(at(when, "Europe/Madrid")) == in_force
    assert (window_in_force([window(document)], at(when, "Europe/Madrid")) is not None) == in_force


def test_the_hour_that_the_clocks_repeat_belongs_to_the_window_twice() -> None:
    night = window({"name": "n", "time_zone": "Europe/Madrid", "weekly": {"from": "sun 02:15", "until": "sun 02:45"}})
    # On 2026-10-25 at 01:00 UTC, 03:00 in Madrid becomes 02:00.
    start = at("2026-10-25T00:00")
    minutes = [m for m in range(180) if night.in_force(start + m * 60_000)]
    assert minutes == [*range(15, 45), *range(75, 105)]


@given(st.integers(0, 7 * 24 * 60 - 1), st.integers(0, 7 * 24 * 60 - 1), st.integers(0, 10**12))
def test_a_weekly_window_is_in_force_for_its_length_in_every_week(start: int, end: int, now_ms: int) -> None:
    if start == end:
        return
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    text = [f"{names[m // 1440]} {m % 1440 // 60:02}:{m % 60:02}" for m in (start, end)]
    weekly = window({"name": "w", "time_zone": "UTC", "weekly": {"from": text[0], "until": text[1]}})
    # The oracle: the minutes of the window, one after the other, until its end.
    minutes = {(start + i) % 10_080 for i in range((end - start) % 10_080)}
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=now_ms)
    assert weekly.in_force(now_ms) == ((now.weekday() * 24 + now.hour) * 60 + now.minute in minutes)
    assert window(weekly.to_document()) == weekly


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({**SALES, "time_zone": "Madrid"}, "'time_zone' must be an IANA name"),
        ({"name": "x", "from": "2026-11-27T00:00", "until": "2026-12-01T00:00"}, "'time_zone' must be a string"),
        ({**SALES, "until": "2026-11-26T00:00"}, "'until' must be after"),
        ({**SALES, "from": "2026-11-27T00:00+01:00"}, "must not carry an offset"),
        ({**WEEKEND, "weekly": {"from": "Friday", "until": "mon 08:00"}}, "as in 'fri 16:00'"),
        ({**WEEKEND, "weekly": {"from": "fri 16:00", "until": "fri 16:00"}}, "must differ"),
        ({**WEEKEND, "from": "2026-11-27T00:00"}, "stands alone"),
        ({**WEEKEND, "untill": 1}, "'untill' is not known"),
    ],
)
def test_a_document_that_breaks_the_format_is_refused_with_its_field(document: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidDocument, match=says):
        window(document)
