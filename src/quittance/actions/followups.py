"""Follow-ups: what comes next with an overdue account, on which day, and whose account it is."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.reports import holidays, people, seniors
from quittance.reports.books import of as books_of
from quittance.reports.seniors import Senior
from quittance.rules import calendar, dunning, text, worklist
from quittance.rules.refusals import Conflict, Invalid, NotFound

MOST_CUSTOMERS = 500
SENIOR = "senior"
"""In place of an email: the senior contact of the company's own."""

FARTHEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class SetNext:
    """The next step of an account and its day; `step` "" leaves it to the proposal, a later day lets it rest."""

    customer_number: str
    step: str = ""
    on: datetime.date | None = None
    reason: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class NextSet:
    """The account's next step as it stands."""

    customer_number: str
    step: str
    on: datetime.date | None
    reason: str
    owner: str


@dataclass(frozen=True, slots=True)
class TakeNextBack:
    """The account whose last change of the next step is taken back."""

    customer_number: str


@dataclass(frozen=True, slots=True)
class AssignAccounts:
    """Accounts, and the email of who looks after them; "" is nobody."""

    customer_numbers: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """All accounts of one person go to another for good; both by email."""

    owner: str
    to: str


@dataclass(frozen=True, slots=True)
class AccountsAssigned:
    """How many accounts have changed hands."""

    owner: str
    count: int


@command.verb("followups.set_next", NextSet)
def set_next(context: Context, data: SetNext) -> NextSet:
    """Say what comes next; raises `Invalid` or `NotFound`. Another `owner` (an email) takes the account over.

    It is escalated only to who may read the books; `SENIOR` is who is named for the customer, or for its policy.
    """
    if data.step and data.step not in worklist.STEPS:
        raise Invalid(f"The next step is one of {', '.join(worklist.STEPS)}.", field="step")
    if data.on is not None:
        calendar.check_day(data.on, context.today, "on")
        if not 0 <= (data.on - context.today).days <= FARTHEST_DAYS:
            raise Invalid(f"The next step is for today or at most {FARTHEST_DAYS} days ahead.", field="on")
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    reason = text.clean(data.reason, "reason", 300)
    before = _row(context, customer.id)
    escalated = _brought_in(context, data) if data.owner and data.step == worklist.ESCALATE else None
    data = replace(data, owner=escalated.email) if escalated else data
    owner_id = people.id_of(books_of(context), data.owner, "owner") if data.owner else before[0]
    _keep(context, customer.id, (owner_id, data.step, data.on, reason), json.dumps(before, default=str))
    said = {"step": data.step, "on": str(data.on or ""), "reason": reason, "owner": data.owner}
    said |= {"name": escalated.name} if escalated else {}
    command.note(context, "followups.set_next", Subject("customer", customer.id, customer.id), said)
    return NextSet(customer.number, data.step, data.on, reason, data.owner)


