"""Payment plans: agreed within the policy, approved by a second person beyond it, ended, and judged by what came in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import command, debts, postings
from quittance.actions.collecting_policy import policy_of
from quittance.actions.command import Context, Subject
from quittance.actions.debts import Debts
from quittance.books import lock, series, sql
from quittance.books.keys import new_id, new_ids
from quittance.books.lock import CustomerFacts
from quittance.reports import holidays
from quittance.reports import plans as reports
from quittance.reports.books import of as books_of
from quittance.reports.plans import PlanRow
from quittance.rules import calendar, money, text
from quittance.rules import plans as rules
from quittance.rules.refusals import Conflict, Invalid, NotAllowed


@dataclass(frozen=True, slots=True)
class InstalmentInput:
    """One payment of a plan: its due day, and its amount as decimal text."""

    due_on: datetime.date
    amount: str


@dataclass(frozen=True, slots=True)
class AgreePlan:
    """Debts of the customer that are paid in parts: `documents`, or all that is late when none is named.

    Give `instalments`, or `count` equal ones a month apart from `first_on` (None is a month from today). `amount` "" is
    all that is open of the debts and not held back otherwise.
    """

    customer_number: str
    documents: tuple[str, ...] = ()
    amount: str = ""
    count: int = 0
    first_on: datetime.date | None = None
    instalments: tuple[InstalmentInput, ...] = ()
    currency: str = ""
    said_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanAgreed:
    """The plan; `beyond` says why it waits for a second person, "" when it runs at once."""

    id: int
    number: str
    customer_number: str
    currency: str
    amount: str
    state: str
    beyond: str
    instalments: tuple[InstalmentInput, ...]


@dataclass(frozen=True, slots=True)
class ApprovePlan:
    """A plan that goes beyond the policy, by number."""

    number: str


@dataclass(frozen=True, slots=True)
class EndPlan:
    """A plan that is over before its time, and why: the original due days hold again."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanMoved:
    """The plan as it is now."""

    number: str
    state: str


@command.verb("plans.agree", PlanAgreed)
def agree(context: Context, data: AgreePlan) -> PlanAgreed:
    """Agree on a plan; raises `Conflict` where one or a promise runs, `Overallocated`, `NotFound` or `Invalid`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    found = debts.chosen(context, customer, data.documents, data.currency)
    if found.whole:
        late = tuple(one for one in found.rows if one.item.due_on < context.today)
        found = Debts(found.currency, True, late)
    amount = debts.amount_of(found, data.amount, found.free)
    parts = _parts(context, data, amount, found.currency)
    rules.check(parts, amount, context.today)
    policy = policy_of(context)
    base = postings.base_of(context, locked, amount, found.currency, on=context.today, rate="")
    beyond = "; ".join(rules.beyond(policy, parts, base, context.today))
    state = rules.PROPOSED if beyond else rules.ACTIVE
    id, number = new_id(), series.take_claim(context.tenant_id, context.entity_id, "payment_plan")
    sql.insert(
        "payment_plan",
        "tenant_id id entity_id customer_id number currency amount settled said_by note state beyond made_on made_by "
        "actor_name approved_by recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer.id, number, found.currency, amount, 0),
                *(text.clean(data.said_by, "said_by", 200), text.clean(data.note, "note", 500), state, beyond),
                *(context.today, _identity(context), context.actor.name, "", context.now),
            ]
        ],
    )
    _keep_parts(context, id, debts.spread(found, amount), parts, policy.plan_grace_days)
    made = PlanAgreed(
        *(id, number, customer.number, found.currency, money.write(amount, found.currency), state, beyond),
        tuple(InstalmentInput(day, money.write(part, found.currency)) for day, part in parts),
    )
    said = {"number": number, "amount": made.amount, "currency": made.currency, "state": state, "beyond": beyond}
    said |= {"instalments": str(len(parts)), "until": parts[-1][0].isoformat()}
    command.note(context, "plans.agree", Subject("plan", id, customer.id), said)
    return made


@command.verb("plans.approve", PlanMoved)
def approve(context: Context, data: ApprovePlan) -> PlanMoved:
    """Approve a plan that somebody else agreed on; raises `NotAllowed` for their own, `Conflict`, `NotFound`.

    What is true is read again: debts that were paid, promised, planned or held back otherwise since, and a first
    instalment whose day has passed, want a new plan.
    """
    plan = reports.of_number(books_of(context), data.number)
    if plan.made_by == _identity(context):
        raise NotAllowed("Somebody else approves a plan that you agreed on.")
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [plan.customer_number])
    if plan.state == rules.PROPOSED:
        _check_still_true(context, plan, locked.by_number(plan.customer_number))
    _move(context, plan, (rules.PROPOSED,), rules.ACTIVE, approved_by=context.actor.name)
    said = {"number": plan.number, "amount": money.write(plan.amount, plan.currency), "currency": plan.currency}
    command.note(context, "plans.approve", Subject("plan", plan.id, plan.customer_id), said)
    return PlanMoved(plan.number, rules.ACTIVE)


@command.verb("plans.end", PlanMoved)
def end(context: Context, data: EndPlan) -> PlanMoved:
    """End a plan; raises `Conflict` when it does not run, or `NotFound`."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    plan = reports.of_number(books_of(context), data.number)
    _move(context, plan, (rules.PROPOSED, rules.ACTIVE), rules.ENDED, approved_by=plan.approved_by)
    said = {"number": plan.number, "reason": reason}
    command.note(context, "plans.end", Subject("plan", plan.id, plan.customer_id), said)
    return PlanMoved(plan.number, rules.ENDED)


