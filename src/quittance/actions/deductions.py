"""Deductions: parts of invoices that payers left out, until somebody has decided what becomes of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, credits, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.rules import cash, deduction, money, text
from quittance.rules.refusals import Conflict, Invalid, NotFound
from quittance.rules.totals import LineInput


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


@command.verb("deductions.resolve", DeductionResolved)
def resolve(context: Context, data: ResolveDeduction) -> DeductionResolved:
    """Resolve; raises `Conflict` when it is resolved, `NotFound`, and what the credit note or write-off refuses."""
    resolution = text.clean(data.resolution, "resolution", 300, needed=True)
    if data.way not in deduction.WAYS:
        raise Invalid(f"A deduction ends in one of {', '.join(deduction.WAYS)}.", field="way")
    held = _open(context, data.id)
    owner = text.clean(data.owner, "owner", 100) or held.owner
    number, entry_id = _carried_out(context, held, data.way, resolution)
    moved = sql.execute(
        "UPDATE deduction SET state = 'resolved', resolved_on = %s, resolution = %s, way = %s, credit_number = %s, "
        "owner = %s WHERE tenant_id = %s AND id = %s AND state = 'open'",
        [context.today, resolution, data.way, number, owner, context.tenant_id, held.id],
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
        "number": number,
    }
    command.note(context, "deductions.resolve", Subject("deduction", held.id, held.customer_id), said)
    return DeductionResolved(held.id, resolution, data.way, held.document, held.currency, amount, number, entry_id)


@command.verb("deductions.assign", DeductionAssigned)
def assign(context: Context, data: AssignDeduction) -> DeductionAssigned:
    """Say who looks after it; raises `Conflict` when it is resolved, `NotFound`, `Invalid`."""
    held = _open(context, data.id)
    owner = text.clean(data.owner, "owner", 100) or held.owner
    reason = data.reason or held.reason
    if reason not in cash.REASONS:
        raise Invalid(f"The reason is one of {', '.join(cash.REASONS)}.", field="reason")
    answer_by = data.answer_by or held.answer_by
    sql.execute(
        "UPDATE deduction SET owner = %s, reason = %s, answer_by = %s WHERE tenant_id = %s AND id = %s",
        [owner, reason, answer_by, context.tenant_id, held.id],
    )
    said = {"document": held.document, "owner": owner, "reason": reason, "answer_by": str(answer_by or "")}
    command.note(context, "deductions.assign", Subject("deduction", held.id, held.customer_id), said)
    return DeductionAssigned(held.id, owner, reason, answer_by)


def _carried_out(context: Context, held: _Held, way: str, resolution: str) -> tuple[str, int]:
    """The credit note's number and the entry of what was posted; both rights are needed, to resolve and to post."""
    if way == deduction.CREDIT:
        command.check_allowed(context, "credits.record")
        made = credits.posted(context, _credit_note(context, held, resolution))
        return made.number, made.entry_id
    if way == deduction.WRITE_OFF:
        command.check_allowed(context, "writeoffs.write_off")
        amount = money.write(held.amount, held.currency)
        given = writeoffs.posted(context, writeoffs.WriteOff(held.document, resolution, amount))
        return "", given.entry_id
    return "", 0


def _credit_note(context: Context, held: _Held, resolution: str) -> credits.RecordCreditNote:
    """A credit note of the amount, with the tax of the invoice in it."""
    rates = sql.rows(
        "SELECT DISTINCT tax_rate_e4 FROM line WHERE tenant_id = %s AND document_id = %s",
        [context.tenant_id, held.document_id],
    )
    if len(rates) > 1:
        raise Invalid(
            f"{held.document} has lines with different taxes. Record the credit note with its lines, then resolve the "
            "deduction as settled.",
            field="way",
        )
    amount = money.write(held.amount, held.currency)
    net = deduction.net_of(held.amount, rates[0][0]) if rates else None
    share = (ShareInput(held.document, amount),)
    words = f"{cash.REASONS[held.reason][0]}, {held.document}: {resolution}"[:300]
    if rates and net is None:
        raise Invalid(
            f"No net amount with {deduction.percent(rates[0][0])} percent comes to {amount}. Record the credit note by "
            "hand, then resolve the deduction as settled.",
            field="way",
        )
    if net is None or not rates[0][0]:
        return credits.RecordCreditNote(held.customer, context.today, amount, held.currency, note=words, allocate=share)
    line = LineInput(words, "1", money.write(net, held.currency), deduction.percent(rates[0][0]))
    return credits.RecordCreditNote(
        held.customer, context.today, amount, held.currency, note=words, lines=(line,), allocate=share
    )


def _open(context: Context, id: int) -> _Held:
    tail = " FOR UPDATE OF d" if sql.on_postgresql() else ""
    found = sql.row(
        "SELECT d.id, d.state, d.customer_id, c.number, COALESCE(x.id, 0), COALESCE(x.number, ''), d.currency, "
        "d.amount, d.reason, d.owner, d.answer_by FROM deduction d "
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
