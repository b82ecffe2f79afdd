"""Happenings kept: events of the books, limits that are exceeded and days that invoices are late, each once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.books.ledger import NEVER
from quittance.reports import rates
from quittance.reports.books import of as books_of
from quittance.rules import fx, happenings, money, topics
from quittance.rules.happenings import Found
from quittance.rules.refusals import Refusal

MOST_CHARACTERS = 300
"""Of one fact."""

COLUMNS = (
    "tenant_id id entity_id customer_id topic source moment currency amount base_amount days public doer doer_name "
    "facts happened_at"
).split()

_EVENTS = (
    "SELECT id, verb, subject_kind, subject_id, customer_id, actor_kind, actor_id, actor_name, recorded_at, data "
    "FROM event WHERE tenant_id = %s AND id > %s AND entity_id = %s AND outcome = 'done' AND customer_id IS NOT NULL "
    "AND verb IN ({verbs}) ORDER BY id LIMIT %s"
)
_PAYMENTS = "SELECT id, currency, amount, base_amount, reference FROM payment WHERE tenant_id = %s AND id IN ({ids})"
_DOCUMENTS = "SELECT id, currency, total, base_total, number FROM document WHERE tenant_id = %s AND id IN ({ids})"
_REMINDERS = "SELECT id, number, channel, tone, state, base_amount FROM reminder WHERE tenant_id = %s AND id IN ({ids})"
# Index open_item_now: what is open in the currency of a customer that has a limit.
_USED = (
    "SELECT c.id, c.currency, c.credit_limit, "
    "SUM(CASE WHEN i.side = 'D' THEN i.amount - i.allocated ELSE i.allocated - i.amount END) "
    "FROM customer c JOIN open_item i ON i.tenant_id = c.tenant_id AND i.customer_id = c.id "
    "AND i.currency = c.currency WHERE c.tenant_id = %s AND c.id IN ({ids}) AND c.credit_limit IS NOT NULL "
    "AND i.entity_id = %s AND i.closed_on = %s GROUP BY c.id, c.currency, c.credit_limit"
)
# Index open_item_due: debts that have become late by so many days since the day that was looked at last.
_LATE = (
    "INSERT INTO happening (tenant_id, id, entity_id, customer_id, topic, source, moment, currency, amount, "
    "base_amount, days, public, doer, doer_name, facts, happened_at) "
    "SELECT i.tenant_id, %(first)s + ROW_NUMBER() OVER (ORDER BY i.id), i.entity_id, i.customer_id, 'overdue', "
    "'late:' || CAST(i.id AS text) || ':' || CAST(%(days)s AS text), %(moment)s, i.currency, i.amount - i.allocated, "
    "i.base_amount - i.allocated_base, %(days)s, %(public)s, 0, '', {facts}, %(now)s "
    "FROM open_item i JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    f"WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.side = 'D' AND i.closed_on = '{NEVER}' "
    "AND i.due_on > %(after)s AND i.due_on <= %(until)s ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Range:
    """The ids that new happenings may have, and the last event that was looked at; `full` when there may be more."""

    first: int
    last: int
    event_id: int
    full: bool


@dataclass(frozen=True, slots=True)
class _Event:
    id: int
    verb: str
    kind: str
    subject_id: int | None
    customer_id: int
    doer: int
    doer_name: str
    at: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Row:
    event: _Event
    found: Found
    source: str
    amount: int | None
    base: int | None


def wanted(context: Context) -> frozenset[str]:
    """Topics that anybody is told of here."""
    found = sql.rows(
        "SELECT DISTINCT t.topic FROM subscription s JOIN subscription_topic t ON t.tenant_id = s.tenant_id "
        "AND t.subscription_id = s.id WHERE s.tenant_id = %s AND s.entity_id = %s AND NOT s.paused",
        [context.tenant_id, context.entity_id],
    )
    return frozenset(row[0] for row in found)


def keep(context: Context, after: int, base: str, most: int) -> Range:
    """Keep what the next events are about, as far as anybody is told of it; what is kept already stays as it is."""
    raw = sql.rows(
        _EVENTS.format(verbs=sql.marks(len(happenings.VERBS))),
        [context.tenant_id, after, context.entity_id, *happenings.VERBS, most],
    )
    events = [_event(row) for row in raw]
    topics_wanted = wanted(context) if events else frozenset()
    rows = _rows(context, events, base) if topics_wanted else []
    if topics.LIMIT in topics_wanted:
        rows += _exceeded(context, rows, base)
    rows = [one for one in rows if one.found.topic in topics_wanted]
    ids = new_ids(max(1, len(rows)))
    sql.insert_new(
        "happening",
        COLUMNS,
        [_values(context, id, one) for id, one in zip(ids, rows, strict=False)],
        "tenant_id, source, topic",
    )
    return Range(ids[0], ids[-1], events[-1].id if events else after, len(events) == most)


def late(context: Context, days: int, since: datetime.date) -> Range:
    """Keep which invoices have become late by so many days after the day `since` and until today."""
    step = datetime.timedelta(days=days)
    id = new_id()
    named = {
        "first": id,
        "days": days,
        "moment": id,
        "public": False,
        "now": context.now,
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "after": since - step,
        "until": context.today - step,
    }
    facts = "json_build_object('number', d.number)::text" if sql.on_postgresql() else "json_object('number', d.number)"
    made = sql.execute(_LATE.format(facts=facts), named)
    new_ids(made + 1)
    return Range(id, id + made, 0, False)


def _event(row: Sequence[Any]) -> _Event:
    id, verb, kind, subject_id, customer_id, actor_kind, actor_id, actor_name, at, data = row
    doer = int(actor_id) if actor_kind == "user" else 0
    return _Event(id, verb, kind, subject_id, customer_id, doer, actor_name, at, json.loads(data))


def _rows(context: Context, events: Sequence[_Event], base: str) -> list[_Row]:
    """What the events say, with what their documents, payments and reminders know better."""
    known = _Known(context, events)
    standing: dict[str, str] = {}
    if any(str(one.data.get("currency", base)) != base for one in events):
        standing = rates.standing(books_of(context), base, context.today)
    made = []
    for event in map(known.completed, events):
        found = happenings.of_event(event.verb, event.kind, event.data)
        if found is not None:
            exact = known.amounts(event)
            if exact is not None:
                found = replace(found, currency=exact[0])
            amount, worth = exact[1:] if exact is not None else _worth(found, base, standing)
            if "base_minor" in found.facts:
                amount = worth = int(found.facts["base_minor"])
                found = replace(found, currency=base)
            made.append(_Row(event, found, str(event.id), amount, worth))
    return made


class _Known:
    """Rows of the books that events name, each kind by one statement."""

    def __init__(self, context: Context, events: Sequence[_Event]) -> None:
        self._payments = _found(context, _PAYMENTS, [one.subject_id for one in events if one.kind == "payment"])
        self._documents = _found(context, _DOCUMENTS, [one.subject_id for one in events if one.kind == "document"])
        named = [_number(one.data.get("reminder")) for one in events if one.verb in happenings.BY_HAND]
        self._reminders = _found(context, _REMINDERS, named)

    def completed(self, event: _Event) -> _Event:
        """The event with what its reminder says, or with the reference of its own payment."""
        by_hand = _number(event.data.get("reminder")) if event.verb in happenings.BY_HAND else 0
        row = self._reminders.get(by_hand or 0)
        if row is not None:
            said = dict(zip(("number", "channel", "tone", "state", "base_minor"), row, strict=True))
            return replace(event, data={**event.data, **said})
        paid = self._payments.get(event.subject_id or 0) if event.kind == "payment" else None
        return event if paid is None else replace(event, data={**event.data, "reference": paid[3]})

    def amounts(self, event: _Event) -> tuple[str, int, int] | None:
        """Currency, amount and base amount of the event's own payment or document."""
        known = {"payment": self._payments, "document": self._documents}.get(event.kind, {})
        row = known.get(event.subject_id or 0)
        return None if row is None else (row[0], int(row[1]), int(row[2]))


