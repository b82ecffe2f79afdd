"""What collecting leaves on the timeline of a customer, in sentences."""

from __future__ import annotations

import pytest

from quittance.actions import activities, collecting, disputes, followups, holds, plans, promises
from quittance.actions.command import Context
from quittance.web import shown
from quittance.web.timeline_collecting import SAID
from tests import factories
from tests.web.browse import Person
from tests.web.conftest import DAY

pytestmark = pytest.mark.django_db


def test_what_was_said_stands_on_the_timeline(company: Context, clerk: Person) -> None:
    today = company.today
    activities.log(company, activities.LogActivity("C-1", "call", "They look", "reached", "Ada"))
    activities.log(company, activities.LogActivity("C-1", "note", "New buyer"))
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "100.00"))
    disputes.move(company, disputes.MoveDispute("DSP-0001", "waiting", "Bo"))
    disputes.resolve(company, disputes.ResolveDispute("DSP-0001", "Agreed", "settled"))
    promises.take(company, promises.TakePromise("C-1", today, "50.00", ("INV-1",), said_by="Ada"))
    collecting.judge(factories.at(company, today + 9 * DAY), collecting.Judge())
    plans.agree(company, plans.AgreePlan("C-1", ("INV-2",), count=12))
    plans.end(company, plans.EndPlan("PLN-0001", "Too long"))
    followups.set_next(company, followups.SetNext("C-1", "email", today + DAY, "They asked"))
    holds.place(company, holds.PlaceHold("C-1", "Audit", "INV-1", today + DAY))
    followups.assign(company, followups.AssignAccounts(("C-1",), ""))
    said = clerk.text("/customers/C-1/")
    for mark in ('class="icon promise"', 'class="icon dispute"', 'class="icon bad"'):
        assert mark in clerk.last, "what is said, disputed and broken has its colour"
    note = clerk.last.split("New buyer")[0].rsplit("<li>", 1)[1]
    assert "#i-doc" in note and "#i-phone" not in note, "a note is no call"
    for words in (
        "Called Ada: reached",
        "New buyer",
        "DSP-0001: €100.00 of INV-1 disputed",
        "DSP-0001: waits for the customer, with Bo",
        "DSP-0001 ended: settled",
        f"PRM-0001: €50.00 promised by {shown.day(today)}".replace("\u00a0", " "),
        "Promise PRM-0001 is broken",
        "PLN-0001: €250.50 in 12 instalments",
        "End a payment plan: PLN-0001",
        f"Next: Email on {shown.day(today + DAY)}".replace("\u00a0", " "),
        "INV-1 on hold until",
        "Account given to nobody",
    ):
        assert words in said, words
    assert "activities.mail" in SAID