@command.verb("followups.take_back", NextSet)
def take_back(context: Context, data: TakeNextBack) -> NextSet:
    """Take the last change of the next step back, once; raises `Conflict` when there is none, or `NotFound`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    found = sql.row(
        "SELECT before FROM follow_up WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s",
        [context.tenant_id, context.entity_id, customer.id],
    )
    if found is None or not found[0]:
        raise Conflict("There is nothing to take back.", field="customer_number")
    owner_id, step, on, reason = json.loads(found[0])
    day = datetime.date.fromisoformat(on) if on else None
    _keep(context, customer.id, (owner_id, step, day, reason), "")
    said = {"step": step, "on": str(day or ""), "reason": reason}
    command.note(context, "followups.take_back", Subject("customer", customer.id, customer.id), said)
    return NextSet(customer.number, step, day, reason, "")


@command.verb("followups.assign", AccountsAssigned)
def assign(context: Context, data: AssignAccounts) -> AccountsAssigned:
    """Give accounts to a person; raises `NotFound` or `Invalid`."""
    if not 1 <= len(data.customer_numbers) <= MOST_CUSTOMERS:
        raise Invalid(f"Name 1 to {MOST_CUSTOMERS} customers.", field="customer_numbers")
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, data.customer_numbers)
    owner_id = people.id_of(books_of(context), data.owner, "owner") if data.owner else None
    events = []
    for customer in locked.customers.values():
        _, step, on, reason = before = _row(context, customer.id)
        _keep(context, customer.id, (owner_id, step, on, reason), json.dumps(before, default=str))
        events.append((Subject("customer", customer.id, customer.id), {"owner": data.owner}))
    command.notes(context, "followups.assign", events)
    return AccountsAssigned(data.owner, len(events))


@command.verb("followups.hand_over", AccountsAssigned)
def hand_over(context: Context, data: HandOver) -> AccountsAssigned:
    """Give all accounts of one person to another, and what was escalated to them; raises `NotFound`."""
    here = books_of(context)
    since, to = people.id_of(here, data.owner, active=False), people.id_of(here, data.to, "to")
    _hand_over_given(context, since, to)
    moved = sql.execute(
        "UPDATE follow_up SET owner_id = %s WHERE tenant_id = %s AND entity_id = %s AND owner_id = %s",
        [to, context.tenant_id, context.entity_id, since],
    )
    said = {"owner": data.owner, "to": data.to, "count": moved}
    command.note(context, "followups.hand_over", Subject("member", to), said)
    return AccountsAssigned(data.to, moved)


def _brought_in(context: Context, data: SetNext) -> Senior:
    """To whom an account is escalated; raises `NotFound`."""
    here = books_of(context)
    if data.owner.strip() == SENIOR:
        named = seniors.named_for(here, data.customer_number, context.today)
        if named is None:
            told = f"No senior contact who is here is named for {data.customer_number} or its policy. Name a person."
            raise NotFound(told, field="owner")
        return named
    people.id_of(books_of(context), data.owner, "owner")
    found = seniors.able(here).named(data.owner.strip())
    if found is None:
        raise NotFound(f"{data.owner.strip()[:60]} may not read the books. Choose another person.", field="owner")
    return found


def _hand_over_given(context: Context, since: int, to: int) -> None:
    """Escalations of which nobody has said yet what came. Indexes follow_up_owner, reminder_customer."""
    sql.execute(
        "UPDATE reminder SET owner_id = %(to)s WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        f"AND channel = '{dunning.INSIDE}' AND state = 'to_do' AND owner_id = %(since)s AND customer_id IN "
        "(SELECT f.customer_id FROM follow_up f WHERE f.tenant_id = %(tenant)s AND f.entity_id = %(entity)s "
        "AND f.owner_id = %(since)s)",
        {"tenant": context.tenant_id, "entity": context.entity_id, "since": since, "to": to},
    )


Row = tuple[int | None, str, datetime.date | None, str]


def rest(context: Context, customer_id: int, days: int) -> None:
    """Let an account rest for some working days, because somebody has just dealt with it; within another verb."""
    day = holidays.working_day(context, context.today, days)
    before = _row(context, customer_id)
    _keep(context, customer_id, (before[0], "", day, ""), json.dumps(before, default=str))


def give(context: Context, customer_id: int, owner_id: int, reason: str) -> None:
    """Give an account to a member who is to go on with it today; within another verb."""
    before = _row(context, customer_id)
    row = (owner_id, worklist.ESCALATE, context.today, reason)
    _keep(context, customer_id, row, json.dumps(before, default=str))


def _row(context: Context, customer_id: int) -> Row:
    """Owner, step, day and reason as they stand."""
    found = sql.row(
        "SELECT owner_id, step, next_on, reason FROM follow_up "
        "WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s",
        [context.tenant_id, context.entity_id, customer_id],
    )
    return (found[0], found[1], sql.day_or_none(found[2]), found[3]) if found else (None, "", None, "")


def _keep(context: Context, customer_id: int, row: Row, before: str) -> None:
    sql.execute(
        "INSERT INTO follow_up (tenant_id, id, entity_id, customer_id, owner_id, step, next_on, reason, before, "
        "actor_name, recorded_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, entity_id, customer_id) DO UPDATE SET owner_id = EXCLUDED.owner_id, "
        "step = EXCLUDED.step, next_on = EXCLUDED.next_on, reason = EXCLUDED.reason, before = EXCLUDED.before, "
        "actor_name = EXCLUDED.actor_name, recorded_at = EXCLUDED.recorded_at",
        [
            *(context.tenant_id, new_id(), context.entity_id, customer_id, *row, before),
            *(context.actor.name, context.now),
        ],
    )
