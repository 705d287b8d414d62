"""Freeze windows: the times at which no rollout moves forward. Rollbacks, aborts and the kill switch know no freeze.

    {"name": "weekend", "time_zone": "Europe/Madrid", "weekly": {"from": "fri 16:00", "until": "mon 08:00"}}
    {"name": "sales",   "time_zone": "Europe/Madrid", "from": "2026-11-27T00:00", "until": "2026-12-01T00:00"}

A window is half open: in force at `from`, over at `until`. Times are those on the wall of its time zone, which is named,
never guessed: where the clocks go back an hour, the repeated hour belongs to the window twice; where they go forward,
a bound that does not exist takes effect with the next time that does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from andamio.rollout.json_fields import Fields

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time of the week on the wall: minutes from Monday 00:00, 0 to 10,079."""

    minute: int

    @classmethod
    def from_text(cls, text: str) -> "WallTime":
        """Parse "fri 16:00"; raises `ValueError`."""
        day, _, clock = text.partition(" ")
        hour, minute = (int(part) for part in clock.split(":"))
        if day not in _DAYS or not 0 <= hour < 24 or not 0 <= minute < 60:
            raise ValueError(text)
        return cls((_DAYS.index(day) * 24 + hour) * 60 + minute)

    def to_text(self) -> str:
        """As `from_text` parses it."""
        hours, minute = divmod(self.minute, 60)
        return f"{_DAYS[hours // 24]} {hours % 24:02}:{minute:02}"


@dataclass(frozen=True, slots=True)
class FreezeWindow:
    """One window: either every week, or once between two dates."""

    name: str
    time_zone: str
    """IANA name, as in Europe/Madrid or UTC."""
    weekly: tuple[WallTime, WallTime] | None = None
    """From and until; until before from goes over the end of the week."""
    once: tuple[datetime, datetime] | None = None
    """From and until on the wall of the time zone, without an offset of their own."""

    @classmethod
    def from_fields(cls, fields: Fields) -> "FreezeWindow":
        """Parse a document; raises `InvalidDocument` naming the field and the fix."""
        fields.refuse_unknown("name", "time_zone", "weekly", "from", "until")
        name, zone = fields.text("name"), fields.text("time_zone")
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise fields.invalid("time_zone", f"must be an IANA name, as in Europe/Madrid, not {zone!r}") from None
        if fields.has("weekly"):
            if fields.has("from") or fields.has("until"):
                raise fields.invalid("weekly", "stands alone; leave out from and until, or weekly")
            nested = fields.object("weekly")
            nested.refuse_unknown("from", "until")
            weekly = (_week_time(nested, "from"), _week_time(nested, "until"))
            if weekly[0] == weekly[1]:
                raise nested.invalid("until", "must differ from `from`; to stop rollouts for good, freeze them")
            return cls(name, zone, weekly=weekly)
        once = (_date_time(fields, "from"), _date_time(fields, "until"))
        if once[0] >= once[1]:
            raise fields.invalid("until", "must be after `from`")
        return cls(name, zone, once=once)

    def to_document(self) -> dict[str, Any]:
        """As `from_fields` parses it."""
        document: dict[str, Any] = {"name": self.name, "time_zone": self.time_zone}
        if self.weekly is not None:
            return {**document, "weekly": {"from": self.weekly[0].to_text(), "until": self.weekly[1].to_text()}}
        assert self.once is not None
        return {**document, "from": self.once[0].isoformat("T"), "until": self.once[1].isoformat("T")}

    def in_force(self, now_ms: int) -> bool:
        """Whether the window is in force at `now_ms`, milliseconds UTC since 1970."""
        wall = _wall(now_ms, self.time_zone)
        if self.weekly is not None:
            minute = (wall.weekday() * 24 + wall.hour) * 60 + wall.minute
            start, end = self.weekly[0].minute, self.weekly[1].minute
            return start <= minute < end if start < end else minute >= start or minute < end
        assert self.once is not None
        return self.once[0] <= wall < self.once[1]


def window_in_force(windows: Iterable[FreezeWindow], now_ms: int) -> FreezeWindow | None:
    """The first of the windows that is in force at `now_ms`, if any."""
    return next((window for window in windows if window.in_force(now_ms)), None)


def _wall(now_ms: int, time_zone: str) -> datetime:
    # A sum, not fromtimestamp: a clock that jumps beyond a platform's range must not end the controller.
    return (_EPOCH + timedelta(milliseconds=now_ms)).astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)


def _week_time(fields: Fields, field: str) -> WallTime:
    text = fields.text(field)
    try:
        return WallTime.from_text(text)
    except ValueError:
        raise fields.invalid(field, f"must be a day and a time, as in 'fri 16:00', not {text!r}") from None


def _date_time(fields: Fields, field: str) -> datetime:
    text = fields.text(field)
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise fields.invalid(field, f"must be a date and time, as in '2026-12-24T18:00', not {text!r}") from None
    if parsed.tzinfo is not None:
        raise fields.invalid(field, "must not carry an offset: time_zone says where it is")
    return parsed
