"""Any bank line over any documents: applied and taken back, every side stands as before and the books agree."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quittance.actions import cash
from quittance.actions.cash import ApplyLine, Part, UndoLine
from quittance.rules import money
from quittance.rules.refusals import Refusal
from tests import factories
from tests.actions.test_cash import clean, line, state

pytestmark = pytest.mark.django_db

KINDS = ("", "discount", "charge", "rounding", "deduction")
PARTS = st.lists(
    st.tuples(
        st.sampled_from(("INV-1", "INV-2", "INV-3", "CN-1")),
        st.integers(-3_000, 25_000),
        st.integers(0, 3_000),
        st.sampled_from(KINDS),
    ),
    max_size=4,
    unique_by=lambda part: part[0],
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.integers(1, 60_000), given_parts=PARTS)
def test_what_is_applied_is_taken_back_to_the_cent(
    db: None, amount: int, given_parts: list[tuple[str, int, int, str]]
) -> None:
    context = factories.company()
    factories.customer(context, "C-1", terms="2/10 net 30")
    for number, total in (("INV-1", "100.00"), ("INV-2", "250.00"), ("INV-3", "80.00")):
        factories.invoice(context, number, total, datetime.date(2026, 2, 25), terms="2/10 net 30")
    factories.credit_note(context, "CN-1", "30.00", datetime.date(2026, 2, 26))
    id = line(context, money.write(amount, "EUR"))
    before = state(context)
    parts = tuple(
        Part(number, money.write(paid, "EUR"), money.write(off, "EUR") if kind else "", kind, "price")
        for number, paid, off, kind in given_parts
    )
    try:
        made = cash.apply_line(context, ApplyLine(id, "C-1", parts))
    except Refusal:
        assert state(context) == before
        return
    paid = sum(money.read(part.amount, "EUR") for part in parts)
    assert money.read(made.unapplied, "EUR") == amount - paid
    assert clean(context)
    cash.undo(context, UndoLine(id, "taken back"))
    assert state(context) == before and clean(context)
