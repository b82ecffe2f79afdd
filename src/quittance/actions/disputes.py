"""Disputes: a part of a debt that the customer says it does not owe, until somebody has decided what becomes of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, resolutions
from quittance.actions.collecting_policy import policy_of
from quittance.actions.command import Context, Subject
from quittance.actions.resolutions import Claim
from quittance.books import lock, scope, series, sql
from quittance.books.keys import new_id
from quittance.reports import holding
from quittance.reports.books import of as books_of
from quittance.rules import disputes, money, tax, text
from quittance.rules.ledger import DEBIT, Item
from quittance.rules.refusals import Conflict, Invalid, NotFound, Overallocated


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A part of a document that the customer disputes; `line` names the line it is about, 0 none.

    `amount` "" is the line with its tax, or all that is open and not disputed yet; `instalment` 0 the first that is
    open. `owner` "" is who looks after that reason, `answer_by` None comes from the policy.
    """

    document: str
    reason: str
    amount: str = ""
    line: int = 0
    instalment: int = 0
    owner: str = ""
    answer_by: datetime.date | None = None
    said_by: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class DisputeOpened:
    """The dispute; nobody is reminded of its amount until it is resolved."""

    id: int
    number: str
    document: str
    currency: str
    amount: str
    reason: str
    owner: str
    answer_by: datetime.date


@dataclass(frozen=True, slots=True)
class MoveDispute:
    """How far a dispute is and who has it; what is "" or None stays. `told` is what the customer reads."""

    number: str
    state: str = ""
    owner: str = ""
    reason: str = ""
    answer_by: datetime.date | None = None
    told: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class DisputeMoved:
    """The dispute as it is now."""

    number: str
    state: str
    owner: str
    reason: str
    answer_by: datetime.date
    told: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ResolveDispute:
    """What was decided, and why (`resolution`).

    `way` is credit (a credit note closes it), rebill (credited and invoiced anew), write_off (within the company's
    limit), reject (the amount stays open) or settled (the money has moved otherwise). `amount` "" is all of it; what a
    credit leaves over is rejected. `rebill_amount` "" is as much as was credited.
    """

    number: str
    resolution: str
    way: str
    amount: str = ""
    owner: str = ""
    rebill_amount: str = ""
    purchase_order: str = ""


