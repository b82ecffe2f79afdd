"""Items and plans are frozen values; what is open is what is not allocated."""

from __future__ import annotations

import datetime
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import ledger
from quittance.rules.ledger import Item, NewEntry, Plan

DAY = datetime.date(2026, 3, 31)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_is_open_is_what_is_not_allocated(amount: int, base: int, allocated: int, allocated_base: int) -> None:
    item = Item(1, 1, "D", "invoice", "EUR", amount, base, DAY, DAY, allocated, allocated_base)
    assert item.open + item.allocated == amount
    assert item.open_base + item.allocated_base == base


@pytest.mark.parametrize(
    "kind", [kind for _, kind in inspect.getmembers(ledger, inspect.isclass) if kind.__module__ == ledger.__name__]
)
def test_every_value_of_a_plan_is_frozen(kind: type) -> None:
    needed = [one for one in inspect.signature(kind).parameters.values() if one.default is inspect.Parameter.empty]
    made = kind(*[0] * len(needed))
    with pytest.raises(AttributeError):
        setattr(made, needed[0].name, 1)


def test_a_plan_touches_nothing_unless_told() -> None:
    plan = Plan((NewEntry(1, ledger.INVOICE, DAY),))
    assert (plan.documents, plan.payments, plan.touched) == ((), (), ())
