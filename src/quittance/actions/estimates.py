"""Estimates: what a customer is offered, sent, accepted or declined, and made an invoice of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from quittance.actions import command, drafts, postings
from quittance.actions.command import Context, Subject
from quittance.books import series, sql
from quittance.books.keys import new_id
from quittance.rules import draft as contents
from quittance.rules import estimate as rules
from quittance.rules import money, text
from quittance.rules.draft import Content
from quittance.rules.ledger import INVOICE
from quittance.rules.refusals import Changed, Conflict, Invalid, NotFound

ESTIMATE = "estimate"
COLUMNS = (
    "tenant_id id entity_id customer_id draft_id number state version issued_on valid_until currency total content "
    "decided_on decided_with reason made_by recorded_at changed_at"
)


@dataclass(frozen=True, slots=True)
class WriteEstimate:
    """An estimate to be; `valid_until` None is thirty days."""

    content: Content
    valid_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class EditEstimate:
    """What an estimate says from now on, in place of all it said in `version`."""

    number: str
    version: int
    content: Content
    valid_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class MarkSent:
    """An estimate that the customer has received."""

    number: str


@dataclass(frozen=True, slots=True)
class AcceptEstimate:
    """An acceptance: `on` None is today, `decided_with` who at the customer, `purchase_order` their order."""

    number: str
    on: datetime.date | None = None
    decided_with: str = ""
    purchase_order: str = ""


@dataclass(frozen=True, slots=True)
class DeclineEstimate:
    """A decline: `on` None is today."""

    number: str
    on: datetime.date | None = None
    decided_with: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConvertEstimate:
    """An accepted estimate to be made an invoice; `issue` "" leaves it a draft, "now" issues it at once."""

    number: str
    issue: str = ""


@dataclass(frozen=True, slots=True)
class EstimateKept:
    """An estimate as it stands."""

    id: int
    number: str
    version: int
    state: str
    customer_number: str
    currency: str
    total: str
    valid_until: datetime.date


@dataclass(frozen=True, slots=True)
class EstimateConverted:
    """The draft that an estimate has become, and the invoice, "" for none yet."""

    number: str
    draft_id: int
    invoice: str


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    number: str
    version: int
    state: str
    customer_id: int
    currency: str
    total: int
    issued_on: datetime.date
    valid_until: datetime.date
    draft_id: int | None
    content: Content


@command.verb("estimates.write", EstimateKept)
def write(context: Context, data: WriteEstimate) -> EstimateKept:
    """Write an estimate under the next number; raises `NotFound` without its customer, `Invalid` without a total."""
    content, customer_id, currency, total = _checked(context, data.content)
    issued_on = content.issued_on or context.today
    last = _last(context, issued_on, data.valid_until)
    id, number = new_id(), series.take(context.tenant_id, context.entity_id, ESTIMATE, issued_on)
    row = [context.tenant_id, id, context.entity_id, customer_id, None, number, rules.OPEN, 1, issued_on, last]
    row += [currency, total, contents.encode(content), None, "", "", context.actor.name, context.now, context.now]
    sql.insert(ESTIMATE, COLUMNS.split(), [row])
    held = _Held(id, number, 1, rules.OPEN, customer_id, currency, total, issued_on, last, None, content)
    return _told(context, "estimates.write", held, {})


@command.verb("estimates.edit", EstimateKept)
def edit(context: Context, data: EditEstimate) -> EstimateKept:
    """Change an estimate that is not accepted; it is to be sent again. Raises `Changed` when somebody else has."""
    held = _found(context, data.number)
    if data.version != held.version:
        raise _changed()
    content, customer_id, currency, total = _checked(context, data.content)
    issued_on = content.issued_on or held.issued_on
    last = _last(context, issued_on, data.valid_until)
    state = rules.changed(held.state)
    _update(
        context,
        held,
        "customer_id = %s, currency = %s, total = %s, content = %s, issued_on = %s, valid_until = %s, state = %s, "
        "decided_on = NULL, decided_with = '', reason = ''",
        [customer_id, currency, total, contents.encode(content), issued_on, last, state],
    )
    now = _Held(
        held.id, held.number, held.version + 1, state, customer_id, currency, total, issued_on, last, None, content
    )
    return _told(context, "estimates.edit", now, {})


@command.verb("estimates.mark_sent", EstimateKept)
def mark_sent(context: Context, data: MarkSent) -> EstimateKept:
    """Say that the customer has an estimate; raises `Conflict` when that has decided already."""
    held = _found(context, data.number)
    state = rules.sent(held.state)
    _update(context, held, "state = %s", [state])
    return _told(context, "estimates.mark_sent", replace(held, version=held.version + 1, state=state), {})


@command.verb("estimates.accept", EstimateKept)
def accept(context: Context, data: AcceptEstimate) -> EstimateKept:
    """Record that the customer has accepted; raises `Conflict`, or `Invalid` for a day on which it did not hold."""
    held = _found(context, data.number)
    on = _day(context, data.on)
    state = rules.accepted(held.state, on, held.issued_on, held.valid_until)
    who = text.clean(data.decided_with, "decided_with", rules.MOST_NAME_CHARACTERS)
    order = text.clean(data.purchase_order, "purchase_order", contents.MOST["purchase_order"])
    content = replace(held.content, purchase_order=order) if order else held.content
    values: list[object] = [state, on, who, contents.encode(content)]
    _update(context, held, "state = %s, decided_on = %s, decided_with = %s, content = %s", values)
    said = {"on": on.isoformat(), "decided_with": who}
    return _told(context, "estimates.accept", replace(held, version=held.version + 1, state=state), said)


@command.verb("estimates.decline", EstimateKept)
def decline(context: Context, data: DeclineEstimate) -> EstimateKept:
    """Record that the customer does not want it; raises `Conflict` when that has decided already."""
    held = _found(context, data.number)
    on, state = _day(context, data.on), rules.declined(held.state)
    who = text.clean(data.decided_with, "decided_with", rules.MOST_NAME_CHARACTERS)
    reason = text.clean(data.reason, "reason", contents.MOST_REASON_CHARACTERS)
    values: list[object] = [state, on, who, reason]
    _update(context, held, "state = %s, decided_on = %s, decided_with = %s, reason = %s", values)
    said = {"on": on.isoformat(), "decided_with": who, "reason": reason}
    return _told(context, "estimates.decline", replace(held, version=held.version + 1, state=state), said)


@command.verb("estimates.convert", EstimateConverted)
def convert(context: Context, data: ConvertEstimate) -> EstimateConverted:
    """Make an accepted estimate a draft, or an invoice at once; raises `Conflict` when it is one already."""
    if data.issue not in ("", "now"):
        raise Invalid(f"{data.issue[:40]!r} is not known here. Say now, or leave it out.", field="issue")
    held = _found(context, data.number)
    rules.check_convertible(held.state)
    if held.draft_id is not None:
        raise Conflict(f"{held.number} has become a draft or an invoice already.", field="number")
    fresh = replace(held.content, issued_on=None, due_on=None)
    draft = drafts.made(context, INVOICE, fresh, "drafts.save", held.number)
    _update(context, held, "draft_id = %s", [draft.id])
    issued = ""
    if data.issue:
        command.check_allowed(context, "drafts.issue")
        issued = drafts.issued(context, drafts.found(context, draft.id), draft.version).number
    said = {"draft_id": str(draft.id), "invoice": issued}
    _told(context, "estimates.convert", replace(held, version=held.version + 1), said)
    return EstimateConverted(held.number, draft.id, issued)


def _checked(context: Context, given: Content) -> tuple[Content, int, str, int]:
    """The content, the customer's id, the currency and the total, which an estimate needs."""
    content = replace(contents.check(given, context.today), due_on=None, corrects="")
    customer_id, currency = drafts.customer(context, content)
    content = drafts.filled(context, content, customer_id, currency)
    total = contents.comes_to(content, currency).total
    if total <= 0:
        raise Invalid("An estimate comes to more than 0. Give its lines, or its total.", field="total")
    return content, customer_id, currency, total


