"""Promises as they are listed: by state, by customer, with the documents they name."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import promises
from quittance.reports import books
from quittance.reports import promises as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_promises_stand_in_the_order_of_their_days() -> None:
    context = factories.company()
    for n, customer in enumerate(("C-1", "C-2"), start=1):
        factories.customer(context, customer)
        factories.invoice(context, f"INV-{n}", "100.00", customer=customer)
        on = context.today + (5 - n) * DAY
        promises.take(context, promises.TakePromise(customer, on, documents=(f"INV-{n}",)))
    mine = books.of(context)
    assert [row.customer_number for row in reports.rows(mine)] == ["C-2", "C-1"]
    assert [row.documents for row in reports.rows(mine, "", "C-1")] == [("INV-1",)]
    assert len(reports.habits(mine)) == 2 and reports.rows(mine, "kept") == ()
    assert reports.habits(mine, 7) == {}
    with pytest.raises(Invalid):
        reports.rows(mine, "odd")
    with pytest.raises(NotFound):
        reports.of_number(books.of(factories.company("Other Ltd")), "PRM-0001")
