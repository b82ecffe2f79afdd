"""Who looks after the overdue accounts: shared out, handed over, and looked after by others during absences."""

from __future__ import annotations

from typing import Any

from ninja import Router

from quittance.actions import absences, sharing
from quittance.actions.absences import AbsenceKept, EndAbsence, PlanAbsence
from quittance.actions.sharing import AccountsShared, ShareOut
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import AmountShown, Day, DayShown, Email, Given, Id, IdShown, Shown
from quittance.reports import absences as absence_reports
from quittance.reports import owners as reports

router = Router()


class GivenAbsence(Given):
    """Who is away and who stands in, both by email; the days are included, the first is today when left out."""

    person: Email
    stand_in: Email
    from_on: Day | None = None
    until_on: Day


class OwnerShown(Shown):
    """A person with their overdue accounts; without a name those of nobody. Money in the company's currency."""

    name: str
    email: str
    accounts: int
    overdue: AmountShown


class Owners(Shown):
    """Whose the overdue accounts are, the most money first."""

    currency: str
    rows: list[OwnerShown]


class AbsenceShown(Shown):
    """An absence that runs or is to come; `accounts` is what the person looks after."""

    id: IdShown
    name: str
    email: str
    stand_in: str
    stand_in_email: str
    from_on: DayShown
    until_on: DayShown
    accounts: int


class Absences(Shown):
    """Who is away, the first to go first."""

    rows: list[AbsenceShown]


@asks(router, "/worklist/owners", Owners)
def owners(desk: Desk) -> dict[str, Any]:
    """List who looks after how many overdue accounts, and how many have nobody."""
    currency = desk.currency
    rows = [
        plain.of(one) | {"overdue": plain.amount(one.overdue, currency)} for one in reports.rows(desk.books, desk.today)
    ]
    return {"currency": currency, "rows": rows}


@does(router, "POST", "/worklist/share-out", "followups.share_out", result_of(AccountsShared))
def share_out(desk: Desk) -> AccountsShared:
    """Give each overdue account that nobody looks after to one of those who take accounts, as every night does."""
    return sharing.share_out(desk.context, ShareOut())


@asks(router, "/worklist/absences", Absences)
def list_absences(desk: Desk) -> dict[str, Any]:
    """List who is away, now or later, and who stands in."""
    return {"rows": [plain.of(one) for one in absence_reports.rows(desk.books, desk.today)]}


@does(router, "POST", "/worklist/absences", "absences.plan", result_of(AbsenceKept), status=201)
def plan(desk: Desk, body: GivenAbsence) -> AbsenceKept:
    """Say who is away until when; on these days their accounts stand with whoever stands in."""
    data = PlanAbsence(body.person, body.stand_in, body.from_on or desk.today, body.until_on)
    return absences.plan(desk.context, data)


@does(router, "DELETE", "/worklist/absences/{absence_id}", "absences.end", result_of(AbsenceKept))
def end(desk: Desk, absence_id: Id) -> AbsenceKept:
    """End an absence: from today on the accounts are with their owner again."""
    return absences.end(desk.context, EndAbsence(absence_id))
