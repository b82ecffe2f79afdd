"""Deductions: parts of invoices that payers left out, until somebody has decided what becomes of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, resolutions
from quittance.actions.command import Context, Subject
from quittance.actions.resolutions import Claim
from quittance.books import sql
from quittance.rules import cash, deduction, disputes, money, text
from quittance.rules.refusals import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class ResolveDeduction:
    """What was decided, and why (`resolution`).

    `way` is credit (a credit note closes it), write_off (given up, within the company's limit), reject (charged back:
    the amount stays open on the invoice) or settled (the money has moved otherwise). `owner` "" leaves who decided.
    """

    id: int
    resolution: str
    way: str = deduction.SETTLED
    owner: str = ""


@dataclass(frozen=True, slots=True)
class DeductionResolved:
    """The deduction is resolved; `number` is the credit note that closed it, `entry_id` what was posted (0 nothing)."""

    id: int
    resolution: str
    way: str
    document: str
    currency: str
    amount: str
    number: str
    entry_id: int


@dataclass(frozen=True, slots=True)
class AssignDeduction:
    """Who looks after a deduction, why it was taken and until when it is answered; "" and None leave that as it is."""

    id: int
    owner: str = ""
    reason: str = ""
    answer_by: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DeductionAssigned:
    """The deduction as it is now."""

    id: int
    owner: str
    reason: str
    answer_by: datetime.date | None


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    state: str
    customer_id: int
    customer: str
    document_id: int
    document: str
    currency: str
    amount: int
    reason: str
    owner: str
    answer_by: datetime.date | None
    item_id: int


@command.verb("deductions.resolve", DeductionResolved)
def resolve(context: Context, data: ResolveDeduction) -> DeductionResolved:
    """Resolve; raises `Conflict` when it is resolved, `NotFound`, and what the credit note or write-off refuses."""
    resolution = text.clean(data.resolution, "resolution", 300, needed=True)
    if data.way not in deduction.WAYS:
        raise Invalid(f"A deduction ends in one of {', '.join(deduction.WAYS)}.", field="way")
    held = _open(context, data.id)
    owner = text.clean(data.owner, "owner", 100) or held.owner
    words = cash.REASONS[held.reason][0]
    claim = Claim(
        held.customer, held.document_id, held.document, held.currency, held.amount, words, item_id=held.item_id
    )
    carried = resolutions.carried_out(context, claim, data.way, resolution)
    moved = sql.execute(
        "UPDATE deduction SET state = 'resolved', resolved_on = %s, resolution = %s, way = %s, credit_number = %s, "
        "owner = %s WHERE tenant_id = %s AND id = %s AND state = 'open'",
        [context.today, resolution, data.way, carried.number, owner, context.tenant_id, held.id],
    )
    if not moved:
        raise Conflict("The deduction is resolved already.", field="id")
    amount = money.write(held.amount, held.currency)
    said = {
        "document": held.document,
        "amount": amount,
        "currency": held.currency,
        "way": data.way,
        "resolution": resolution,
        "owner": owner,
        "number": carried.number,
    }
    command.note(context, "deductions.resolve", Subject("deduction", held.id, held.customer_id), said)
    return DeductionResolved(
        held.id, resolution, data.way, held.document, held.currency, amount, carried.number, carried.entry_id
    )


@command.verb("deductions.assign", DeductionAssigned)
def assign(context: Context, data: AssignDeduction) -> DeductionAssigned:
    """Say who looks after it; raises `Conflict` when it is resolved, `NotFound`, `Invalid`."""
    held = _open(context, data.id)
    owner = text.clean(data.owner, "owner", 100) or held.owner
    reason = data.reason or held.reason
    if reason not in cash.REASONS:
        raise Invalid(f"The reason is one of {', '.join(cash.REASONS)}.", field="reason")
    answer_by = held.answer_by
    if data.answer_by is not None and data.answer_by != held.answer_by:
        answer_by = disputes.check_answer(data.answer_by, context.today)
    sql.execute(
        "UPDATE deduction SET owner = %s, reason = %s, answer_by = %s WHERE tenant_id = %s AND id = %s",
        [owner, reason, answer_by, context.tenant_id, held.id],
    )
    said = {"document": held.document, "owner": owner, "reason": reason, "answer_by": str(answer_by or "")}
    command.note(context, "deductions.assign", Subject("deduction", held.id, held.customer_id), said)
    return DeductionAssigned(held.id, owner, reason, answer_by)


def withdrawn(context: Context, line_id: int, reason: str) -> None:
    """Close the deductions that a bank line had opened, because it is taken back; each is an event of its customer."""
    tail = " FOR UPDATE OF d" if sql.on_postgresql() else ""
    found = sql.rows(
        "SELECT d.id, d.customer_id, COALESCE(x.number, ''), d.amount, d.currency FROM deduction d "
        "JOIN open_item i ON i.tenant_id = d.tenant_id AND i.id = d.item_id "
        "LEFT JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.bank_line_id = %s AND d.state = 'open' ORDER BY d.id{tail}",
        [context.tenant_id, context.entity_id, line_id],
    )
    if not found:
        return
    said = f"Taken back: {reason}"[:300]
    sql.execute(
        "UPDATE deduction SET state = 'resolved', resolved_on = %s, resolution = %s WHERE tenant_id = %s "
        f"AND id IN ({sql.marks(len(found))})",
        [context.today, said, context.tenant_id, *(row[0] for row in found)],
    )
    events = [
        (
            Subject("deduction", id, customer_id),
            {"document": number, "amount": money.write(amount, currency), "currency": currency, "resolution": said},
        )
        for id, customer_id, number, amount, currency in found
    ]
    command.notes(context, "deductions.resolve", events)


def _open(context: Context, id: int) -> _Held:
    tail = " FOR UPDATE OF d" if sql.on_postgresql() else ""
    found = sql.row(
        "SELECT d.id, d.state, d.customer_id, c.number, COALESCE(x.id, 0), COALESCE(x.number, ''), d.currency, "
        "d.amount, d.reason, d.owner, d.answer_by, d.item_id FROM deduction d "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        "JOIN open_item i ON i.tenant_id = d.tenant_id AND i.id = d.item_id "
        "LEFT JOIN document x ON x.tenant_id = d.tenant_id AND x.id = i.document_id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.id = %s{tail}",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such deduction.", field="id")
    if found[1] != "open":
        raise Conflict("The deduction is resolved already.", field="id")
    named = dict(zip(_Held.__slots__, found, strict=True))
    return _Held(**(named | {"answer_by": sql.day_or_none(found[10])}))