@dataclass(frozen=True, slots=True)
class DisputeResolved:
    """The dispute is resolved: by which credit note and new invoice, and what was posted (0 nothing).

    `unapplied` of the credit note is left to use, where the customer had paid what it disputed; "" for nothing.
    """

    number: str
    resolution: str
    way: str
    document: str
    currency: str
    amount: str
    credit_number: str
    rebill_number: str
    entry_id: int
    unapplied: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawDispute:
    """A dispute that was opened by mistake, or that the customer takes back, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn:
    """The dispute is over, and its amount is asked for again."""

    number: str
    state: str


@dataclass(frozen=True, slots=True)
class Held:
    """A dispute that is not resolved."""

    id: int
    number: str
    state: str
    customer_id: int
    customer: str
    document_id: int
    document: str
    line_n: int
    currency: str
    amount: int
    reason: str
    owner: str
    answer_by: datetime.date
    told: str
    evidence: str
    item_id: int


@command.verb("disputes.open", DisputeOpened)
def open_dispute(context: Context, data: OpenDispute) -> DisputeOpened:
    """Open a dispute; raises `Overallocated` beyond what is open and undisputed, `NotFound` or `Invalid`."""
    owner = _owner(data.reason, data.owner)
    item = _item(context, data.document, data.instalment)
    lock.customers_by_id(context.tenant_id, context.entity_id, [item.customer_id])
    product, gross = _line(context, item, data.line)
    free = _undisputed(context, item)
    amount = money.read_positive(data.amount, item.currency) if data.amount else min(gross or free, free)
    if not 0 < amount <= free:
        left = money.write(free, item.currency)
        raise Overallocated(f"{left} {item.currency} of {item.label} is open and undisputed.", field="amount")
    answer_by = _answer_by(context, data.answer_by)
    id, number = new_id(), series.take_claim(context.tenant_id, context.entity_id, "dispute")
    sql.insert(
        "dispute",
        "tenant_id id entity_id customer_id item_id number line_n product currency amount reason owner said_by "
        "evidence told state opened_on answer_by resolution way credit_number rebill_number actor_name "
        "recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, item.customer_id, item.id, number, data.line, product),
                *(item.currency, amount, data.reason, owner, text.clean(data.said_by, "said_by", 200)),
                *(text.clean(data.evidence, "evidence", 2000), "", disputes.NEW, context.today, answer_by),
                *("", "", "", "", context.actor.name, context.now),
            ]
        ],
    )
    made = DisputeOpened(
        *(id, number, item.label, item.currency, money.write(amount, item.currency), data.reason, owner, answer_by)
    )
    said = {
        "number": number,
        "document": item.label,
        "amount": made.amount,
        "currency": item.currency,
        "reason": data.reason,
        "owner": owner,
        "answer_by": answer_by.isoformat(),
    }
    command.note(context, "disputes.open", Subject("dispute", id, item.customer_id), said)
    return made


@command.verb("disputes.move", DisputeMoved)
def move(context: Context, data: MoveDispute) -> DisputeMoved:
    """Move a dispute on; raises `Conflict` when it is resolved, `NotFound` or `Invalid`."""
    kept = held(context, data.number)
    state = data.state or kept.state
    if state not in disputes.STATES or state == disputes.RESOLVED:
        raise Invalid("The state is new, review or waiting. Resolve it to end it.", field="state")
    reason = data.reason or kept.reason
    owner = text.clean(data.owner, "owner", 100) or (kept.owner if reason == kept.reason else _owner(reason, ""))
    made = DisputeMoved(
        kept.number,
        state,
        owner,
        reason,
        disputes.check_answer(data.answer_by, context.today)
        if data.answer_by and data.answer_by != kept.answer_by
        else kept.answer_by,
        text.clean(data.told, "told", 500) or kept.told,
        text.clean(data.evidence, "evidence", 2000) or kept.evidence,
    )
    _owner(reason, owner)
    sql.execute(
        "UPDATE dispute SET state = %s, owner = %s, reason = %s, answer_by = %s, told = %s, evidence = %s "
        "WHERE tenant_id = %s AND id = %s",
        [state, owner, reason, made.answer_by, made.told, made.evidence, context.tenant_id, kept.id],
    )
    said = {"number": kept.number, "document": kept.document, "state": state, "owner": owner, "reason": reason}
    said |= {"answer_by": made.answer_by.isoformat(), "told": data.told.strip()}
    command.note(context, "disputes.move", Subject("dispute", kept.id, kept.customer_id), said)
    return made


@command.verb("disputes.resolve", DisputeResolved)
def resolve(context: Context, data: ResolveDispute) -> DisputeResolved:
    """Resolve; raises `Conflict` when it is resolved, and what the credit note, invoice or write-off refuses."""
    resolution = text.clean(data.resolution, "resolution", 300, needed=True)
    if data.way not in disputes.WAYS:
        raise Invalid(f"A dispute ends in one of {', '.join(disputes.WAYS)}.", field="way")
    kept = held(context, data.number)
    amount = money.read_positive(data.amount, kept.currency) if data.amount else kept.amount
    if amount > kept.amount:
        raise Overallocated(f"{money.write(kept.amount, kept.currency)} is disputed.", field="amount")
    words = disputes.words(kept.reason)
    claim = Claim(
        kept.customer, kept.document_id, kept.document, kept.currency, amount, words, kept.line_n, kept.item_id
    )
    carried = resolutions.carried_out(context, claim, data.way, resolution)
    rebill = ""
    if data.way == disputes.REBILL:
        anew = (
            money.read_positive(data.rebill_amount, kept.currency, field="rebill_amount") if data.rebill_amount else 0
        )
        rebill = resolutions.invoiced_anew(context, claim, anew or amount, data.purchase_order)
    owner = text.clean(data.owner, "owner", 100) or kept.owner
    sql.execute(
        "UPDATE dispute SET state = %s, resolved_on = %s, resolution = %s, way = %s, credit_number = %s, "
        "rebill_number = %s, owner = %s WHERE tenant_id = %s AND id = %s",
        [
            *(disputes.RESOLVED, context.today, resolution, data.way, carried.number, rebill, owner),
            *(context.tenant_id, kept.id),
        ],
    )
    made = DisputeResolved(
        *(kept.number, resolution, data.way, kept.document, kept.currency, money.write(amount, kept.currency)),
        *(carried.number, rebill, carried.entry_id, carried.unapplied),
    )
    said = {name: getattr(made, name) for name in DisputeResolved.__slots__ if name != "entry_id"}
    command.note(context, "disputes.resolve", Subject("dispute", kept.id, kept.customer_id), said)
    return made


@command.verb("disputes.withdraw", DisputeWithdrawn)
def withdraw(context: Context, data: WithdrawDispute) -> DisputeWithdrawn:
    """Withdraw; raises `Conflict` when it is resolved, or `NotFound`. Nothing is posted."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    kept = held(context, data.number)
    sql.execute(
        "UPDATE dispute SET state = %s, resolved_on = %s, resolution = %s, way = %s WHERE tenant_id = %s AND id = %s",
        [disputes.RESOLVED, context.today, reason, disputes.WITHDRAWN, context.tenant_id, kept.id],
    )
    said = {"number": kept.number, "document": kept.document, "reason": reason}
    command.note(context, "disputes.withdraw", Subject("dispute", kept.id, kept.customer_id), said)
    return DisputeWithdrawn(kept.number, disputes.RESOLVED)


