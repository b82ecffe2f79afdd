"""Remittances: the payer's word on what a payment is for, taken in before or after it and attached to its line."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from quittance.actions import command, reading
from quittance.actions.command import Context, Subject
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import advice
from quittance.formats.remittance import Advice, Paid
from quittance.reports import books
from quittance.rules import advices, text
from quittance.rules.advices import Money, Word
from quittance.rules.refusals import Conflict, Invalid, NotFound, Refusal

MOST_WAITING = 1_000
"""Waiting remittances that are compared with lines at a time, the latest ones."""

MOST_LINES = 5_000
MOST_FIELD_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Advices of one file or text, read; `line_id` is the bank line that they explain, 0 when nobody says so."""

    name: str
    digest: str
    line_id: int = 0
    format: str = field(default="", metadata=CARRIED)
    found: tuple[Advice, ...] = field(default=(), metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class RemittancesTaken:
    """Ids of the advices; `attached` counts those that found their bank line; `again` when all were here before."""

    ids: tuple[int, ...]
    format: str
    documents: int
    attached: int
    again: bool


@dataclass(frozen=True, slots=True)
class Attach:
    """A remittance and the bank line that it explains."""

    id: int
    line_id: int


@dataclass(frozen=True, slots=True)
class Detach:
    """A remittance that does not belong to its line; it waits again."""

    id: int


@dataclass(frozen=True, slots=True)
class Discard:
    """A remittance that is of no use; only one that is attached to nothing is thrown away."""

    id: int


@dataclass(frozen=True, slots=True)
class RemittanceKept:
    """The remittance and its bank line, 0 for none."""

    id: int
    line_id: int


def take_bytes(context: Context, name: str, content: bytes, line_id: int = 0) -> RemittancesTaken:
    """Read a file or a text and take its advices in; raises `Malformed` with the place of the fault."""
    reading.check(context, "remittances.take_in")
    currency = books.entity(books.of(context)).base_currency
    try:
        form, found = advice.read(content, currency)
    except Refusal as refusal:
        if not context.dry_run:
            command.note_refusal(context, "remittances.take_in", None, refusal)
        raise
    named = text.clean(name, "name", 255, needed=True)
    return take_in(context, TakeIn(named, hashlib.sha256(content).hexdigest(), line_id, form, found))


@command.verb("remittances.take_in", RemittancesTaken)
def take_in(context: Context, data: TakeIn) -> RemittancesTaken:
    """Keep advices and attach each to the line that it explains; the same ones again change nothing."""
    if data.line_id:
        _check_line(context, data.line_id)
    ids, fresh = [], []
    for n, one in enumerate(data.found):
        id, is_new = _keep(context, data, n, one)
        ids.append(id)
        fresh += [id] if is_new else []
    if data.line_id:
        for id in ids:
            _attach_by_hand(context, id, data.line_id)
        attached = len(ids)
    else:
        attached = attach_waiting(context, tuple(fresh))
    documents = sum(len(one.paid) for one in data.found)
    said = {"name": data.name, "format": data.format, "advices": len(ids), "documents": documents}
    command.note(context, "remittances.take_in", Subject("remittance", ids[0] if ids else None), said)
    return RemittancesTaken(tuple(ids), data.format, documents, attached, bool(ids) and not fresh)


@command.verb("remittances.attach", RemittanceKept)
def attach(context: Context, data: Attach) -> RemittanceKept:
    """Attach by hand; raises `Conflict` when it is attached to another line, `NotFound`."""
    _check_line(context, data.line_id)
    _attach_by_hand(context, data.id, data.line_id)
    return RemittanceKept(data.id, data.line_id)


@command.verb("remittances.detach", RemittanceKept)
def detach(context: Context, data: Detach) -> RemittanceKept:
    """Detach; raises `Conflict` when it is attached to nothing, `NotFound`."""
    line_id = _one(context, data.id)
    if not line_id:
        raise Conflict("The remittance is attached to no bank line.", field="id")
    sql.execute(
        "UPDATE remittance SET bank_line_id = NULL, attached_by = '', attached_at = 0, reasons = '[]' "
        "WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, data.id],
    )
    said = {"line": str(line_id)}
    command.note(context, "remittances.detach", Subject("remittance", data.id), said)
    return RemittanceKept(data.id, 0)


@command.verb("remittances.discard", RemittanceKept)
def discard(context: Context, data: Discard) -> RemittanceKept:
    """Throw away; raises `Conflict` while it is attached to a line, `NotFound`."""
    if _one(context, data.id):
        raise Conflict("The remittance explains a bank line. Detach it first.", field="id")
    sql.execute(
        "DELETE FROM remittance WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, data.id],
    )
    command.note(context, "remittances.discard", Subject("remittance", data.id), {})
    return RemittanceKept(data.id, 0)


def attach_waiting(context: Context, ids: tuple[int, ...] | None = None) -> int:
    """Attach waiting remittances (all, or those named) to the lines that they explain, inside the caller's verb."""
    words = _waiting(context, ids)
    if not words:
        return 0
    found = advices.pair(words, _lines(context, words))
    for one in found:
        _attach(context, one.advice_id, one.line_id, one.reasons)
    return len(found)


def _attach_by_hand(context: Context, id: int, line_id: int) -> None:
    held = _one(context, id)
    if held not in (0, line_id):
        raise Conflict("The remittance is attached to another bank line. Detach it first.", field="id")
    if not held:
        _attach(context, id, line_id, (), by=context.actor.name)


def _attach(context: Context, id: int, line_id: int, reasons: tuple[str, ...], by: str = "") -> None:
    sql.execute(
        "UPDATE remittance SET bank_line_id = %s, attached_by = %s, attached_at = %s, reasons = %s "
        "WHERE tenant_id = %s AND id = %s",
        [line_id, by, context.now, json.dumps(list(reasons), ensure_ascii=False), context.tenant_id, id],
    )
    said = {"line": str(line_id), "reasons": list(reasons) or [f"said by {by}"]}
    command.note(context, "remittances.attach", Subject("remittance", id), said)


def _keep(context: Context, data: TakeIn, n: int, one: Advice) -> tuple[int, bool]:
    """The id of the advice and whether it is new. Unique: remittance_digest."""
    digest = data.digest if len(data.found) == 1 else hashlib.sha256(f"{data.digest}:{n}".encode()).hexdigest()
    fields = json.dumps([list(pair) for pair in one.fields], ensure_ascii=False)
    values: dict[str, Any] = {
        "tenant_id": context.tenant_id,
        "id": new_id(),
        "entity_id": context.entity_id,
        "digest": digest,
        "name": data.name if len(data.found) == 1 else f"{data.name[:240]}, {one.location}"[:255],
        "reference": one.reference[:140],
        "payer_name": one.payer_name[:300],
        "paid_on": one.paid_on,
        "currency": one.currency,
        "amount": one.amount,
        "paid": json.dumps([_line(each) for each in one.paid], ensure_ascii=False),
        "recorded_at": context.now,
        "format": data.format,
        "fields": fields if len(fields) <= MOST_FIELD_CHARACTERS else "[]",
        "actor_name": context.actor.name,
        "attached_by": "",
        "attached_at": 0,
        "reasons": "[]",
    }
    made = sql.insert_new("remittance", list(values), [list(values.values())], "tenant_id, entity_id, digest")
    if made:
        return int(values["id"]), True
    found = sql.row(
        "SELECT id FROM remittance WHERE tenant_id = %s AND entity_id = %s AND digest = %s",
        [context.tenant_id, context.entity_id, digest],
    )
    assert found is not None
    return int(found[0]), False


def _line(one: Paid) -> list[Any]:
    """A document as the engine reads it: number, net, gross, what is taken off, and why."""
    less = one.discount - sum(each.amount for each in one.adjustments)
    net = one.amount if one.amount is not None else (one.original or 0) - less
    gross = one.original if one.original is not None else net + less
    code = next((each.code for each in one.adjustments if each.code), "discount" if one.discount else "")
    return [one.number[:64], net, gross, gross - net, code[:60]]


def _one(context: Context, id: int) -> int:
    """The line of a remittance, 0 for none; raises `NotFound`."""
    tail = " FOR UPDATE" if sql.on_postgresql() else ""
    found = sql.row(
        f"SELECT COALESCE(bank_line_id, 0) FROM remittance WHERE tenant_id = %s AND entity_id = %s AND id = %s{tail}",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such remittance.", field="id")
    return int(found[0])


def _check_line(context: Context, line_id: int) -> None:
    found = sql.row(
        "SELECT amount FROM bank_line WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(line_id)],
    )
    if found is None:
        raise NotFound("There is no such bank line.", field="line_id")
    if found[0] <= 0:
        raise Invalid("A remittance explains money that came in, and this line is money that left.", field="line_id")


def _waiting(context: Context, ids: tuple[int, ...] | None) -> list[Word]:
    """Remittances without a line, the latest first. Index: remittance_recorded."""
    if ids is not None and not ids:
        return []
    only = "" if ids is None else f"AND id IN ({sql.marks(len(ids))}) "
    found = sql.rows(
        "SELECT id, paid_on, recorded_at, amount, currency, payer_name, reference, paid "
        f"FROM remittance WHERE tenant_id = %s AND entity_id = %s AND bank_line_id IS NULL {only}"
        "ORDER BY recorded_at DESC, id DESC LIMIT %s",
        [context.tenant_id, context.entity_id, *(ids or ()), MOST_WAITING],
    )
    made = []
    for id, paid_on, recorded_at, amount, currency, payer, reference, paid in found:
        lines = json.loads(paid)
        came = datetime.datetime.fromtimestamp(recorded_at / 1e6, datetime.UTC).date()
        total = amount if amount is not None else sum(line[1] for line in lines)
        documents = tuple(line[0] for line in lines[:200])
        made.append(Word(id, sql.day_or_none(paid_on) or came, total, currency, payer, reference, documents))
    return made


def _lines(context: Context, words: list[Word]) -> list[Money]:
    """Lines of money near in time that no remittance explains yet. Index: bank_line_state."""
    apart = datetime.timedelta(days=advices.MOST_DAYS_APART)
    found = sql.rows(
        "SELECT l.id, l.booked_on, l.amount, l.currency, l.payer_name, l.reference, l.bank_reference, "
        "l.end_to_end_id, l.text FROM bank_line l WHERE l.tenant_id = %s AND l.entity_id = %s "
        "AND l.state IN ('open', 'applied') AND l.booked_on BETWEEN %s AND %s AND l.amount > 0 "
        "AND NOT EXISTS (SELECT 1 FROM remittance r WHERE r.tenant_id = l.tenant_id AND r.bank_line_id = l.id) "
        "ORDER BY l.booked_on DESC, l.id DESC LIMIT %s",
        [
            *(context.tenant_id, context.entity_id),
            *(min(word.on for word in words) - apart, max(word.on for word in words) + apart),
            MOST_LINES,
        ],
    )
    return [
        Money(id, sql.day(on), amount, currency, payer, (reference, bank_reference, ends), text)
        for id, on, amount, currency, payer, reference, bank_reference, ends, text in found
    ]
