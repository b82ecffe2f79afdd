"""An advice finds its line by reference, or by amount and payer; what differs is told document by document."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import advices
from quittance.rules.advices import Difference, Money, Word
from quittance.rules.matching_values import AdviceLine

DAY = datetime.date(2026, 3, 9)
WORD = Word(1, DAY, 48_000, "EUR", "Havstein Seafood AS", "HS-99812", ("INV-26-01057",))
LINE = Money(7, DAY, 48_000, "EUR", "HAVSTEIN SEAFOOD AS", ("",), "goods")


def test_a_reference_or_amount_and_payer_tell_the_line() -> None:
    (pair,) = advices.pair([WORD], [LINE])
    assert (pair.advice_id, pair.line_id) == (1, 7) and "same amount" in pair.reasons
    other = replace(LINE, amount=47_000, payer="")
    assert advices.pair([WORD], [other]) == ()
    assert advices.pair([WORD], [replace(other, text="HS 99812")])[0].reasons[0] == "payment reference HS-99812"


def test_amount_alone_another_currency_or_a_far_day_do_not() -> None:
    assert advices.pair([WORD], [replace(LINE, payer="SOMEBODY ELSE LTD")]) == ()
    assert advices.pair([WORD], [replace(LINE, currency="USD")]) == ()
    assert advices.pair([WORD], [replace(LINE, on=DAY + datetime.timedelta(days=13))]) == ()


def test_two_that_fit_alike_are_left_to_a_person() -> None:
    assert advices.pair([WORD], [LINE, replace(LINE, id=8)]) == ()
    assert advices.pair([WORD, replace(WORD, id=2)], [LINE]) == ()
    named = replace(LINE, id=8, text="INV-26-01057")
    assert [pair.line_id for pair in advices.pair([WORD], [LINE, named])] == [8]


def test_differences_name_the_documents_on_either_side() -> None:
    advised = (AdviceLine("INV-26-01057", 100), AdviceLine("1607", 200), AdviceLine("INV-9", 300))
    applied = [("INV-26-01057", 100), ("INV-26-01607", 150), ("INV-4", 5)]
    assert advices.differences(advised, applied) == (
        Difference("INV-26-01607", "amount", 200, 150),
        Difference("INV-9", "missing", 300, 0),
        Difference("INV-4", "extra", 0, 5),
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.dictionaries(st.integers(100, 120), st.integers(1, 500), max_size=8))
def test_the_same_on_both_sides_differs_nowhere(paid: dict[int, int]) -> None:
    lines = [AdviceLine(f"INV-{n}", amount) for n, amount in paid.items()]
    assert advices.differences(lines, [(f"inv {n}", amount) for n, amount in paid.items()]) == ()
