"""Absences: on these days accounts stand with whoever stands in, before and after with their owner."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import absences, followups, users
from quittance.actions.absences import EndAbsence, PlanAbsence
from quittance.actions.command import Context
from quittance.reports import absences as reports
from quittance.reports import books, people, worklist
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
ADA, BO, CY = (f"{name}@company.example" for name in ("ada", "bo", "cy"))


@pytest.fixture
def context() -> Context:
    """C-1 owes 100.00, late, and is Ada's; Bo and Cy collect, too."""
    context = factories.company()
    factories.customer(context)
    factories.invoice(context, "INV1", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    for email in (ADA, BO, CY):
        name = email.partition("@")[0].title()
        users.invite(context, users.InviteUser(email, name, ("collector",), "!"))
    followups.assign(context, followups.AssignAccounts(("C-1",), ADA))
    return context


def mine(context: Context, email: str, on: datetime.date = TODAY) -> list[tuple[str, str]]:
    """Numbers in the list of a person on a day, with who is away."""
    asked = books.of(context)
    wanted = worklist.Wanted("mine", me=people.id_of(asked, email))
    return [(one.number, one.away) for one in worklist.accounts(asked, on, wanted).accounts]


def test_the_stand_in_has_the_accounts_on_these_days_only(context: Context) -> None:
    made = absences.plan(context, PlanAbsence(ADA.upper(), BO, TODAY + DAY, TODAY + 3 * DAY))
    assert (made.person, made.stand_in) == (ADA, BO)
    for on, owner, away in (
        *((TODAY, "Ada", ""), (TODAY + DAY, "Bo", "Ada")),
        *((TODAY + 3 * DAY, "Bo", "Ada"), (TODAY + 4 * DAY, "Ada", "")),
    ):
        [account] = worklist.accounts(books.of(context), on).accounts
        assert (account.owner, account.away) == (owner, away), on
    assert mine(context, ADA) == [("C-1", "")] and mine(context, BO) == []
    assert mine(context, ADA, TODAY + DAY) == [] and mine(context, BO, TODAY + DAY) == [("C-1", "Ada")]


def test_an_absence_ends_when_somebody_is_back(context: Context) -> None:
    later = absences.plan(context, PlanAbsence(ADA, BO, TODAY + 5 * DAY, TODAY + 9 * DAY))
    assert absences.end(context, EndAbsence(later.id)).from_on == TODAY + 5 * DAY
    assert reports.rows(books.of(context), TODAY) == ()
    now = absences.plan(context, PlanAbsence(ADA, BO, TODAY - DAY, TODAY + 9 * DAY))
    [row] = reports.rows(books.of(context), TODAY)
    assert (row.name, row.stand_in, row.accounts) == ("Ada", "Bo", 1)
    assert absences.end(context, EndAbsence(now.id)).until_on == TODAY - DAY
    assert mine(context, ADA) == [("C-1", "")] and reports.rows(books.of(context), TODAY) == ()
    with pytest.raises(Conflict):
        absences.end(context, EndAbsence(now.id))


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (PlanAbsence("dan@company.example", BO, TODAY, TODAY), NotFound, "person"),
        (PlanAbsence(ADA, "", TODAY, TODAY), NotFound, "stand_in"),
        (PlanAbsence(ADA, ADA, TODAY, TODAY), Invalid, "stand_in"),
        (PlanAbsence(ADA, BO, TODAY, TODAY - DAY), Invalid, "until_on"),
        (PlanAbsence(ADA, BO, TODAY - 9 * DAY, TODAY - DAY), Invalid, "until_on"),
        (PlanAbsence(ADA, BO, TODAY, TODAY + 400 * DAY), Invalid, "until_on"),
        (PlanAbsence(ADA, CY, TODAY + 5 * DAY, TODAY + 9 * DAY), Conflict, "stand_in"),
        (PlanAbsence(CY, BO, TODAY + 9 * DAY, TODAY + 9 * DAY), Conflict, "from_on"),
        (PlanAbsence(BO, ADA, TODAY + 5 * DAY, TODAY + 5 * DAY), Conflict, "person"),
    ],
)
def test_what_makes_no_sense_is_refused(
    context: Context, data: PlanAbsence, refusal: type[Exception], field: str
) -> None:
    absences.plan(context, PlanAbsence(CY, BO, TODAY + 5 * DAY, TODAY + 9 * DAY))
    with pytest.raises(refusal) as refused:
        absences.plan(context, data)
    assert getattr(refused.value, "field", "") == field


def test_only_whoever_may_says_who_is_away(context: Context) -> None:
    with pytest.raises(NotAllowed):
        absences.plan(factories.member(context, "clerk"), PlanAbsence(ADA, BO, TODAY, TODAY))
    with pytest.raises(NotFound):
        absences.end(context, EndAbsence(77))
