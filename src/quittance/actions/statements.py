"""Statements sent: by a person, or by a plan to everybody who owes something, each of its days once."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass, replace

from quittance.actions import bounces, command, deliveries, jobs, mailing
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.reports import dunning_calendar
from quittance.reports import statement_group as reports
from quittance.reports import statement_plans as plans
from quittance.reports import statements_sent as sent
from quittance.reports.books import of as books_of
from quittance.reports.statement_group import Asked
from quittance.reports.statement_plans import Among, Due
from quittance.rules import calendar, text
from quittance.rules import statement_plan as rules
from quittance.rules.refusals import Conflict
from quittance.rules.statement_plan import Plan

JOB = "statements.run"
FROM_HOUR = 8
"""Of the customer's clock; before it no statement goes out by a plan."""

MOST_ONCE = 500
"""Statements that one transaction queues."""

MOST_TURNS = 2_000

COLUMNS = "tenant_id id entity_id customer_id kind whole_group since_on until_on period_on rule actor_name recorded_at"


@dataclass(frozen=True, slots=True)
class SendStatement:
    """A statement to be mailed: what is open on `until`, or with a first day `since` what happened; None is today.

    `group` is the customer with all below it; `address` "" is the main contact's, else the customer's.
    """

    customer_number: str
    until: datetime.date | None = None
    since: datetime.date | None = None
    group: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class StatementQueued:
    """What was queued."""

    id: int
    customer_number: str
    address: str


@dataclass(frozen=True, slots=True)
class PlanStatements:
    """When a customer gets statements, or everybody without a plan of their own ("").

    `every` is week, month, quarter or never; "" takes the plan away, so that others hold.
    """

    customer_number: str = ""
    every: str = rules.MONTH
    on_day: int = 1
    kind: str = rules.OPEN_ITEM
    group: bool = False


@dataclass(frozen=True, slots=True)
class StatementsPlanned:
    """The plan as it stands, in words; `next_on` is its next day."""

    customer_number: str
    said: str
    next_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class RunStatements:
    """Everybody who is due a statement, up to a number at a time; or those whose ids lie between two."""

    first_id: int = 0
    last_id: int = 0


@dataclass(frozen=True, slots=True)
class StatementsRun:
    """How many were queued, how many were held back by a rule, and whether there may be more."""

    queued: int
    held: int
    more: bool


@command.verb("statements.send", StatementQueued)
def send(context: Context, data: SendStatement) -> StatementQueued:
    """Queue a statement for its customer; raises `NotFound`, `Invalid`, or `Conflict` when it would be empty."""
    mailing.check_set_up()
    here, until = books_of(context), data.until or context.today
    for day, field in ((until, "until"), (data.since, "since")):
        if day is not None:
            calendar.check_day(day, context.today, field)
    made = reports.made(here, Asked(data.customer_number, until, data.since, data.group))
    if not made.sections:
        raise Conflict(f"Nothing is open with {made.customer_name}, so there is nothing to say.", field="until")
    customer_id = sent.customer_id(here, data.customer_number)
    given = text.email(data.address, "address") or deliveries.address_of(context, customer_id)
    address = deliveries.checked(given, "address")
    bounces.check(context, customer_id, address)
    kind = rules.OPEN_ITEM if data.since is None else rules.ACTIVITY
    id = new_id()
    row: list[object] = [context.tenant_id, id, context.entity_id, customer_id, kind, data.group]
    row += [data.since, until, None, ""]
    sql.insert("statement_sent", COLUMNS.split(), [[*row, context.actor.name, context.now]])
    target = sent.target(id, data.customer_number, customer_id)
    deliveries.queue(context, target, address)
    said = {"number": data.customer_number, "address": address, "kind": kind}
    command.note(context, "statements.send", Subject(sent.STATEMENT, id, customer_id), said)
    return StatementQueued(id, data.customer_number, address)


