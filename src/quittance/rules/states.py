"""States in a word: how a document or a payment stands, told from what is open on it."""

from __future__ import annotations

import datetime

OPEN = "open"
OVERDUE = "overdue"
PART_PAID = "part-paid"
PAID = "paid"
REVERSED = "reversed"
TO_BE_USED = "to-be-used"
USED = "used"

OF_DEBIT = (OPEN, OVERDUE, PART_PAID, PAID, REVERSED)
OF_CREDIT = (TO_BE_USED, USED, REVERSED)
WORDS = (OPEN, OVERDUE, PART_PAID, PAID, REVERSED, TO_BE_USED, USED)


def of_debt(total: int, left: int, due_on: datetime.date, today: datetime.date, reversed_: bool) -> str:
    """The state of a debt of `total` with `left` open; `due_on` is that of its oldest open part.

    Overdue begins on the day after the due day, and tells more than part-paid.
    """
    if reversed_:
        return REVERSED
    if left == 0:
        return PAID
    if due_on < today:
        return OVERDUE
    return PART_PAID if left < total else OPEN


def of_credit(left: int, reversed_: bool) -> str:
    """The state of a payment or credit note with `left` not allocated yet."""
    if reversed_:
        return REVERSED
    return TO_BE_USED if left else USED
