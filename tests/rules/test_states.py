"""States in a word: told from what is open, with lateness before part payment."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import states

TODAY = datetime.date(2026, 3, 31)
TOMORROW = datetime.date(2026, 4, 1)
YESTERDAY = datetime.date(2026, 3, 30)


@pytest.mark.parametrize(
    ("left", "due_on", "reversed_", "word"),
    [
        (100, TOMORROW, False, "open"),
        (100, TODAY, False, "open"),  # not late on the due day
        (100, YESTERDAY, False, "overdue"),
        (40, TOMORROW, False, "part-paid"),
        (40, YESTERDAY, False, "overdue"),
        (0, YESTERDAY, False, "paid"),
        (0, TOMORROW, False, "paid"),
        (0, TOMORROW, True, "reversed"),
    ],
)
def test_a_debt_has_one_state(left: int, due_on: datetime.date, reversed_: bool, word: str) -> None:
    assert states.of_debt(100, left, due_on, TODAY, reversed_) == word


@pytest.mark.parametrize(
    ("left", "reversed_", "word"), [(5, False, "to-be-used"), (0, False, "used"), (0, True, "reversed")]
)
def test_a_credit_has_one_state(left: int, reversed_: bool, word: str) -> None:
    assert states.of_credit(left, reversed_) == word


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(-400, 400), st.booleans())
def test_every_state_is_one_of_the_words(total: int, left: int, late: int, reversed_: bool) -> None:
    due = TODAY - datetime.timedelta(days=late)
    assert states.of_debt(total, min(left, total), due, TODAY, reversed_) in states.OF_DEBIT
    assert states.of_credit(left, reversed_) in states.OF_CREDIT
    assert set(states.OF_DEBIT) | set(states.OF_CREDIT) == set(states.WORDS)