def _last(context: Context, issued_on: datetime.date, given: datetime.date | None) -> datetime.date:
    last = rules.valid_until(issued_on, given)
    return postings.check_day(last, context.today, "valid_until")


def _day(context: Context, given: datetime.date | None) -> datetime.date:
    """The day on which the customer has decided: not in the future."""
    on = postings.check_day(given or context.today, context.today, "on")
    if on > context.today:
        raise Invalid("That day is still to come. Record it when it has happened.", field="on")
    return on


def _found(context: Context, number: str) -> _Held:
    row = sql.row(
        "SELECT e.id, e.number, e.version, e.state, e.customer_id, e.currency, e.total, e.issued_on, e.valid_until, "
        "e.draft_id, e.content, c.number FROM estimate e "
        "JOIN customer c ON c.tenant_id = e.tenant_id AND c.id = e.customer_id "
        "WHERE e.tenant_id = %s AND e.entity_id = %s AND e.number = %s",
        [context.tenant_id, context.entity_id, number],
    )
    if row is None:
        raise NotFound(f"There is no estimate {number[:60]!r}.", field="number")
    content = replace(contents.decode(row[10]), customer_number=row[11])
    id, name, version, state, customer_id, currency, total = row[:7]
    days = (sql.day(row[7]), sql.day(row[8]))
    return _Held(id, name, version, state, customer_id, currency, int(total), *days, row[9], content)


def _update(context: Context, held: _Held, change: str, values: list[object]) -> None:
    changed = sql.execute(
        f"UPDATE estimate SET {change}, version = version + 1, changed_at = %s "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s AND version = %s",
        [*values, context.now, context.tenant_id, context.entity_id, held.id, held.version],
    )
    if not changed:
        raise _changed()


def _told(context: Context, verb: str, held: _Held, more: dict[str, str]) -> EstimateKept:
    amount = money.write(held.total, held.currency)
    said = {"number": held.number, "total": amount, "currency": held.currency, **more}
    command.note(context, verb, Subject(ESTIMATE, held.id, held.customer_id), said)
    number = held.content.customer_number
    return EstimateKept(held.id, held.number, held.version, held.state, number, held.currency, amount, held.valid_until)


def _changed() -> Changed:
    return Changed("Somebody has changed this estimate meanwhile. Look at it again and repeat.")
