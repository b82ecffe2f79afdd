"""The clock and the calendar of a time zone."""

from __future__ import annotations

import datetime
import zoneinfo


def hour(zone: str, now: int) -> int:
    """The hour on the clock of an IANA time zone; `now` in microseconds since 1970, UTC."""
    return clock(zone, now).hour


def day(zone: str, now: int) -> datetime.date:
    """The day on the calendar of an IANA time zone; `now` in microseconds since 1970, UTC."""
    return clock(zone, now).date()


def clock(zone: str, now: int) -> datetime.datetime:
    """What clock and calendar of an IANA time zone show; `now` in microseconds since 1970, UTC."""
    return datetime.datetime.fromtimestamp(now // 1_000_000, datetime.UTC).astimezone(zoneinfo.ZoneInfo(zone))


def moment(zone: str, day: datetime.date, at: int) -> int:
    """When a time zone's clock stands at the hour of the day, in microseconds since 1970, UTC."""
    return int(datetime.datetime.combine(day, datetime.time(at), zoneinfo.ZoneInfo(zone)).timestamp()) * 1_000_000
