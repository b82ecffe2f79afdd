"""Overdue accounts without anybody are shared out once, among those who take accounts and are here."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import absences, followups, nightly, sharing, users
from quittance.actions.absences import PlanAbsence
from quittance.actions.command import Context
from quittance.actions.sharing import AccountsShared, ShareOut
from quittance.reports import audit, books, owners, worklist
from quittance.rules.refusals import NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 to C-5 owe 100.00 to 500.00, late, C-6 owes what is not due; Ada and Bo collect, Cy manages."""
    context = factories.company()
    for n in range(1, 7):
        factories.customer(context, f"C-{n}")
        due = TODAY + 9 * DAY if n == 6 else TODAY - n * DAY
        factories.invoice(context, f"INV{n}", f"{n}00.00", TODAY - 60 * DAY, due, customer=f"C-{n}")
    for name, role in (("ada", "collector"), ("bo", "collector"), ("cy", "credit_manager")):
        users.invite(context, users.InviteUser(f"{name}@company.example", name.title(), (role,), "!"))
    return context


def held(context: Context) -> dict[str, str]:
    """Number of each overdue account -> who looks after it."""
    return {one.number: one.owner for one in worklist.accounts(books.of(context), TODAY).accounts}


def test_they_are_spread_over_those_who_take_accounts(context: Context) -> None:
    assert set(held(context).values()) == {""}
    assert sharing.share_out(context, ShareOut()) == AccountsShared(5, 2, 0)
    assert held(context) == {"C-5": "Ada", "C-4": "Bo", "C-3": "Ada", "C-2": "Bo", "C-1": "Ada"}
    told = {one.email: (one.accounts, one.overdue) for one in owners.rows(books.of(context), TODAY)}
    assert told == {"ada@company.example": (3, 900_00), "bo@company.example": (2, 600_00)}
    assert sharing.share_out(context, ShareOut()) == AccountsShared(0, 0, 0), "nothing is left to give"
    said = [one.data for one in audit.trail(books.of(context)) if one.verb == "followups.share_out"]
    events = [one for one in said if "owner" in one]
    assert len(events) == 5 and {one["owner"] for one in events} == {"ada@company.example", "bo@company.example"}


def test_what_somebody_has_stays_theirs_and_counts(context: Context) -> None:
    followups.assign(context, followups.AssignAccounts(("C-5", "C-4"), "ada@company.example"))
    followups.set_next(context, followups.SetNext("C-3", "plan", TODAY + DAY, "They asked"))
    assert sharing.share_out(context, ShareOut()).count == 3
    assert held(context) == {"C-5": "Ada", "C-4": "Ada", "C-3": "Bo", "C-2": "Bo", "C-1": "Ada"}
    found = next(one for one in worklist.accounts(books.of(context), TODAY).accounts if one.number == "C-3")
    assert (found.proposal.step, found.proposal.reason) == ("plan", "They asked")


def test_accounts_of_somebody_who_left_are_shared_out_and_nobody_away_is_given_any(context: Context) -> None:
    followups.assign(context, followups.AssignAccounts(("C-1", "C-2"), "ada@company.example"))
    users.deactivate(context, users.NameUser("ada@company.example"))
    assert held(context)["C-1"] == "", "whoever may no longer enter looks after nothing"
    assert sharing.share_out(context, ShareOut()).count == 5
    assert set(held(context).values()) == {"Bo"}
    users.reactivate(context, users.NameUser("ada@company.example"))
    absences.plan(context, PlanAbsence("bo@company.example", "cy@company.example", TODAY, TODAY))
    factories.customer(context, "C-7")
    factories.invoice(context, "INV7", "700.00", TODAY - 60 * DAY, TODAY - DAY, customer="C-7")
    assert sharing.share_out(context, ShareOut()).count == 1 and held(context)["C-7"] == "Ada"


def test_without_a_role_that_takes_accounts_all_who_may_follow_up_do(context: Context) -> None:
    for name in ("ada", "bo"):
        users.deactivate(context, users.NameUser(f"{name}@company.example"))
    assert sharing.share_out(context, ShareOut()) == AccountsShared(5, 1, 0)
    assert set(held(context).values()) == {"Cy"}


def test_where_there_is_nobody_they_are_left() -> None:
    context = factories.company()
    factories.customer(context)
    factories.invoice(context, "INV1", "100.00", TODAY - 60 * DAY, TODAY - DAY)
    assert sharing.share_out(context, ShareOut()) == AccountsShared(0, 0, 1)
    with pytest.raises(NotAllowed):
        sharing.share_out(factories.member(context, "clerk"), ShareOut())


def test_every_night_and_after_an_import_by_a_job(context: Context) -> None:
    nightly.run({})
    assert "" not in held(context).values()
    first = sharing.ask(context)
    assert first == sharing.ask(context), "one job at a time"
