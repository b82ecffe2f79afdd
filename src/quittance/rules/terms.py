"""Terms of payment: read from text, and resolved to due days, instalments and early-payment windows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.rules import calendar
from quittance.rules.terms_structure import (
    DAYS_FIRST,
    FROM_MONTH_END,
    MONTH_END_FIRST,
    NEXT,
    PREVIOUS,
    PROXIMO,
    WHOLE,
    Discount,
    Due,
    Part,
    Terms,
)
from quittance.rules.terms_text import read, write

__all__ = ["Discount", "Due", "Part", "Terms", "Window", "due_days", "due_on", "net", "read", "windows", "write"]


@dataclass(frozen=True, slots=True)
class Window:
    """`percent_e4` ten-thousandths of a percent off for payment on or before `last_on`."""

    last_on: datetime.date
    percent_e4: int


def due_days(
    terms: Terms,
    issued_on: datetime.date,
    *,
    received_on: datetime.date | None = None,
    holidays: frozenset[datetime.date] = frozenset(),
) -> list[tuple[datetime.date, int]]:
    """One (due day, weight) per part, in the order of the parts; no day lies before the issue."""
    start = _start(terms, issued_on, received_on)
    found = []
    for part in terms.parts:
        day = _rolled(due_on(part.due, start), terms.roll, holidays)
        found.append((max(day, issued_on), part.weight_e4))
    return found


def windows(
    terms: Terms,
    issued_on: datetime.date,
    *,
    received_on: datetime.date | None = None,
    holidays: frozenset[datetime.date] = frozenset(),
) -> list[Window]:
    """Early-payment windows, the first to close first."""
    start = _start(terms, issued_on, received_on)
    found = []
    for one in terms.discounts:
        if one.start == PROXIMO:
            last = calendar.in_months(start, 1, one.days)
        elif one.start == FROM_MONTH_END:
            last = calendar.month_end(start) + one.days * calendar.DAY
        else:
            last = start + one.days * calendar.DAY
        found.append(Window(_rolled(last, terms.roll, holidays), one.percent_e4))
    return sorted(found, key=lambda window: (window.last_on, -window.percent_e4))


def due_on(due: Due, start: datetime.date) -> datetime.date:
    """The day on which a part is due when days count from `start`, before any rolling."""
    if due.months:
        return calendar.in_months(start, due.months, due.on_days[0])
    if due.end_of_month == MONTH_END_FIRST:
        return calendar.month_end(start) + due.days * calendar.DAY
    day = start + due.days * calendar.DAY
    if due.end_of_month == DAYS_FIRST:
        return calendar.month_end(day)
    return calendar.next_listed(day, due.on_days) if due.on_days else day


def net(days: int) -> Terms:
    """The whole, so many days after the issue."""
    return Terms((Part(WHOLE, Due(days)),))


def _start(terms: Terms, issued_on: datetime.date, received_on: datetime.date | None) -> datetime.date:
    start = received_on if terms.from_receipt and received_on is not None else issued_on
    if terms.cutoff and start.day >= terms.cutoff:
        return calendar.in_months(start, 1, 1)
    return start


def _rolled(day: datetime.date, roll: str, holidays: frozenset[datetime.date]) -> datetime.date:
    if roll == NEXT:
        return calendar.next_working(day, holidays)
    return calendar.previous_working(day, holidays) if roll == PREVIOUS else day
