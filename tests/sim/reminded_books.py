"""The rows of a company with random histories (see `reminded_world`), as the verbs would have left them."""

from __future__ import annotations

import datetime
import json
import operator
import random
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from quittance.actions.command import Context
from quittance.books import bulk, sql
from quittance.books import models as tables
from quittance.books.keys import new_ids
from tests.sim import reminded_paid
from tests.sim.reminded_world import DAY, Customer, Item, World

Pairs = Sequence[tuple[Customer, Item]]


def write(world: World, rng: random.Random) -> None:
    """Keep everything that the world holds."""
    context = world.context
    (entry_id,) = sql.row("SELECT MIN(id) FROM entry WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    every = [(one, item) for one in world.customers for item in one.items]
    own = {"currency": "EUR"}
    _insert(
        context,
        "Customer",
        [
            {
                "id": one.id,
                "country": one.country,
                "segment": one.segment,
                "email": one.email,
                "street": one.street,
                "city": one.city,
                **dict.fromkeys(NAMES, one.number),
                **own,
            }
            for one in world.customers
        ],
    )
    mains = [
        {"customer_id": one.id, "name": "Ann", "email": one.main, "main": True} for one in world.customers if one.main
    ]
    _insert(context, "Contact", mains)
    _insert(context, "Document", [{**_document(one, item), "entry_id": entry_id} for one, item in every])
    items = [*(_debit(one, item) for one, item in every), *_credits(world)]
    _insert(context, "OpenItem", [{**item, "entry_id": entry_id} for item in items])
    _insert(context, "DunningCustomer", [{"customer_id": one.id, **one.known} for one in world.customers if one.known])
    _paid(world, entry_id)
    owned = [{"customer_id": one.id, "owner_id": one.owner} for one in world.customers if one.owner]
    _insert(context, "FollowUp", owned)
    _past(world, every)
    _spoken(world)
    _wrote(world)
    _held(world, every)
    _bank(world, rng, every)
    if sql.on_postgresql():
        sql.execute("ANALYZE")


def _where(one: Customer) -> dict[str, Any]:
    return {"country": one.country, "segment": one.segment}


NAMES = ("number", "name", "search")


def _document(one: Customer, item: Item) -> dict[str, Any]:
    return {
        "id": item.document_id,
        "customer_id": one.id,
        "kind": "invoice",
        "number": item.document,
        "issued_on": item.due_on,
        "due_on": item.due_on,
        "currency": item.currency,
        "net": item.amount,
        "total": item.amount,
        "base_total": item.base,
    }


def _debit(one: Customer, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "customer_id": one.id,
        "document_id": item.document_id,
        "side": "D",
        "kind": "invoice",
        "currency": item.currency,
        "amount": item.amount,
        "base_amount": item.base,
        "effective_on": item.due_on,
        "due_on": item.due_on,
        "allocated": item.allocated,
        "allocated_base": 2 * item.allocated,
    }


def _credits(world: World) -> list[dict[str, Any]]:
    today = world.context.today
    return [
        {
            "customer_id": one.id,
            "side": "C",
            "kind": "payment",
            "currency": currency,
            "amount": amount,
            "base_amount": amount,
            "effective_on": today,
            "due_on": today,
        }
        for one in world.customers
        for currency, amount in one.credit.items()
    ]


def _paid(world: World, entry_id: int) -> None:
    """What customers have paid before, and promises that have been judged."""
    for one in world.customers:
        for table, rows in reminded_paid.rows(one.id, one.paid, entry_id).items():
            _insert(world.context, table, rows)
    judged = [
        {
            "customer_id": one.id,
            "currency": "EUR",
            "amount": 1,
            "whole": False,
            "promised_on": on,
            "deadline_on": on,
            "state": state,
            "made_on": on,
        }
        for one in world.customers
        for on, state in one.broken
    ]
    _insert(world.context, "Promise", _named(judged))


def _past(world: World, every: Pairs) -> None:
    """Reminders that went out, and the steps of items that they were about."""
    rows = [
        {
            "run_id": world.run_id,
            "customer_id": one.id,
            "policy_id": world.policy_id,
            "day": 1,
            "channel": channel,
            "owner_id": owner_id,
            "tone": "firm",
            "state": state,
            "cycle_on": on,
            "base_amount": 1,
        }
        for one in world.customers
        for channel, past in (("email", [(*had, None) for had in one.reminders]), ("inside", one.given))
        for on, state, owner_id in past
    ]
    (old,) = new_ids(1)
    keeper = {
        "id": old,
        "run_id": world.run_id,
        "customer_id": world.customers[0].id,
        "policy_id": world.policy_id,
        "day": 1,
        "channel": "email",
        "tone": "firm",
        "state": "held",
        "cycle_on": world.context.today,
        "base_amount": 1,
    }
    _insert(world.context, "Reminder", [*rows, keeper])
    _insert(
        world.context,
        "ReminderItem",
        [{"reminder_id": old, "item_id": item.id, "day": day, "amount": 1} for _, item in every for day in item.sent],
    )


def _spoken(world: World) -> None:
    """What people said, wrote and noted."""
    rows = [
        {
            "customer_id": one.id,
            "kind": kind,
            "state": state,
            "done_on": on,
            "actor": "user 1",
            "outcome": ("reached" if state == "done" else "no_answer") if kind == "call" else "",
        }
        for one in world.customers
        for on, kind, state in one.spoken
    ]
    _insert(world.context, "Activity", rows)


def _wrote(world: World) -> None:
    """Mails of customers, looked at or not."""
    rows = [
        {
            "customer_id": one.id,
            "digest": f"{one.id}-{n}",
            "state": state,
            "automatic": itself == "by itself",
            "recorded_at": at,
            "content": b"",
        }
        for one in world.customers
        for n, (at, state, itself) in enumerate(one.mails)
    ]
    _insert(world.context, "InboundMail", rows)


def _held(world: World, every: Pairs) -> None:
    """What rules hold of items, and what holds no more: a promise that runs out today still holds."""
    today = world.context.today
    held: dict[str, list[dict[str, Any]]] = {}
    over: dict[str, list[dict[str, Any]]] = {}
    for one, item in every:
        known = {"customer_id": one.id, "item_id": item.id, "currency": item.currency}
        for rule, amount in item.holds:
            held.setdefault(rule, []).append({**known, "amount": max(1, amount)})
        for rule in item.over:
            over.setdefault(rule, []).append({**known, "amount": item.open})
    for found, last in ((held, today), (over, today - DAY)):
        for rule, (table, more) in _agreed(world, last).items():
            rows = [{**row, **more} for row in found.get(rule, [])]
            _keep(world.context, table, rows, last)
    whole = [
        {"customer_id": one.id, "currency": currency, "amount": amount, **_promise(today, today), "whole": True}
        for one in world.customers
        for currency, amount in one.whole.items()
    ]
    _insert(world.context, "Promise", _named(whole))
    stops = [(one, until) for one in world.customers for until in one.stops]
    stopped = {"reason": "asked", "placed_on": today}
    _insert(world.context, "Hold", [{"customer_id": one.id, "until_on": until, **stopped} for one, until in stops])


def _agreed(world: World, last: datetime.date) -> dict[str, tuple[str, dict[str, Any]]]:
    """Rule -> its table and the rest of its rows: those that hold on the business day, or that held until before."""
    today = world.context.today
    holds = last >= today
    dispute = {"reason": "price", "state": "new" if holds else "resolved", "opened_on": today, "answer_by": today}
    return {
        "dispute": ("Dispute", dispute),
        "deduction": ("Deduction", {"reason": "freight", "opened_on": today, "state": "open" if holds else "resolved"}),
        "plan": ("PaymentPlan", {"state": "active", "made_on": today, "made_by": "person 1"}),
        "hold": ("Hold", {"reason": "asked", "placed_on": today, "lifted_on": None if holds else today}),
        "promise": ("Promise", _promise(today, last)),
    }


def _promise(today: datetime.date, last: datetime.date) -> dict[str, Any]:
    return {"whole": False, "promised_on": last, "deadline_on": last, "state": "open", "made_on": today}


def _keep(context: Context, table: str, rows: Sequence[dict[str, Any]], last: datetime.date) -> None:
    """Rows of a rule, with the parts of what is agreed; a plan has one instalment, that lasts as long as it may."""
    made = _named(rows)
    _insert(context, table, made)
    key = {"Promise": "promise_id", "PaymentPlan": "plan_id"}.get(table)
    if key:
        parts = [{key: row["id"], "item_id": row["item_id"], "amount": row["amount"]} for row in made]
        _insert(context, "PromisePart" if key == "promise_id" else "PlanPart", parts)
    if table == "PaymentPlan":
        late = {"n": 1, "due_on": last, "deadline_on": last}
        _insert(context, "PlanInstalment", [{"plan_id": row["id"], "amount": row["amount"], **late} for row in made])


def _named(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = new_ids(max(1, len(rows)))
    return [
        {"id": id, "number": str(id), "open_then": row["amount"], **row} for id, row in zip(ids, rows, strict=False)
    ]


def _bank(world: World, rng: random.Random, every: Pairs) -> None:
    """Bank lines that wait, each with a proposal for an item: likely ones hold, unlikely and earlier ones do not."""
    context = world.context
    paid = [(one, item) for one, item in every if item.bank]
    (file_id, account_id, statement_id) = new_ids(3)
    _insert(context, "BankFile", [{"id": file_id, "name": "f", "format": "camt", "digest": "d", "content": b""}])
    _insert(context, "BankAccount", [{"id": account_id, "number": "A", "currency": "EUR"}])
    _insert(
        context,
        "BankStatement",
        [{"id": statement_id, "bank_file_id": file_id, "bank_account_id": account_id, "credits": 0, "debits": 0}],
    )
    ids = new_ids(max(1, len(paid)))
    line = {
        "bank_statement_id": statement_id,
        "bank_account_id": account_id,
        "n": 1,
        "location": "",
        "booked_on": context.today,
        "value_on": context.today,
        "currency": "EUR",
    }
    _insert(
        context,
        "BankLine",
        [
            {**line, "id": id, "amount": item.bank, "checksum": str(id)}
            for id, (_, item) in zip(ids, paid, strict=False)
        ],
    )
    rows = []
    for id, (one, item) in zip(ids, paid, strict=False):
        amount = f"{item.bank // 100}.{item.bank % 100:02d}"
        sure = rng.random() < 0.7
        item.bank = item.bank if sure else 0
        proposal = json.dumps({"customer": one.number, "parts": [[item.document, amount, "", "", ""]]})
        rows.append({"bank_line_id": id, "probability_e6": 900_000, "decision": "undone", "proposal": proposal})
        rows.append(
            {
                "bank_line_id": id,
                "probability_e6": 900_000 if sure else 400_000,
                "decision": "proposed",
                "proposal": proposal,
            }
        )
    _insert(context, "Match", rows)


def _insert(context: Context, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of a table, with what is not given as the table has it."""
    if not rows:
        return
    model: type[models.Model] = getattr(tables, name)
    fields = [one for one in model._meta.local_concrete_fields if one.name != "pk"]
    usual = {one.name: _usual(one) for one in fields}
    usual |= {"tenant_id": context.tenant_id, "entity_id": context.entity_id, "recorded_at": context.now}
    row_of = operator.itemgetter(*(one.name for one in fields))
    made = [row_of({**usual, "id": id, **row}) for id, row in zip(new_ids(len(rows)), rows, strict=True)]
    bulk.insert(model._meta.db_table, [str(one.column) for one in fields], made)


def _usual(one: Any) -> Any:
    """What a column holds that is not given."""
    if one.null:
        return None
    if one.has_default():
        return one.get_default()
    return "" if isinstance(one, models.CharField | models.TextField) else 0
