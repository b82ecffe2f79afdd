"""The worklist: overdue accounts with what comes next, and the calls, notes and mails that make a collector's day."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import activities, followups
from quittance.actions.activities import ActivityKept, LogActivity, TakeActivityBack, WriteMail
from quittance.actions.followups import AccountsAssigned, AssignAccounts, HandOver, NextSet, SetNext, TakeNextBack
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    LONG,
    PLAIN,
    AmountShown,
    Code,
    Country,
    Day,
    DayShown,
    Decimal,
    Email,
    Given,
    Id,
    Limit,
    Number,
    Offset,
    Search,
    Shown,
    Text,
)
from quittance.reports import activities as activity_reports
from quittance.reports import worklist as reports
from quittance.reports.worklist import Wanted
from quittance.reports.worklist_filter import Chosen
from quittance.rules import money

router = Router()

Steps = Literal["call", "email", "plan", "escalate", "wait"]
Body = Annotated[str, Field(max_length=8_000, pattern=LONG)]
Late = Annotated[str, Field(max_length=9, pattern=PLAIN, description="Days late: 31-60, 61- for more, or -7.")]
Segment = Annotated[str, Field(max_length=60, pattern=PLAIN, description="The company's own word for a group.")]
Grades = Annotated[str, Field(max_length=12, pattern=PLAIN, description="Payer grades such as CDE, N for none yet.")]
Contact = Annotated[str, Field(max_length=200, pattern=PLAIN)]


class NewActivity(Given):
    """A call with its outcome, or a note; `document` is the number of what it is about, the account when left out."""

    customer_number: Number
    kind: Literal["call", "note"]
    text: Body | None = None
    outcome: Literal["reached", "no_answer", "message", "wrong_number"] | None = None
    contact: Contact | None = None
    document: Number | None = None


class NewMail(Given):
    """A mail as text; it leaves in half a minute. `answers` is the id of a mail of the inbox."""

    customer_number: Number
    address: Email
    subject: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
    text: Annotated[str, Field(min_length=1, max_length=8_000, pattern=LONG)]
    contact: Contact | None = None
    answers: Id | None = None


class GivenNext(Given):
    """What comes next with an account; without a step the proposal stands, a later day lets the account rest.

    To escalate, `senior` for the owner is the senior contact who is named for the customer or its policy.
    """

    step: Steps | None = None
    on: Day | None = None
    reason: Text | None = None
    owner: Email | None = None


class GivenAssignment(Given):
    """Accounts and the email of who looks after them; nobody when left out."""

    customer_numbers: Annotated[list[Number], Field(min_length=1, max_length=followups.MOST_CUSTOMERS)]
    owner: Email | None = None


class GivenHandOver(Given):
    """All accounts of one person go to another; both by email."""

    owner: Email
    to: Email


class AccountShown(Shown):
    """An overdue account; amounts in the company's currency, chances in percent within fourteen days.

    `asked` is overdue, not held back and not covered by unapplied credit. `worth` is what the step is expected to move.
    """

    customer_number: str
    customer_name: str
    overdue: AmountShown
    held: AmountShown
    asked: AmountShown
    days_late: int
    step: Steps
    on: DayShown
    reason: str
    owner: str
    chance_alone: int
    chance_acted: int
    worth: AmountShown
    per_minute: AmountShown


class Worklist(Shown):
    """A page of accounts, the most money per minute first; `count` are all."""

    currency: str
    count: int
    asked: AmountShown
    worth: AmountShown
    rows: list[AccountShown]


class PersonShown(Shown):
    """What a person did in a period and what came of it; money in the company's currency."""

    name: str
    calls: int
    reached: int
    mails: int
    notes: int
    promises: int
    kept: int
    broken: int
    disputes: int
    received: AmountShown


class Supervision(Shown):
    """Work and outcomes by person."""

    currency: str
    since: DayShown
    until: DayShown
    rows: list[PersonShown]