def _owner(reason: str, given: str) -> str:
    if reason not in disputes.REASONS:
        raise Invalid(f"The reason is one of {', '.join(disputes.REASONS)}.", field="reason")
    return text.clean(given, "owner", 100) or disputes.REASONS[reason][1]


def _answer_by(context: Context, given: datetime.date | None) -> datetime.date:
    day = given or context.today + datetime.timedelta(days=policy_of(context).answer_days)
    return disputes.check_answer(day, context.today)


def _item(context: Context, document: str, instalment: int) -> Item:
    """The open instalment that is meant; raises `NotFound` or `Invalid`."""
    found = scope.items_of_documents(context.tenant_id, context.entity_id, [document])
    debts = [item for item in found if item.side == DEBIT and instalment in (0, item.instalment)]
    if not debts:
        raise NotFound(f"There is no debt {document[:60]!r}.", field="document")
    still = [item for item in debts if item.open]
    if not still:
        raise Invalid(f"Nothing is open on {document} any more.", field="document")
    return still[0]


def _undisputed(context: Context, item: Item) -> int:
    """What is open of an item and neither disputed nor left out yet."""
    held = holding.of_customer(books_of(context), item.customer_id, context.today)
    claimed = (holding.DISPUTE, holding.DEDUCTION)
    fresh = scope.items(context.tenant_id, context.entity_id, [item.id])[0]
    return fresh.open - sum(one.amount for one in held if one.item_id == item.id and one.rule in claimed)


def _line(context: Context, item: Item, n: int) -> tuple[str, int]:
    """What the line is about, and its amount with tax; nothing where no line is named."""
    if not n:
        return "", 0
    found = sql.row(
        "SELECT description, net, tax_rate_e4 FROM line WHERE tenant_id = %s AND document_id = %s AND n = %s",
        [context.tenant_id, item.document_id, n],
    )
    if found is None:
        raise NotFound(f"{item.label} has no line {n}.", field="line")
    return found[0][:200], found[1] + money.ratio(found[1], found[2], tax.HUNDRED)


def held(context: Context, number: str) -> Held:
    """A dispute that is not resolved, its row locked; raises `NotFound`, or `Conflict` for one that is resolved."""
    tail = " FOR UPDATE OF d" if sql.on_postgresql() else ""
    found = sql.row(
        "SELECT d.id, d.number, d.state, d.customer_id, c.number, COALESCE(x.id, 0), COALESCE(x.number, ''), d.line_n, "
        "d.currency, d.amount, d.reason, d.owner, d.answer_by, d.told, d.evidence, d.item_id FROM dispute d "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        "JOIN open_item i ON i.tenant_id = d.tenant_id AND i.id = d.item_id "
        "LEFT JOIN document x ON x.tenant_id = d.tenant_id AND x.id = i.document_id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number = %s{tail}",
        [context.tenant_id, context.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no dispute {number[:60]!r}.", field="number")
    if found[2] == disputes.RESOLVED:
        raise Conflict("The dispute is resolved already.", field="number")
    named = dict(zip(Held.__slots__, found, strict=True))
    return Held(**(named | {"answer_by": sql.day(found[12])}))
