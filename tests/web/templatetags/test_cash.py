"""A line in few words: what there is to look at, how sure, whose account."""

from __future__ import annotations

import datetime

from quittance.reports.banking import LineRow
from quittance.reports.workbench import PartShown, Proposed
from quittance.web.templatetags import cash

DAY = datetime.date(2026, 3, 3)


def proposed(amount: int, *parts: PartShown, customer: str = "C-1") -> Proposed:
    """A proposal for a line of that amount."""
    texts = ("", "", "", "", "", "", "", "", "open", "")
    line = LineRow(1, "A", "1", "f", 1, 0, "line 1", DAY, DAY, "EUR", amount, *texts)
    return Proposed(line, "proposed", customer, "", parts, 990_000, (), (), 0, "", "", 0)


def test_the_gist_says_what_there_is_to_look_at() -> None:
    whole = PartShown("INV-1", "10.00", "", "", "")
    assert cash.gist(proposed(1000, whole)) == "INV-1"
    assert cash.gist(proposed(1200, whole)) == "Overpaid 2.00"
    assert cash.gist(proposed(2000, whole, PartShown("INV-2", "10.00", "", "", ""))) == "2 documents"
    assert cash.gist(proposed(900, PartShown("INV-1", "9.00", "1.00", "deduction", "price"))) == "Short payment"
    assert cash.gist(proposed(900)) == "On account" and cash.gist(proposed(900, customer="")) == "Unknown payer"


def test_a_chance_is_never_a_hundred_before_it_is_certain() -> None:
    assert [cash.chance(given) for given in (0, 854_999, 999_999, 1_000_000)] == ["0", "85", "99", "100"]


def test_an_account_is_told_by_its_ends() -> None:
    assert cash.masked("NL91ABNA0417164300") == "NL91 •••• 4300" and cash.masked("12345") == "12345"


def test_bars_are_as_long_as_what_they_say() -> None:
    assert 'width="86"' in cash.sure(860_000) and "accent" in cash.sure(860_000) and "bad" in cash.sure(220_000)
    assert 'width="190.0"' in cash.safe_bar(190, 10) and "190 of 200 lines safe, 10 to review" in cash.safe_bar(190, 10)
    assert cash.safe_bar(0, 0)


def test_amounts_and_differences_are_exact() -> None:
    assert cash.worth(123450, "EUR") == "€1,234.50" and cash.less(5, 7) == -2 and cash.decimals("JPY") == 0