@asks(router, "/worklist", Worklist)
def show(
    desk: Desk,
    *,
    owner: Email | None = None,
    step: Steps | None = None,
    late: Late = "",
    grade: Grades = "",
    country: Country | None = None,
    segment: Segment | None = None,
    currency: Code | None = None,
    least: Decimal | None = None,
    search: Search = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """List overdue accounts with their next step, the most money per minute first; all, or those that fit.

    `owner` is a person's email or "nobody", `least` what may be asked for at least, in the company's currency.
    """
    floor = money.read(least, desk.currency, field="least") if least else 0
    chosen = Chosen(owner or "", step or "", late, grade, country or "", segment or "", currency or "", floor)
    wanted = Wanted("", chosen, search, limit=limit, offset=offset)
    work = reports.accounts(desk.books, desk.today, wanted)
    sums, base = work.sums, desk.currency
    amount = plain.amounts(base)
    rows = [
        {
            "customer_number": one.number,
            "customer_name": one.name,
            "overdue": amount(one.overdue),
            "held": amount(one.facts.held),
            "asked": amount(one.facts.asked),
            "days_late": one.facts.days_late,
            "step": one.proposal.step,
            "on": one.proposal.on.isoformat(),
            "reason": one.proposal.reason,
            "owner": one.owner,
            "chance_alone": one.proposal.alone,
            "chance_acted": one.proposal.acted,
            "worth": amount(one.proposal.worth),
            "per_minute": amount(one.proposal.per_minute),
        }
        for one in work.accounts
    ]
    told = {"currency": base, "count": sums.count, "asked": amount(sums.asked), "worth": amount(sums.worth)}
    return told | {"rows": rows}


@asks(router, "/worklist/people", Supervision)
def people(desk: Desk, *, since: Day | None = None, until: Day | None = None) -> dict[str, Any]:
    """Show what each person did in a period (this month when left out), and what came of it."""
    first, last = since or desk.today.replace(day=1), until or desk.today
    currency = desk.currency
    rows = [
        plain.of(one) | {"received": plain.amount(one.received, currency)}
        for one in activity_reports.people(desk.books, first, last)
    ]
    return {"currency": currency, "since": first.isoformat(), "until": last.isoformat(), "rows": rows}


@does(router, "POST", "/activities", "activities.log", result_of(ActivityKept), status=201)
def log(desk: Desk, body: NewActivity) -> ActivityKept:
    """Log a call or a note; after a call the account rests for some days."""
    return activities.log(desk.context, LogActivity(**body.fields()))


@does(router, "POST", "/activities/mail", "activities.mail", result_of(ActivityKept), status=202)
def mail(desk: Desk, body: NewMail) -> ActivityKept:
    """Write a mail to a customer; it leaves in half a minute and can be taken back until then."""
    return activities.mail(desk.context, WriteMail(**body.fields()))


@does(router, "POST", "/activities/{activity_id}/take-back", "activities.take_back", result_of(ActivityKept))
def take_back(desk: Desk, activity_id: Id) -> ActivityKept:
    """Take a call or note back, or a mail that has not left yet."""
    return activities.take_back(desk.context, TakeActivityBack(activity_id))


@does(router, "PUT", "/worklist/next/{path:customer_number}", "followups.set_next", result_of(NextSet))
def set_next(desk: Desk, customer_number: Number, body: GivenNext) -> NextSet:
    """Say what comes next with a customer, on which day and with whom."""
    return followups.set_next(desk.context, SetNext(customer_number, **body.fields()))


@does(router, "DELETE", "/worklist/next/{path:customer_number}", "followups.take_back", result_of(NextSet))
def take_next_back(desk: Desk, customer_number: Number) -> NextSet:
    """Take the last change of what comes next back."""
    return followups.take_back(desk.context, TakeNextBack(customer_number))


@does(router, "POST", "/worklist/assign", "followups.assign", result_of(AccountsAssigned))
def assign(desk: Desk, body: GivenAssignment) -> AccountsAssigned:
    """Say whose accounts these are."""
    return followups.assign(desk.context, AssignAccounts(tuple(body.customer_numbers), body.owner or ""))


@does(router, "POST", "/worklist/hand-over", "followups.hand_over", result_of(AccountsAssigned))
def hand_over(desk: Desk, body: GivenHandOver) -> AccountsAssigned:
    """Give all accounts of one person to another for good; for some days there are absences."""
    return followups.hand_over(desk.context, HandOver(body.owner, body.to))