@command.verb("statements.plan", StatementsPlanned)
def plan(context: Context, data: PlanStatements) -> StatementsPlanned:
    """Set when statements go out from today on; raises `Invalid` or `NotFound`."""
    customer_id = _customer(context, data.customer_number)
    which = "customer_id IS NULL" if customer_id is None else "customer_id = %s"
    mine = [context.tenant_id, context.entity_id, *([] if customer_id is None else [customer_id])]
    sql.execute(f"DELETE FROM statement_plan WHERE tenant_id = %s AND entity_id = %s AND {which}", mine)
    said = "as the company has it" if customer_id else rules.NEVER
    next_on: datetime.date | None = None
    if data.every:
        made = rules.check(Plan(data.every, data.on_day, data.kind, data.group, context.today))
        columns = "tenant_id id entity_id customer_id every on_day kind whole_group since_on made_by recorded_at"
        row: list[object] = [
            context.tenant_id,
            new_id(),
            context.entity_id,
            customer_id,
            made.every,
            made.on_day,
            made.kind,
        ]
        row += [made.group, made.since, context.actor.name, context.now]
        sql.insert("statement_plan", columns.split(), [row])
        said, next_on = rules.said(made), rules.latest(made, context.today) or rules.following(made, context.today)
    command.note(context, "statements.plan", Subject("customer", customer_id, customer_id), {"said": said})
    return StatementsPlanned(data.customer_number, said, next_on)


@command.verb("statements.run", StatementsRun)
def run(context: Context, data: RunStatements) -> StatementsRun:
    """Queue what is due by the plans, or keep why it is held back; each day of a plan once for each customer.

    Raises `Conflict` where no mail server is set up: what is due waits then.
    """
    mailing.check_set_up()
    among = Among(data.first_id, data.last_id) if data.last_id else plans.EVERYBODY
    found = plans.due(books_of(context), context.today, MOST_ONCE, among)
    told = [_keep(context, one) for one in found]
    counts = [one.rule for one, kept in zip(found, told, strict=True) if kept]
    queued, held = sum(not rule for rule in counts), sum(bool(rule) for rule in counts)
    more = len(found) >= MOST_ONCE
    if not more and not data.last_id:
        sql.execute(
            "UPDATE statement_plan SET looked_on = %s WHERE tenant_id = %s AND entity_id = %s",
            [context.today, context.tenant_id, context.entity_id],
        )
    command.note(context, "statements.run", Subject(sent.STATEMENT, None), {"queued": queued, "held": held})
    return StatementsRun(queued, held, more)


def ask(context: Context) -> None:
    """Have the worker look after the statements of a day, where any plan holds; asked again, it is the same job."""
    company, of_customers = plans.plans(books_of(context))
    if company is not None or of_customers:
        jobs.enqueue(context, JOB, {}, unique_key=f"statements:{context.entity_id}:{context.today.isoformat()}")


def carry_out(work: Work) -> None:
    """Queue everything that is due, part by part; after a crash the rest is queued, and nothing twice.

    Each part looks at its own customers alone; the last turns take in who came to owe something meanwhile.
    """
    asked = (RunStatements(one.first, one.last) for one in plans.parts(books_of(work.context)))
    for turn, data in enumerate(
        itertools.islice(itertools.chain(asked, itertools.repeat(RunStatements())), MOST_TURNS)
    ):
        key = f"{work.context.key}:{work.lease.attempts}:{turn}"
        if not run(replace(work.context, key=key), data).more and not data.last_id:
            return


def _keep(context: Context, due: Due) -> bool:
    """Settle one day of a plan for one customer; False when somebody else has."""
    id, held = new_id(), due.rule
    until = context.today if due.since is None else due.period_on - calendar.DAY
    made = sql.execute(
        f"INSERT INTO statement_sent ({', '.join(COLUMNS.split())}) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [
            *(context.tenant_id, id, context.entity_id, due.customer_id, due.plan.kind, due.plan.group),
            *(due.since, until, due.period_on, held, context.actor.name, context.now),
        ],
    )
    if not made:
        return False
    said = {"number": due.customer_number, "address": due.address, "on": due.period_on.isoformat(), "rule": held}
    if not held:
        morning = dunning_calendar.moment(due.zone, context.today, FROM_HOUR)
        target = sent.target(id, due.customer_number, due.customer_id)
        deliveries.queue(context, target, due.address, run_at=max(morning, context.now))
    command.note(context, "statements.send", Subject(sent.STATEMENT, id, due.customer_id), said)
    return True


def _customer(context: Context, number: str) -> int | None:
    if not number:
        lock.entity(context.tenant_id, context.entity_id)
        return None
    return lock.customers_by_number(context.tenant_id, context.entity_id, [number]).by_number(number).id
