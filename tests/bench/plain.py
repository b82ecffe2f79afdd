"""The plainest way to write: rows by the driver in one transaction, nothing asked and nothing checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from quittance.actions.command import EVENT_COLUMNS, Context
from quittance.books import paper_parts, post
from quittance.books.keys import new_id
from quittance.books.ledger import NEVER
from quittance.books.placing import COLUMNS as ITEM_COLUMNS
from tests.bench import figure

COMMAND_COLUMNS = (
    "tenant_id id key input_hash verb actor_kind actor_id actor_name face recorded_at input result".split()
)
INPUT = '{"customer_number":"K-000001","issued_on":"2026-06-30","lines":[{"description":"…"}],"total":""}'


@dataclass(slots=True)
class Batch:
    """Statements of one transaction, ready to be sent."""

    statements: list[tuple[str, list[Any]]] = field(default_factory=list)

    def insert(self, table: str, columns: Sequence[str], *rows: Sequence[Any]) -> None:
        """One INSERT of some rows."""
        one = f"({', '.join([_mark()] * len(columns))})"
        values = [_value(value) for row in rows for value in row]
        self.add(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(rows))}", values)

    def add(self, statement: str, values: Sequence[Any]) -> None:
        """Any statement, with the driver's own marks."""
        self.statements.append((statement, [_value(value) for value in values]))

    def send(self) -> None:
        """BEGIN, the statements, COMMIT."""
        own = connection.connection
        if connection.vendor == "sqlite":
            own.execute("BEGIN IMMEDIATE")
            for statement, values in self.statements:
                own.execute(statement, values)
            own.execute("COMMIT")
            return
        with own.transaction(), own.cursor() as cursor:
            for statement, values in self.statements:
                cursor.execute(statement, values)


def invoice(context: Context, customer_id: int, number: str) -> Batch:
    """An invoice of 121.00 with three lines: all rows that the product writes for one."""
    batch, chart = Batch(), post.accounts(context.tenant_id, context.entity_id)
    tenant, entity, day, now = context.tenant_id, context.entity_id, context.today, context.now
    command, entry, document, item = (new_id() for _ in range(4))
    batch.insert("command", COMMAND_COLUMNS, _command(context, command, number, "invoices.record"))
    batch.insert("entry", post.ENTRY_COLUMNS, [tenant, entry, entity, "invoice", day, now, command, None, ""])
    head = [tenant, document, entity, customer_id, entry, "invoice", number, day, day, "EUR"]
    batch.insert(
        "document",
        post.DOCUMENT_COLUMNS,
        [*head, 10_000, 2_100, 12_100, 12_100, *[""] * 4, "without_tax", None, "", now],
    )
    plain = ["standard", "", 0, 0, "", ""]
    lines = [[tenant, new_id(), document, n, "Paper", 10**6, 33_333_300, 210_000, 3_333, *plain] for n in (1, 2)]
    last = [tenant, new_id(), document, 3, "Paper", 10**6, 33_340_000, 210_000, 3_334, *plain]
    batch.insert("line", paper_parts.LINE_COLUMNS, *lines, last)
    owed = [tenant, item, entity, customer_id, entry, document, None, "D", "invoice", 1, "EUR", 12_100, 12_100]
    batch.insert("open_item", ITEM_COLUMNS, [*owed, day, day, now, 0, 0, None, None, NEVER])
    posted = [tenant, new_id(), entry, entity, customer_id, item, chart["receivable"]]
    taxed = [tenant, new_id(), entry, entity, customer_id, item, chart["receivable"]]
    batch.insert(
        "posting",
        post.POSTING_COLUMNS,
        [*posted, chart["revenue"], "EUR", 10_000, 10_000, day],
        [*taxed, chart["tax"], "EUR", 2_100, 2_100, day],
    )
    batch.insert("event", EVENT_COLUMNS, _event(context, command, "invoices.record", document, customer_id))
    return batch


def payment(context: Context, customer_id: int, reference: str, debit_ids: Sequence[int], each: int) -> Batch:
    """A payment that closes debit items of `each` minor units: all rows that the product writes and changes."""
    batch, chart = Batch(), post.accounts(context.tenant_id, context.entity_id)
    tenant, entity, day, now = context.tenant_id, context.entity_id, context.today, context.now
    command, entry, paid, item = (new_id() for _ in range(4))
    amount = each * len(debit_ids)
    batch.insert("command", COMMAND_COLUMNS, _command(context, command, reference, "payments.record"))
    batch.insert("entry", post.ENTRY_COLUMNS, [tenant, entry, entity, "payment", day, now, command, None, ""])
    head = [tenant, paid, entity, customer_id, entry, reference, "bank", day, "EUR", amount, amount]
    batch.insert("payment", post.PAYMENT_COLUMNS, [*head, "", "", now])
    credit = [tenant, item, entity, customer_id, entry, None, paid, "C", "payment", 1, "EUR", amount, amount]
    batch.insert("open_item", ITEM_COLUMNS, [*credit, day, day, now, amount, amount, day, None, day])
    marks = ", ".join([_mark()] * len(debit_ids))
    batch.add(
        "UPDATE open_item SET allocated = amount, allocated_base = base_amount, "
        f"touched_on = {_mark()}, closed_on = {_mark()} WHERE tenant_id = {_mark()} AND id IN ({marks})",
        [day, day, tenant, *debit_ids],
    )
    body = [tenant, entry, entity, customer_id]
    moves = [(item, "bank", "unapplied", amount), *((id, "unapplied", "receivable", each) for id in debit_ids)]
    rows = [
        [tenant, new_id(), *body[1:], of, chart[debit], chart[credited], "EUR", moved, moved, day]
        for of, debit, credited, moved in moves
    ]
    batch.insert("posting", post.POSTING_COLUMNS, *rows)
    made = [
        [tenant, new_id(), entity, entry, id, item, "EUR", each, each, each, day, now, None] for id in debit_ids
    ]  # fmt: skip
    batch.insert("allocation", post.ALLOCATION_COLUMNS, *made)
    batch.insert("event", EVENT_COLUMNS, _event(context, command, "payments.record", paid, customer_id))
    return batch


def _command(context: Context, id: int, key: str, verb: str) -> list[Any]:
    actor = context.actor
    head = [context.tenant_id, id, f"plain {key}", "0" * 64, verb, actor.kind, actor.id, actor.name, context.face]
    return [*head, context.now, INPUT, INPUT]


def _event(context: Context, command: int, verb: str, subject: int, customer_id: int) -> list[Any]:
    actor = context.actor
    head = [context.tenant_id, new_id(), context.entity_id, command, context.now, verb, "done", "document", subject]
    return [*head, customer_id, actor.kind, actor.id, actor.name, context.face, "{}"]


def _mark() -> str:
    return "?" if connection.vendor == "sqlite" else "%s"


def _value(value: Any) -> Any:
    return figure.text(value) if connection.vendor == "sqlite" else value
