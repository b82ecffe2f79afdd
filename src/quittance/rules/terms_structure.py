"""Terms of payment as a structure: parts, discounts and from when on days count."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.rules import calendar
from quittance.rules.refusals import Invalid

MOST_DAYS = 730
MOST_MONTHS = 24
MOST_PARTS = 36
MOST_DISCOUNTS = 5
WHOLE = 100 * 10**4
"""One hundred percent, in ten-thousandths of a percent."""

DAYS_FIRST = "days_first"
MONTH_END_FIRST = "month_end_first"
FROM_MONTH_END = "eom"
PROXIMO = "prox"
NEXT = "next"
PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Due:
    """When a part is due, counted from the start (see `Terms`).

    `days` later; `end_of_month` "days_first" then goes on to the month's end, "month_end_first" goes to the
    month's end before counting. `months` above 0 instead takes the first of `on_days` in that later month
    (proximo). Otherwise `on_days` moves on to the next such day of a month; 31 stands for the last day.
    """

    days: int = 0
    end_of_month: str = ""
    months: int = 0
    on_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Discount:
    """`percent_e4` ten-thousandths of a percent off until `days` after the start.

    `start` "eom" counts from the end of the start's month; "prox" makes `days` a day of the next month.
    """

    percent_e4: int
    days: int
    start: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the total, in ten-thousandths of a percent, and when it is due."""

    weight_e4: int
    due: Due


@dataclass(frozen=True, slots=True)
class Terms:
    """Parts that sum to `WHOLE`, discounts, and from when on days count.

    They count from the issue day, or from the receipt of goods (`from_receipt`). With a `cutoff` day, a start
    on that day of its month or later counts as the first of the next month. `roll` moves a due day that is no
    working day to the "next" or "previous" one; "" leaves it.
    """

    parts: tuple[Part, ...]
    discounts: tuple[Discount, ...] = ()
    cutoff: int = 0
    from_receipt: bool = False
    roll: str = ""

    def __post_init__(self) -> None:
        _check(self)


def _check(terms: Terms) -> None:
    """Raise `Invalid` unless the terms are whole and within bounds."""
    if not 1 <= len(terms.parts) <= MOST_PARTS or sum(part.weight_e4 for part in terms.parts) != WHOLE:
        raise Invalid("The instalments must add up to 100 percent.", field="terms")
    if any(part.weight_e4 <= 0 for part in terms.parts):
        raise Invalid("Each instalment must be above zero percent.", field="terms")
    if len(terms.discounts) > MOST_DISCOUNTS:
        raise Invalid(f"Terms have at most {MOST_DISCOUNTS} discounts.", field="terms")
    for part in terms.parts:
        _check_due(part.due)
    for one in terms.discounts:
        _check_discount(one)
        _check_worth_waiting(one, terms.parts)
    if terms.cutoff and not 2 <= terms.cutoff <= calendar.LAST:
        raise Invalid("The cut-off day lies between 2 and 31.", field="terms")


def _check_due(due: Due) -> None:
    if not 0 <= due.days <= MOST_DAYS:
        raise Invalid(f"Terms reach at most {MOST_DAYS} days.", field="terms")
    if not 0 <= due.months <= MOST_MONTHS or (due.months and len(due.on_days) != 1):
        raise Invalid(f"Terms reach at most {MOST_MONTHS} months.", field="terms")
    if any(not 1 <= day <= calendar.LAST for day in due.on_days):
        raise Invalid("A day of a month lies between 1 and 31.", field="terms")


def _check_discount(one: Discount) -> None:
    if not 0 < one.percent_e4 < WHOLE or not 0 <= one.days <= MOST_DAYS:
        raise Invalid(f"A discount lies between 0 and 100 percent, within {MOST_DAYS} days.", field="terms")
    if one.start == PROXIMO and not 1 <= one.days <= calendar.LAST:
        raise Invalid("A day of a month lies between 1 and 31.", field="terms")


def _check_worth_waiting(one: Discount, parts: tuple[Part, ...]) -> None:
    """A discount for paying later than the due day is a slip of the pen, such as 50/50 net 30."""
    due = parts[0].due
    if len(parts) == 1 and not one.start and due == Due(due.days) and one.days > due.days > 0:
        raise Invalid(
            f"The discount would last {one.days} days and payment is due after {due.days}. Check both.", field="terms"
        )
