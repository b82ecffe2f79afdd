"""Supervision: what each person did, whose the overdue accounts are, and who stands in for whom."""

from __future__ import annotations

import datetime

from django.http import HttpResponse

from quittance.actions import absences, followups, sharing
from quittance.actions.absences import EndAbsence, PlanAbsence
from quittance.actions.followups import HandOver
from quittance.actions.sharing import ShareOut
from quittance.reports import absences as absence_reports
from quittance.reports import activities, owners
from quittance.rules.refusals import Refusal
from quittance.web import shown, visit
from quittance.web.form import Form, read_day
from quittance.web.visit import Visit


@visit.page()
def worklist_people(visit: Visit) -> HttpResponse:
    """What each person did, and what came of it; whose the accounts are, and who is away."""
    return _people(visit, Form(visit))


@visit.deed("followups.hand_over")
def worklist_hand_over(visit: Visit) -> HttpResponse:
    """Give one person's accounts to another for good."""
    form = Form(visit)
    made = form.does(followups.hand_over, lambda: HandOver(form["owner"], form["to"]))
    if made is None:
        return _people(visit, form)
    return visit.go("worklist-people", f"{_accounts(made.count)} with {made.owner} now")


@visit.deed("followups.share_out")
def worklist_share_out(visit: Visit) -> HttpResponse:
    """Share out what nobody looks after."""
    form = Form(visit)
    made = form.does(sharing.share_out, ShareOut)
    if made is None:
        return _people(visit, form)
    if made.left:
        return visit.go("worklist-people", "There is nobody who takes accounts. Give somebody a role that does.")
    many = f"{made.people} {'person' if made.people == 1 else 'people'}"
    said = f"{_accounts(made.count)} with {many} now" if made.count else "Every overdue account has somebody"
    return visit.go("worklist-people", said)


@visit.deed("absences.plan")
def absence_plan(visit: Visit) -> HttpResponse:
    """Say who is away, and who stands in."""
    form, today = Form(visit), visit.context.today
    made = form.does(
        absences.plan,
        lambda: PlanAbsence(
            *(form["person"], form["stand_in"], form.day_or_none("from_on") or today),
            form.day("until_on"),
        ),
    )
    if made is None:
        return _people(visit, form)
    said = f"{made.stand_in} stands in until {shown.short_day(made.until_on, today)}"
    return visit.go("worklist-people", said)


@visit.deed("absences.end")
def absence_end(visit: Visit, id: int) -> HttpResponse:
    """End an absence."""
    form = Form(visit)
    made = form.does(absences.end, lambda: EndAbsence(id))
    return _people(visit, form) if made is None else visit.go("worklist-people", f"{made.person} is here again")


def _accounts(count: int) -> str:
    return f"{count} account{' is' if count == 1 else 's are'}"


def _people(visit: Visit, form: Form) -> HttpResponse:
    today, asked = visit.context.today, visit.request.GET
    since, until = _day(asked.get("since"), today, today.replace(day=1)), _day(asked.get("until"), today, today)
    values = {
        "form": form,
        "since": since,
        "until": until,
        "people": activities.people(visit.books, since, until),
        "owners": owners.rows(visit.books, today),
        "away": absence_reports.rows(visit.books, today),
        "members": [(email, name) for _, name, email in activities.members(visit.books)],
    }
    return visit.show("worklist/people.html", values, status=form.status)


def _day(text: str | None, today: datetime.date, otherwise: datetime.date) -> datetime.date:
    try:
        return read_day(text, today, "since") if text else otherwise
    except Refusal:
        return otherwise