def judge_all(context: Context) -> dict[str, int]:
    """Judge plans that run; how many have come to each state. A broken one leaves the original due days to hold."""
    moved: dict[str, int] = {}
    events = []
    for plan in reports.to_judge(books_of(context), context.today):
        state = rules.judge(plan.instalments, plan.settled, context.today)
        sql.execute(
            "UPDATE payment_plan SET settled = %s, decided_on = CASE WHEN state = %s THEN decided_on ELSE %s END, "
            "state = %s WHERE tenant_id = %s AND id = %s AND (state <> %s OR settled <> %s)",
            [
                *(plan.settled, state, None if state == rules.ACTIVE else context.today, state),
                *(context.tenant_id, plan.id, state, plan.settled),
            ],
        )
        if state != plan.state:
            moved[state] = moved.get(state, 0) + 1
            said = {"number": plan.number, "state": state, "before": plan.state, "currency": plan.currency}
            said |= {"amount": money.write(plan.amount, plan.currency)}
            said |= {"received": money.write(plan.settled, plan.currency)}
            events.append((Subject("plan", plan.id, plan.customer_id), said))
    command.notes(context, "collecting.judge", events)
    return moved


def _check_still_true(context: Context, plan: PlanRow, customer: CustomerFacts) -> None:
    """Raise `Conflict` unless all of a proposed plan's debts are open and free still, and its first day is to come."""
    first = plan.instalments[0].due_on
    if first < context.today:
        raise Conflict(f"Its first instalment was for {first}. End it, and agree on a new plan.", field="number")
    wanted = reports.parts(books_of(context), plan.id)
    free = {one.item.id: one.free for one in debts.chosen(context, customer, plan.documents, plan.currency).rows}
    if any(free.get(id, 0) < amount for id, amount in wanted.items()):
        raise Conflict(
            "Less of its debts is open and free than when it was agreed on. End it, and agree on a new plan.",
            field="number",
        )


def _parts(context: Context, data: AgreePlan, amount: int, currency: str) -> list[tuple[datetime.date, int]]:
    if bool(data.instalments) == bool(data.count):
        raise Invalid("Say how many instalments, or give each with its day and amount.", field="instalments")
    if data.instalments:
        return [
            (one.due_on, money.read_positive(one.amount, currency, field="instalments")) for one in data.instalments
        ]
    first = data.first_on or calendar.in_months(context.today, 1, context.today.day)
    return rules.monthly(amount, data.count, first)


def _keep_parts(
    context: Context,
    plan_id: int,
    parts: Sequence[tuple[int, int]],
    payments: Sequence[tuple[datetime.date, int]],
    grace_days: int,
) -> None:
    ids = iter(new_ids(len(parts) + len(payments)))
    rows = [[context.tenant_id, next(ids), plan_id, *part] for part in parts]
    sql.insert("plan_part", ["tenant_id", "id", "plan_id", "item_id", "amount"], rows)
    closed = holidays.closed_days(context)
    due = [
        [context.tenant_id, next(ids), plan_id, n, day, calendar.working_days_after(day, grace_days, closed), amount]
        for n, (day, amount) in enumerate(payments, start=1)
    ]
    sql.insert("plan_instalment", ["tenant_id", "id", "plan_id", "n", "due_on", "deadline_on", "amount"], due)


def _move(context: Context, plan: PlanRow, since: tuple[str, ...], state: str, *, approved_by: str) -> None:
    moved = sql.execute(
        "UPDATE payment_plan SET state = %s, approved_by = %s, decided_on = %s "
        f"WHERE tenant_id = %s AND id = %s AND state IN ({sql.marks(len(since))})",
        [state, approved_by, None if state == rules.ACTIVE else context.today, context.tenant_id, plan.id, *since],
    )
    if not moved:
        raise Conflict(f"Plan {plan.number} is {rules.STATES[plan.state]}.", field="number")


def _identity(context: Context) -> str:
    return f"{context.actor.kind}:{context.actor.id}"
