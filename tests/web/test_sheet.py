"""The allocation sheet adds up what is typed and what is left, and counts nothing it cannot read."""

from __future__ import annotations

import datetime

from quittance.actions.postings import Allocated
from quittance.web import sheet
from quittance.web.typed import Owed

DAY = datetime.date(2026, 6, 1)


def owed(number: str, left: int, apply: str, currency: str = "EUR") -> Owed:
    return Owed(number, DAY, 0, left, currency, apply)


def test_what_is_applied_left_and_stays_open_adds_up() -> None:
    made = sheet.of([owed("A", 10000, "1,00.00"), owed("B", 250000, "2,000.00"), owed("C", 500, "")], "2,100", "EUR")
    assert (made.received, made.applied, made.left) == (210000, 200000, 10000)
    assert [row.stays for row in made.rows] == [None, 50000, 500]
    assert (made.open, made.stays, made.decimals) == (260500, 60500, 2)


def test_too_much_shows_as_less_than_nothing_left() -> None:
    made = sheet.of([owed("A", 10000, "150")], "100", "EUR")
    assert (made.left, made.rows[0].stays) == (-5000, -5000)


def test_an_amount_that_cannot_be_read_is_none() -> None:
    assert sheet.of([], "many", "EUR").received is None
    assert sheet.of([], "", "EUR").left is None
    assert sheet.of([owed("A", 10, "1.5", "JPY")], "9", "JPY").rows[0].stays is None


def test_parts_of_one_document_are_told_together() -> None:
    made = [
        Allocated(1, "A", "1000.00", "0.00"),
        Allocated(2, "B", "5.00", "0.00"),
        Allocated(3, "A", "234.50", "1.00"),
    ]
    assert sheet.applied(made, "EUR") == {"A": "1,234.50", "B": "5.00"}
