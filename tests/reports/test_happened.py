"""What happened with a customer: papers, deliveries, payments and words in the order of their days, without notes."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, disputes, plans, promises, reversals
from quittance.actions.command import Context
from quittance.reports import books, customers, happened
from quittance.reports.happened import Happening, Whose
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 has two late invoices and has said something about each."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "500.00", TODAY - 50 * DAY, TODAY - 20 * DAY)
    factories.payment(context, "PAY-1", "10.00", TODAY - 40 * DAY)
    return context


def asked(context: Context, since: datetime.date) -> tuple[Happening, ...]:
    """What happened with C-1 since a day."""
    here = books.of(context)
    return happened.of(here, Whose(customers.id_of(here, "C-1"), "C-1", since))


def test_everything_stands_on_its_day(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", TODAY + DAY, "100.00", ("INV-1",), said_by="Ada"))
    plans.agree(context, plans.AgreePlan("C-1", ("INV-2",), "", 1, TODAY + DAY))
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "damage", "50.00"))
    activities.log(context, activities.LogActivity("C-1", "call", "Will look into it", "reached"))
    activities.log(context, activities.LogActivity("C-1", "note", "Never trust them"))
    found = asked(context, TODAY - 60 * DAY)
    assert [(one.on, one.kind, one.said, one.minor) for one in found[:3]] == [
        (TODAY - 60 * DAY, "invoice", "INV-1", 100_000),
        (TODAY - 50 * DAY, "invoice", "INV-2", 50_000),
        (TODAY - 40 * DAY, "payment", "PAY-1", 1_000),
    ]
    assert (found[4].by, found[4].state, found[4].text) == (TODAY + DAY, "open", "Ada")
    assert [one.kind for one in found[3:]] == ["call", "promise", "plan", "dispute"]
    activities.log(context, activities.LogActivity("C-1", "call", "Later that day", "reached"))
    said = [one.text for one in asked(context, TODAY) if one.kind == "call"]
    assert said == ["Will look into it", "Later that day"], "in the order in which they were made"
    assert "Never trust them" not in str(found) and "Will look into it" in str(found)


def test_a_payment_names_what_it_pays_down_and_that_it_was_returned(context: Context) -> None:
    factories.allocate(context, "PAY-1", ("INV-1", "10.00"))
    factories.payment(context, "PAY-2", "20.00", TODAY - 5 * DAY)
    factories.allocate(context, "PAY-2", ("INV-1", "5.00"), ("INV-2", "15.00"))
    reversals.reverse(context, reversals.Reverse("Returned by the bank", "PAY-2"))
    factories.payment(context, "PAY-3", "1.00", TODAY)
    found = [one for one in asked(context, TODAY - 60 * DAY) if one.kind == "payment"]
    assert [(one.said, one.about, one.state, one.by) for one in found] == [
        ("PAY-1", ("INV-1",), "", None),
        ("PAY-2", ("INV-1", "INV-2"), "returned", TODAY),
        ("PAY-3", (), "unallocated", None),
    ]


def test_what_was_before_the_day_is_left_out(context: Context) -> None:
    assert [one.said for one in asked(context, TODAY - 45 * DAY)] == ["PAY-1"]
    assert asked(context, TODAY) == ()
