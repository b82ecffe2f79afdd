"""Who did how much in a period, and what came of it."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, collecting, disputes, promises
from quittance.actions.activities import LogActivity, TakeActivityBack
from quittance.reports import activities as reports
from quittance.reports import books, customers
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_work_and_outcomes_are_counted_by_person() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00")
    factories.invoice(context, "INV-2", "50.00")
    ada = factories.member(context, "collector")
    for outcome in ("reached", "no_answer"):
        activities.log(ada, LogActivity("C-1", "call", "", outcome))
    undone = activities.log(ada, LogActivity("C-1", "call", "", "reached"))
    activities.take_back(ada, TakeActivityBack(undone.id))
    promises.take(ada, promises.TakePromise("C-1", ada.today, documents=("INV-1",)))
    disputes.open_dispute(ada, disputes.OpenDispute("INV-2", "price"))
    later = factories.at(context, context.today + DAY)
    factories.payment(later, "PAY-1", "100.00")
    factories.allocate(later, "PAY-1", ("INV-1", "100.00"))
    collecting.judge(later, collecting.Judge())
    mine, id = books.of(context), customers.id_of(books.of(context), "C-1")
    (one,) = reports.people(mine, context.today, context.today)
    assert (one.calls, one.reached, one.promises, one.kept, one.broken) == (2, 1, 1, 1, 0)
    assert (one.disputes, one.received, one.name) == (1, 10_000, ada.actor.name)
    assert reports.people(mine, later.today, later.today) == ()
    assert reports.done_by(mine, f"{ada.actor.kind}:{ada.actor.id}", ada.today) == {id}
    assert reports.members(mine)[0][0] == ada.actor.id
