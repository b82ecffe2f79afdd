"""Holds: placed with a reason, for a customer or a document, and lifted once."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import holds
from quittance.actions.command import Context
from quittance.actions.holds import LiftHold, PlaceHold
from quittance.reports import books
from quittance.reports import disputes as reports
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """C-1 owes INV-1 in two instalments."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", terms="50/50 net 10/30")
    return context


def test_a_hold_says_why_and_until_when(context: Context) -> None:
    made = holds.place(context, PlaceHold("C-1", "Audit at their side", until_on=context.today + DAY))
    (row,) = reports.holds(books.of(context), context.today)
    assert (row.id, row.document, row.reason) == (made.ids[0], "", "Audit at their side")
    assert reports.holds(books.of(context), context.today + 2 * DAY) == ()


def test_a_document_is_held_with_all_its_instalments_and_lifted_one_by_one(context: Context) -> None:
    made = holds.place(context, PlaceHold("C-1", "Sent to the wrong address", "INV-1"))
    assert len(made.ids) == 2
    assert holds.lift(context, LiftHold(made.ids[0])).lifted_on == context.today
    with pytest.raises(Conflict):
        holds.lift(context, LiftHold(made.ids[0]))
    assert [row.document for row in reports.holds(books.of(context), context.today, "C-1")] == ["INV-1"]


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (PlaceHold("C-1", ""), Invalid, "reason"),
        (PlaceHold("C-9", "x"), NotFound, "customer"),
        (PlaceHold("C-1", "x", "INV-9"), NotFound, "document"),
        (PlaceHold("C-1", "x", until_on=factories.TODAY - DAY), Invalid, "until_on"),
    ],
)
def test_what_is_no_hold_is_refused(context: Context, data: PlaceHold, refusal: type[Exception], field: str) -> None:
    with pytest.raises(refusal) as refused:
        holds.place(context, data)
    assert getattr(refused.value, "field", "") == field


def test_a_hold_that_is_none_is_not_lifted(context: Context) -> None:
    with pytest.raises(NotFound):
        holds.lift(context, LiftHold(7))