def _found(context: Context, statement: str, ids: Sequence[int | None]) -> dict[int, tuple[Any, ...]]:
    named = sorted({id for id in ids if id})
    if not named:
        return {}
    rows = sql.rows(statement.format(ids=sql.marks(len(named))), [context.tenant_id, *named])
    return {row[0]: row[1:] for row in rows}


def _number(given: object) -> int | None:
    said = str(given or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 else None


def _worth(found: Found, base: str, standing: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Minor units in its currency and in base; None without an amount, and in base without a rate."""
    try:
        amount = money.read(found.amount, found.currency) if found.amount else None
        if amount is None or found.currency == base:
            return amount, amount
        rate = standing.get(found.currency)
        return amount, fx.to_base(amount, found.currency, base, fx.read_rate(rate)) if rate else None
    except Refusal:
        return None, None


def _exceeded(context: Context, rows: Sequence[_Row], base: str) -> list[_Row]:
    """Customers whom the invoices among the rows have taken above their limit, each by the one that did it."""
    invoices: dict[int, list[_Row]] = {}
    for one in rows:
        if one.found.topic == topics.INVOICE:
            invoices.setdefault(one.event.customer_id, []).append(one)
    ids = sorted(invoices)
    if not ids:
        return []
    made = []
    statement = _USED.format(ids=sql.marks(len(ids)))
    for id, currency, limit, used in sql.rows(statement, [context.tenant_id, *ids, context.entity_id, NEVER]):
        theirs = [one for one in invoices[id] if one.found.currency == currency]
        crossing = _crossing(theirs, int(used), limit)
        if crossing is not None:
            facts = {**crossing.found.facts, "limit": money.write(limit, currency)}
            found = Found(topics.LIMIT, money.write(int(used), currency), currency, facts)
            worth = int(used) if currency == base else crossing.base
            made.append(replace(crossing, found=found, amount=int(used), base=worth))
    return made


def _crossing(invoices: Sequence[_Row], used: int, limit: int) -> _Row | None:
    """The invoice before which the balance was within the limit; looked at again, it is the same one."""
    if used <= limit:
        return None
    for one in reversed(invoices):
        used -= one.amount or 0
        if used <= limit:
            return one
    return None


def _values(context: Context, id: int, one: _Row) -> list[Any]:
    event, found = one.event, one.found
    facts = {name: value[:MOST_CHARACTERS] for name, value in found.facts.items() if name != "base_minor"}
    return [
        *(context.tenant_id, id, context.entity_id, event.customer_id, found.topic, one.source, event.id),
        *(found.currency, one.amount, one.base, 0, found.public, event.doer, event.doer_name),
        *(json.dumps(facts, ensure_ascii=False), event.at),
    ]
