"""Promises to pay: taken with a day and an amount, withdrawn, and judged by what came in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, debts
from quittance.actions.collecting_policy import policy_of
from quittance.actions.command import Context, Subject
from quittance.books import lock, series, sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import holidays
from quittance.reports import promises as reports
from quittance.reports.books import of as books_of
from quittance.rules import money, text
from quittance.rules import promises as rules
from quittance.rules.refusals import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class TakePromise:
    """Money that the customer will pay by a day: for `documents`, or for the whole account when none is named.

    `amount` "" is all that is open of the documents and not held back otherwise; of the account, what of that is late.
    """

    customer_number: str
    promised_on: datetime.date
    amount: str = ""
    documents: tuple[str, ...] = ()
    currency: str = ""
    said_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTaken:
    """The promise; nobody is reminded of its amount through `deadline_on`."""

    id: int
    number: str
    customer_number: str
    currency: str
    amount: str
    promised_on: datetime.date
    deadline_on: datetime.date


@dataclass(frozen=True, slots=True)
class WithdrawPromise:
    """A promise that is open no more, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class PromiseWithdrawn:
    """The promise as it is now."""

    number: str
    state: str


@command.verb("promises.take", PromiseTaken)
def take(context: Context, data: TakePromise) -> PromiseTaken:
    """Take a promise; raises `Conflict` where there is one, `Overallocated`, `NotFound` or `Invalid`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    on = rules.check_day(data.promised_on, context.today, "promised_on")
    found = debts.chosen(context, customer, data.documents, data.currency)
    _check_alone(context, customer.id, found)
    amount = debts.amount_of(found, data.amount, found.overdue(context.today) if found.whole else found.free)
    deadline = holidays.working_day(context, on, policy_of(context).promise_grace_days)
    id, number = new_id(), series.take_claim(context.tenant_id, context.entity_id, "promise")
    sql.insert(
        "promise",
        "tenant_id id entity_id customer_id number currency amount open_then received whole promised_on deadline_on "
        "said_by note state made_on actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer.id, number, found.currency, amount, found.open, 0),
                *(found.whole, on, deadline, text.clean(data.said_by, "said_by", 200)),
                *(text.clean(data.note, "note", 500), rules.OPEN, context.today, context.actor.name, context.now),
            ]
        ],
    )
    parts = [] if found.whole else debts.spread(found, amount)
    rows = [[context.tenant_id, part_id, id, *part] for part_id, part in zip(new_ids(len(parts)), parts, strict=True)]
    sql.insert("promise_part", ["tenant_id", "id", "promise_id", "item_id", "amount"], rows)
    made = PromiseTaken(id, number, customer.number, found.currency, money.write(amount, found.currency), on, deadline)
    said = {
        "number": number,
        "amount": made.amount,
        "currency": made.currency,
        "promised_on": on.isoformat(),
        "documents": list(data.documents),
        "said_by": data.said_by.strip(),
        "note": data.note.strip(),
    }
    command.note(context, "promises.take", Subject("promise", id, customer.id), said)
    return made


@command.verb("promises.withdraw", PromiseWithdrawn)
def withdraw(context: Context, data: WithdrawPromise) -> PromiseWithdrawn:
    """Withdraw a promise; raises `Conflict` when it is not open, or `NotFound`."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    found = sql.row(
        "SELECT id, customer_id FROM promise WHERE tenant_id = %s AND entity_id = %s AND number = %s",
        [context.tenant_id, context.entity_id, data.number],
    )
    if found is None:
        raise NotFound(f"There is no promise {data.number[:60]!r}.", field="number")
    moved = sql.execute(
        "UPDATE promise SET state = %s, decided_on = %s WHERE tenant_id = %s AND id = %s AND state = %s",
        [rules.WITHDRAWN, context.today, context.tenant_id, found[0], rules.OPEN],
    )
    if not moved:
        raise Conflict("The promise is not open any more.", field="number")
    said = {"number": data.number, "reason": reason}
    command.note(context, "promises.withdraw", Subject("promise", found[0], found[1]), said)
    return PromiseWithdrawn(data.number, rules.WITHDRAWN)


def judge_all(context: Context) -> dict[str, int]:
    """Judge promises that are open or were decided lately; how many have come to each state."""
    moved: dict[str, int] = {}
    events = []
    for one in reports.to_judge(books_of(context), context.today):
        state = rules.judge(one.standing, context.today)
        received = max(one.standing.received, 0)
        if (state, received) == (one.state, one.received):
            continue
        decided = None if state == rules.OPEN else context.today
        sql.execute(
            "UPDATE promise SET state = %s, received = %s, decided_on = %s WHERE tenant_id = %s AND id = %s",
            [state, received, decided, context.tenant_id, one.id],
        )
        if state != one.state:
            moved[state] = moved.get(state, 0) + 1
            said = {"number": one.number, "state": state, "before": one.state, "currency": one.currency}
            said |= {"amount": money.write(one.standing.amount, one.currency)}
            said |= {"received": money.write(received, one.currency)}
            events.append((Subject("promise", one.id, one.customer_id), said))
    command.notes(context, "collecting.judge", events)
    return moved


def _check_alone(context: Context, customer_id: int, found: debts.Debts) -> None:
    """One promise at a time counts the same money: raises `Conflict` beside a promise of the whole account."""
    only = "" if found.whole else "AND whole "
    other = sql.row(
        f"SELECT number FROM promise WHERE tenant_id = %s AND customer_id = %s AND entity_id = %s AND currency = %s "
        f"AND state = %s AND deadline_on >= %s {only}ORDER BY id LIMIT 1",
        [context.tenant_id, customer_id, context.entity_id, found.currency, rules.OPEN, context.today],
    )
    if other:
        raise Conflict(f"Promise {other[0]} is open for this account. Withdraw it first.", field="customer_number")
