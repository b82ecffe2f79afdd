"""Deposits as invoices are issued: what is drawn on them, and what is kept of the tie; and what notes correct."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.actions import postings
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.books.lock import CustomerFacts
from quittance.reports import deposits as reports
from quittance.rules import chart
from quittance.rules import deposits as rules
from quittance.rules.allocation import Share
from quittance.rules.deposits import Draw, DrawInput
from quittance.rules.ledger import CREDIT, CREDIT_NOTE, DEPOSIT, Item, NewDocument, NewEntry, NewPosting
from quittance.rules.refusals import Conflict, Invalid, NotFound

MOST_CORRECTED = 2_000
"""Invoices that one note is about."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An invoice that a note is about."""

    id: int
    number: str
    deposit: bool


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice to be, as far as deposits are concerned."""

    customer_id: int
    issued_on: datetime.date
    currency: str
    total: int


def chosen(context: Context, billed: Billed, given: Sequence[DrawInput]) -> tuple[Draw, ...]:
    """What an invoice draws on; raises `NotFound`, `Conflict`, `Invalid` or `Overallocated`."""
    if not given:
        return ()
    held = {one.deposit.number: one for one in reports.by_number(context, [one.number for one in given])}
    for one in given:
        found = held.get(one.number)
        if found is None or found.customer_id != billed.customer_id:
            raise NotFound(f"There is no deposit {one.number[:60]!r} of this customer.", field="draws")
        if not found.stands:
            raise Conflict(f"{one.number} has been reversed, so there is nothing to draw on.", field="draws")
        if found.deposit.currency != billed.currency:
            said = f"{one.number} is in {found.deposit.currency}, the invoice in {billed.currency}."
            raise Invalid(f"{said} Draw on deposits of its own currency.", field="draws")
        if found.issued_on > billed.issued_on:
            raise Invalid(f"{one.number} is dated after the invoice that draws on it. Check both days.", field="draws")
    return rules.draws([one.deposit for one in held.values()], given, billed.total)


def drawn(entry: NewEntry, draws: Sequence[Draw]) -> tuple[NewEntry, tuple[Item, ...]]:
    """The entry of an invoice with a credit for each draw, met with its parts, the first first; and all its items."""
    if not draws:
        return entry, ()
    credits = [_credit(entry, one) for one in draws]
    rows = [row for item, one in zip(credits, draws, strict=True) for row in _rows(item, one)]
    shares, left = [], {item.id: item.amount for item in entry.items}
    for credit in credits:
        rest = credit.amount
        for item in entry.items:
            part = min(rest, left[item.id])
            if part:
                shares.append(Share(item.id, credit.id, part))
                left[item.id] -= part
                rest -= part
    grown = replace(entry, postings=(*entry.postings, *rows), items=(*entry.items, *credits))
    return postings.paired(grown, grown.items, shares)


def keep(context: Context, document: NewDocument, entry: NewEntry, draws: Sequence[Draw]) -> None:
    """What the invoice has drawn on which deposit."""
    credits = [item for item in entry.items if item.kind == DEPOSIT]
    head = [context.tenant_id, context.entity_id, document.id]
    columns = "tenant_id entity_id document_id id deposit_id item_id amount tax base_amount".split()
    rows = [
        [*head, new_id(), one.deposit.id, item.id, one.amount, one.tax, one.base]
        for item, one in zip(credits, draws, strict=True)
    ]
    if rows:
        sql.insert("deposit_draw", columns, rows)


def mark(context: Context, document: NewDocument) -> None:
    """The invoice is a deposit."""
    columns = "tenant_id id entity_id customer_id document_id".split()
    sql.insert(
        "deposit", columns, [[context.tenant_id, new_id(), context.entity_id, document.customer_id, document.id]]
    )


def check_undrawn(context: Context, entry_id: int) -> None:
    """Raise `Conflict` where the invoice of that entry is a deposit that another one draws on."""
    # Indexes document_entry, deposit_draw_deposit.
    found = sql.row(
        "SELECT f.number FROM deposit_draw w JOIN document f ON f.tenant_id = w.tenant_id AND f.id = w.document_id "
        "WHERE w.tenant_id = %s AND w.deposit_id = "
        "(SELECT d.id FROM document d WHERE d.tenant_id = %s AND d.entry_id = %s) AND NOT EXISTS "
        "(SELECT 1 FROM entry r WHERE r.tenant_id = f.tenant_id AND r.reverses = f.entry_id) ORDER BY f.number LIMIT 1",
        [context.tenant_id, context.tenant_id, entry_id],
    )
    if found is not None:
        raise Conflict(f"{found[0]} draws on this deposit. Reverse {found[0]} first.", field="number")


def corrected(
    context: Context, customer: CustomerFacts, numbers: Sequence[str], field: str = "corrects"
) -> tuple[Corrected, ...]:
    """The invoices of the customer's group that a note names in a field, in order; raises `NotFound` or `Invalid`."""
    wanted = list(dict.fromkeys(one.strip() for one in numbers if one.strip()))
    if not wanted:
        return ()
    if len(wanted) > MOST_CORRECTED:
        raise Invalid(f"A note corrects at most {MOST_CORRECTED} invoices.", field=field)
    found = sql.rows(
        "SELECT d.id, d.number, p.id FROM document d JOIN customer c ON c.tenant_id = d.tenant_id "
        "AND c.id = d.customer_id LEFT JOIN deposit p ON p.tenant_id = d.tenant_id AND p.document_id = d.id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number IN ({sql.marks(len(wanted))}) AND d.kind <> %s "
        "AND (c.id = %s OR c.parent_id = %s OR c.id = %s)",
        [context.tenant_id, context.entity_id, *wanted, CREDIT_NOTE, customer.id, customer.id, customer.parent_id],
    )
    known = {row[1]: Corrected(row[0], row[1], row[2] is not None) for row in found}
    for one in wanted:
        if one not in known:
            raise NotFound(f"There is no invoice {one[:60]!r} of this customer.", field=field)
    return tuple(known[one] for one in wanted)


def tie(context: Context, document: NewDocument, invoices: Sequence[Corrected]) -> None:
    """The note is about these invoices."""
    columns = "tenant_id id entity_id document_id corrects_id".split()
    rows = [[context.tenant_id, new_id(), context.entity_id, document.id, one.id] for one in invoices]
    if rows:
        sql.insert("correction", columns, rows)


def account(invoices: Sequence[Corrected]) -> str:
    """The account that a credit note takes its net from: that of deposits where it corrects them and nothing else."""
    kinds = {one.deposit for one in invoices}
    if len(kinds) > 1:
        raise Invalid("A credit note corrects deposits or invoices, not both. Write one for each.", field="corrects")
    return chart.DEPOSIT if kinds == {True} else chart.REVENUE


def _credit(entry: NewEntry, one: Draw) -> Item:
    first = entry.items[0]
    return Item(
        id=new_id(),
        customer_id=first.customer_id,
        side=CREDIT,
        kind=DEPOSIT,
        currency=one.deposit.currency,
        amount=one.amount,
        base_amount=one.base,
        effective_on=entry.effective_on,
        due_on=entry.effective_on,
        document_id=one.deposit.id,
        entry_id=entry.id,
        label=one.deposit.number,
    )


def _rows(item: Item, one: Draw) -> list[NewPosting]:
    """The net back from the deposits of customers, the tax from the tax on sales."""
    net = postings.sided(item, (chart.DEPOSIT, chart.UNAPPLIED), one.amount - one.tax, one.base - one.tax_base)
    return [*net, *postings.sided(item, (chart.TAX, chart.UNAPPLIED), one.tax, one.tax_base)]
