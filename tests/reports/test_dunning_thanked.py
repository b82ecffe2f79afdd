"""Thank-yous: for what was reminded of and is paid lately, as long as nothing else of the customer is late."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import contacts, dunning, dunning_runs
from quittance.actions.command import Context
from quittance.reports import books, dunning_due, dunning_log
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_thanked import THANKS_DAYS
from tests import dunned, factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def thanked(context: Context) -> list[tuple[str, int]]:
    """Who is to be thanked, and for how much."""
    found = dunning_due.grateful(books.of(context), Moment(context.today, context.now))
    return [(one.customer_number, one.base) for one in found]


def test_who_paid_what_was_reminded_of_is_thanked_for_some_days_unless_more_is_late() -> None:
    context = factories.company(country="NL")
    factories.customer(context, "C-1", email="c1@customer.example", city="Delft")
    dunned.policy(context, "3 letter friendly", thanks=True, pause_days=0)
    due = context.today - DAY * 4
    factories.invoice(context, "INV-1", "100.00", due - DAY * 30, due)
    assert dunned.run(context)["letter"] == 1 and thanked(context) == []
    (id,) = dunning_log.to_print(books.of(context))
    dunning_runs.finish(context, dunning_runs.FinishReminder(id))
    paid = factories.at(context, context.today + DAY)
    factories.payment(paid, "PAY-1", "100.00", paid.today)
    factories.allocate(paid, "PAY-1", ("INV-1", "100.00"))
    assert thanked(paid) == [("C-1", 10_000)]
    contacts.add(paid, contacts.AddContact("C-1", "Ann", "ann@customer.example", main=True))
    (one,) = dunning_due.grateful(books.of(paid), Moment(paid.today, paid.now))
    assert one.address == "ann@customer.example"
    dunning.note_bounce(paid, one.customer_id, "ann@customer.example")
    (one,) = dunning_due.grateful(books.of(paid), Moment(paid.today, paid.now))
    assert one.address == "c1@customer.example", "where mail to the contact came back"
    last = factories.at(context, paid.today + DAY * THANKS_DAYS)
    assert thanked(factories.at(context, last.today + DAY)) == []
    factories.invoice(paid, "INV-2", "50.00", due, due)
    assert thanked(paid) == [], "something else is late"
