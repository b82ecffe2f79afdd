"""Balances beside movements: either way round, with gaps, and where they break."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import bank_balance
from quittance.formats.bank_balance import Step


def steps(*pairs: tuple[int, int | None]) -> list[Step]:
    """Movements with the balance behind each."""
    return [Step(f"row {n}", amount, balance) for n, (amount, balance) in enumerate(pairs, start=2)]


def test_the_latest_first_is_followed_backwards() -> None:
    found = bank_balance.check(steps((-5, 115), (20, 120)), backwards=True, same_day=False)
    assert (found.opening, found.closing, found.faults) == (100, 115, ())
    turned = bank_balance.check(steps((-5, 115), (20, 120)), backwards=False, same_day=True)
    assert turned.backwards and turned.opening == 100


def test_a_break_is_told_with_its_row() -> None:
    found = bank_balance.check(steps((5, 105), (20, 200), (1, 201)), backwards=False, same_day=False)
    assert [place for place, _ in found.faults] == ["row 3"] and (found.opening, found.closing) == (100, 201)


def test_without_balances_there_is_nothing_to_check() -> None:
    found = bank_balance.check(steps((5, None), (7, None)), backwards=False, same_day=True)
    assert (found.opening, found.closing, found.faults) == (None, None, ())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(-1000, 1000), st.lists(st.tuples(st.integers(-99, 99), st.booleans()), min_size=1, max_size=12))
def test_balances_that_hold_lead_from_opening_to_closing(opening: int, moves: list[tuple[int, bool]]) -> None:
    made, run = [], opening
    for n, (amount, shown) in enumerate(moves):
        run += amount
        made.append(Step(f"row {n}", amount, run if shown else None))
    found = bank_balance.check(made, backwards=False, same_day=False)
    assert found.faults == ()
    if any(shown for _, shown in moves):
        assert (found.opening, found.closing) == (opening, run)
