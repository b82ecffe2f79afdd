"""Allocation: never more than is open, exact to the minor unit, and taken back as if it had never been."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quittance.rules import allocation, chart
from quittance.rules.allocation import Share
from quittance.rules.ledger import CREDIT, DEBIT, Item, NewPosting
from quittance.rules.refusals import Invalid, Overallocated

DAY = datetime.date(2026, 3, 31)


def ids() -> Callable[[], int]:
    """Ids from 1000 on."""
    counted = itertools.count(1000)
    return lambda: next(counted)


def item_of(id: int, side: str, amount: int, base: int | None = None, **more: object) -> Item:
    """An open item of today."""
    plain = Item(id, 1, side, "invoice", "EUR", amount, amount if base is None else base, DAY, DAY, label=f"N-{id}")
    return replace(plain, **more)  # type: ignore[arg-type]


def balances(postings: Sequence[NewPosting]) -> dict[str, tuple[int, int]]:
    """Debits less credits of each account kind, in the currency and in base."""
    sums: dict[str, tuple[int, int]] = {}
    for row in postings:
        for kind, sign in ((row.debit, 1), (row.credit, -1)):
            amount, base = sums.get(kind, (0, 0))
            sums[kind] = (amount + sign * row.amount, base + sign * row.base_amount)
    return sums


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[Item], list[Share]]:
    """Open items of both sides in one currency, and shares that fit into what is open."""
    amounts = st.tuples(st.integers(1, 10**6), st.integers(0, 2 * 10**6))
    debits = [item_of(n, DEBIT, *draw(amounts)) for n in range(1, draw(st.integers(2, 5)))]
    credits = [item_of(n, CREDIT, *draw(amounts)) for n in range(11, draw(st.integers(12, 15)))]
    left = {item.id: item.amount for item in (*debits, *credits)}
    shares = []
    for debit in debits:
        for credit in credits:
            most = min(left[debit.id], left[credit.id])
            amount = draw(st.integers(0, most))
            if amount:
                shares.append(Share(debit.id, credit.id, amount))
                left[debit.id] -= amount
                left[credit.id] -= amount
    return [*debits, *credits], shares


@given(meetings())
@example(
    ([item_of(1, DEBIT, 3, 100), item_of(11, CREDIT, 3, 101)], [Share(1, 11, 1), Share(1, 11, 1), Share(1, 11, 1)])
)
def test_pairing_moves_exactly_the_shares_and_their_base_values(meeting: tuple[list[Item], list[Share]]) -> None:
    items, shares = meeting
    made = allocation.pair(items, shares, DAY, ids())
    after = {item.id: item for item in made.items}
    for item in items:
        mine = [one for one in made.allocations if item.id in (one.debit_item_id, one.credit_item_id)]
        assert after[item.id].allocated == sum(one.amount for one in mine) <= item.amount
        base = sum(one.debit_base if item.side == DEBIT else one.credit_base for one in mine)
        assert after[item.id].allocated_base == base <= item.base_amount
        assert after[item.id].open or not after[item.id].open_base, "what is closed leaves no cent"
    accounts = balances(made.postings)
    total = sum(share.amount for share in shares)
    receivable, unapplied = accounts.get(chart.RECEIVABLE, (0, 0)), accounts.get(chart.UNAPPLIED, (0, 0))
    assert receivable[0] == -total and unapplied[0] == total
    assert receivable[1] == -sum(one.debit_base for one in made.allocations)
    assert unapplied[1] == sum(one.credit_base for one in made.allocations)
    assert sum(base for _, base in accounts.values()) == 0
    assert all(row.amount >= 0 and row.base_amount >= 0 and row.debit != row.credit for row in made.postings)


@given(meetings())
def test_taking_back_is_the_exact_inverse(meeting: tuple[list[Item], list[Share]]) -> None:
    items, shares = meeting
    new_id = ids()
    made = allocation.pair(items, shares, DAY, new_id)
    later = DAY + datetime.timedelta(days=3)
    back = allocation.take_back(made.items, made.allocations, later, new_id)
    after = {item.id: item for item in back.items}
    for item in items:
        now = after[item.id]
        used = any(item.id in (share.debit_item_id, share.credit_item_id) for share in shares)
        assert (now.touched_on, now.freed_on) == ((later, later) if used else (None, None))
        assert replace(now, touched_on=None, freed_on=None) == item
    for one, inverse in zip(made.allocations, back.allocations, strict=True):
        assert inverse.reverses == one.id
        assert (inverse.amount, inverse.debit_base, inverse.credit_base) == (
            -one.amount,
            -one.debit_base,
            -one.credit_base,
        )
    assert set(balances([*made.postings, *back.postings]).values()) <= {(0, 0)}


@given(meetings(), st.data())
def test_taking_some_back_leaves_room_for_exactly_that(
    meeting: tuple[list[Item], list[Share]], data: st.DataObject
) -> None:
    items, shares = meeting
    new_id = ids()
    made = allocation.pair(items, shares, DAY, new_id)
    some = [one for one in made.allocations if data.draw(st.booleans())]
    back = allocation.take_back(made.items, some, DAY, new_id)
    again = [Share(one.debit_item_id, one.credit_item_id, one.amount) for one in some]
    final = allocation.pair(back.items, again, DAY, new_id)
    before = {item.id: (item.allocated, item.open == 0 and item.open_base) for item in made.items}
    assert {item.id: (item.allocated, item.open == 0 and item.open_base) for item in final.items} == before


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_one_more_than_is_open_is_refused_on_either_side(debit: int, credit: int, more: int) -> None:
    items = [item_of(1, DEBIT, debit), item_of(11, CREDIT, credit)]
    with pytest.raises(Overallocated) as refused:
        allocation.pair(items, [Share(1, 11, min(debit, credit) + more)], DAY, ids())
    assert refused.value.field == "amount" and "open on N-" in refused.value.sentence


def test_shares_of_one_plan_are_counted_together() -> None:
    items = [item_of(1, DEBIT, 100), item_of(11, CREDIT, 60), item_of(12, CREDIT, 60)]
    with pytest.raises(Overallocated, match="40"):
        allocation.pair(items, [Share(1, 11, 60), Share(1, 12, 60)], DAY, ids())


def test_two_debits_two_credits_and_two_currencies_never_meet() -> None:
    debit, credit = item_of(1, DEBIT, 100), item_of(11, CREDIT, 100)
    wrong = [
        ([debit, item_of(2, DEBIT, 100)], Share(1, 2, 10)),
        ([credit, item_of(12, CREDIT, 100)], Share(11, 12, 10)),
        ([debit, credit], Share(11, 1, 10)),
        ([debit, replace(credit, currency="USD")], Share(1, 11, 10)),
        ([debit, credit], Share(1, 11, 0)),
        ([debit, credit], Share(1, 11, -10)),
    ]
    for items, share in wrong:
        with pytest.raises(Invalid):
            allocation.pair(items, [share], DAY, ids())


def test_nothing_is_met_before_it_exists_or_before_it_was_free() -> None:
    later = DAY + datetime.timedelta(days=5)
    for debit, credit, first in (
        (item_of(1, DEBIT, 10, effective_on=later), item_of(11, CREDIT, 10), later),
        (item_of(1, DEBIT, 10), item_of(11, CREDIT, 10, effective_on=later), later),
        (item_of(1, DEBIT, 10, freed_on=later), item_of(11, CREDIT, 10), later),
        (item_of(1, DEBIT, 10), item_of(11, CREDIT, 10, freed_on=later), later),
        (item_of(1, DEBIT, 10), item_of(11, CREDIT, 10), DAY),
    ):
        assert allocation.earliest_day(debit, credit) == first
        with pytest.raises(Invalid, match=first.isoformat()):
            allocation.pair([debit, credit], [Share(1, 11, 5)], first - datetime.timedelta(days=1), ids())
        assert allocation.pair([debit, credit], [Share(1, 11, 5)], first, ids()).allocations[0].amount == 5


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 500)), max_size=8), st.integers(1, 2000)
)
def test_oldest_first_spends_all_it_can_in_the_order_of_age(drawn: list[tuple[int, int, int]], amount: int) -> None:
    debits = [
        item_of(
            n, DEBIT, size, due_on=DAY + datetime.timedelta(days=due), effective_on=DAY - datetime.timedelta(days=age)
        )
        for n, (due, age, size) in enumerate(drawn, start=1)
    ]
    credit = item_of(99, CREDIT, amount)
    shares = allocation.oldest_first(credit, debits)
    assert sum(share.amount for share in shares) == min(amount, sum(item.amount for item in debits))
    order = sorted(debits, key=lambda item: (item.due_on, item.effective_on, item.id))
    assert [share.debit_item_id for share in shares] == [item.id for item in order[: len(shares)]]
    by_id = {item.id: item for item in debits}
    assert all(share.amount == by_id[share.debit_item_id].open for share in shares[:-1]), "only the last is partial"


def test_oldest_first_may_be_capped_and_leaves_other_currencies_alone() -> None:
    debits = [item_of(1, DEBIT, 100, currency="USD"), item_of(2, DEBIT, 100), item_of(3, DEBIT, 50, allocated=50)]
    credit = item_of(11, CREDIT, 500)
    assert allocation.oldest_first(credit, debits, 30) == [Share(2, 11, 30)]
    assert allocation.oldest_first(credit, debits, 0) == []
    assert allocation.oldest_first(credit, debits) == [Share(2, 11, 100)]
    assert allocation.oldest_first(replace(credit, allocated=490), debits) == [Share(2, 11, 10)]


@pytest.mark.parametrize(
    ("debit_base", "credit_base", "side"),
    [(92_00, 90_00, (chart.FX, chart.RECEIVABLE)), (90_00, 92_00, (chart.RECEIVABLE, chart.FX)), (90_00, 90_00, None)],
)
def test_the_exchange_difference_is_posted_without_an_amount(
    debit_base: int, credit_base: int, side: tuple[str, str] | None
) -> None:
    items = [item_of(1, DEBIT, 100_00, debit_base), item_of(11, CREDIT, 100_00, credit_base)]
    rows = allocation.pair(items, [Share(1, 11, 100_00)], DAY, ids()).postings
    assert (rows[0].debit, rows[0].credit, rows[0].base_amount) == (chart.UNAPPLIED, chart.RECEIVABLE, credit_base)
    differences = [(row.debit, row.credit) for row in rows[1:]]
    assert differences == ([] if side is None else [side])
    assert all((row.amount, row.base_amount) == (0, 2_00) for row in rows[1:])
