"""Due days and early-payment windows: golden dates that a bookkeeper can read, and laws that hold for all."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import money, terms
from quittance.rules.calendar import DAY
from quittance.rules.terms import Discount, Due, Part, Terms
from tests.rules.terms_drawn import any_terms

GOLDEN = Path(__file__).with_name("terms_dates.txt")
"""One case a line: terms | issued, goods on …, closed on … | due days with their percent | windows."""

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


@dataclass(frozen=True)
class Case:
    """A golden line: what is agreed, from when on, and the days that follow from it."""

    said: str
    issued_on: datetime.date
    received_on: datetime.date | None
    holidays: frozenset[datetime.date]
    due: list[tuple[datetime.date, Decimal]]
    windows: list[tuple[datetime.date, Decimal]]


def case_of(line: str) -> Case:
    """A case from its line."""
    said, when, due, *early = (part.strip() for part in line.split("|"))
    goods = re.search(r"goods on (\S+)", when)
    closed = re.search(r"closed on (.+)", when)
    found = [re.fullmatch(r"(?:([\d.]+)% )?(\S+)", one.strip()) for one in due.split(",")]
    windows = [re.fullmatch(r"([\d.]+)% until (\S+)", one.strip()) for text in early for one in text.split(",")]
    return Case(
        said,
        datetime.date.fromisoformat(when[:10]),
        datetime.date.fromisoformat(goods[1].rstrip(",")) if goods else None,
        frozenset(map(datetime.date.fromisoformat, closed[1].split())) if closed else frozenset(),
        [(datetime.date.fromisoformat(one[2]), Decimal(one[1] or 100)) for one in found if one],
        [(datetime.date.fromisoformat(one[2]), Decimal(one[1])) for one in windows if one],
    )


LINES = [line for line in GOLDEN.read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES)
def test_a_golden_date_is_met(line: str) -> None:
    case = case_of(line)
    read = terms.read(case.said)
    due = terms.due_days(read, case.issued_on, received_on=case.received_on, holidays=case.holidays)
    assert [(day, Decimal(weight).scaleb(-4)) for day, weight in due] == case.due
    windows = terms.windows(read, case.issued_on, received_on=case.received_on, holidays=case.holidays)
    assert [(one.last_on, Decimal(one.percent_e4).scaleb(-4)) for one in windows] == case.windows


def test_there_are_enough_golden_dates() -> None:
    assert len(LINES) == len(set(LINES)) >= 200


@given(any_terms(), days, st.none() | days)
def test_no_part_is_due_before_the_issue_and_the_weights_are_whole(
    given_terms: Terms, issued_on: datetime.date, received_on: datetime.date | None
) -> None:
    due = terms.due_days(given_terms, issued_on, received_on=received_on)
    assert len(due) == len(given_terms.parts)
    assert all(day >= issued_on for day, _ in due)
    assert sum(weight for _, weight in due) == 100 * 10**4


@given(any_terms(), days)
def test_windows_come_in_the_order_in_which_they_close(given_terms: Terms, issued_on: datetime.date) -> None:
    found = terms.windows(given_terms, issued_on)
    assert [one.last_on for one in found] == sorted(one.last_on for one in found)
    assert sorted(one.percent_e4 for one in found) == sorted(one.percent_e4 for one in given_terms.discounts)


@given(any_terms(), days, st.integers(1, 1000))
def test_a_later_issue_is_never_due_earlier(given_terms: Terms, issued_on: datetime.date, more: int) -> None:
    earlier = terms.due_days(given_terms, issued_on)
    later = terms.due_days(given_terms, issued_on + more * DAY)
    assert all(one[0] <= other[0] for one, other in zip(earlier, later, strict=True))


@given(st.integers(0, 730), days)
def test_net_is_so_many_days_after_the_issue(count: int, issued_on: datetime.date) -> None:
    assert terms.due_days(terms.net(count), issued_on) == [(issued_on + count * DAY, 100 * 10**4)]


@pytest.mark.parametrize(
    ("total", "percent_e4", "discount", "payable"),
    [
        (1_200_00, 20_000, 24_00, 1_176_00),  # 2/10 net 30 on 1,200.00
        (1_725_05, 100_000, 172_51, 1_552_54),  # 172.505: rounded once, then taken off
        (19_04, 10_000, 19, 18_85),  # 4 x 4.76 at 1 percent, on the document
    ],
)
def test_a_discount_is_rounded_once_and_taken_off_the_total(
    total: int, percent_e4: int, discount: int, payable: int
) -> None:
    taken = money.ratio(total, percent_e4, 100 * 10**4)
    assert (taken, total - taken) == (discount, payable)


def test_parts_may_be_built_without_text() -> None:
    half = 50 * 10**4
    made = Terms((Part(half, Due()), Part(half, Due(30))), (Discount(2 * 10**4, 10),))
    on = datetime.date(2026, 1, 20)
    assert [day.isoformat() for day, _ in terms.due_days(made, on)] == ["2026-01-20", "2026-02-19"]
    assert terms.windows(made, on) == [terms.Window(datetime.date(2026, 1, 30), 2 * 10**4)]
