"""Who is away: what runs or is to come, with what each person looks after."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import absences, followups, users
from quittance.actions.absences import PlanAbsence
from quittance.reports import absences as reports
from quittance.reports import books, people
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_what_is_over_is_left_out_and_the_first_to_go_comes_first() -> None:
    context = factories.company()
    factories.customer(context)
    ada, bo, cy = (f"{name}@company.example" for name in ("ada", "bo", "cy"))
    for email in (ada, bo, cy):
        users.invite(context, users.InviteUser(email, email.partition("@")[0].title(), ("collector",), "!"))
    followups.assign(context, followups.AssignAccounts(("C-1",), ada))
    absences.plan(context, PlanAbsence(ada, bo, TODAY + 5 * DAY, TODAY + 9 * DAY))
    absences.plan(context, PlanAbsence(cy, bo, TODAY, TODAY + DAY))
    asked = books.of(context)
    found = [(one.name, one.stand_in, one.from_on, one.accounts) for one in reports.rows(asked, TODAY)]
    assert found == [("Cy", "Bo", TODAY, 0), ("Ada", "Bo", TODAY + 5 * DAY, 1)]
    assert [one.email for one in reports.rows(asked, TODAY + 2 * DAY)] == [ada]
    ids = {row.name: row.id for row in people.members(asked)}
    assert [reports.away(asked, TODAY + n * DAY) for n in (0, 3, 9)] == [{ids["Cy"]}, frozenset(), {ids["Ada"]}]
