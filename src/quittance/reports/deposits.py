"""Deposits: how much of each can be drawn on, what was drawn by whom, and what a note corrects."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books, Scoped
from quittance.rules.deposits import Deposit

MOST_ROWS = 200
"""Deposits of one customer that are offered, the oldest first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A deposit with the customer it was billed to, the day of its issue, and whether it stands."""

    deposit: Deposit
    customer_id: int
    issued_on: datetime.date
    stands: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one invoice takes off for a deposit: the other document's number and day, the amount and the tax in it."""

    number: str
    issued_on: datetime.date
    amount: int
    tax: int


@dataclass(frozen=True, slots=True)
class Named:
    """A document that another one is about."""

    number: str
    issued_on: datetime.date


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a document to others.

    `draws` are the deposits that it draws on, `drawn_by` the invoices that draw on it, `left` what can still be
    drawn on it (None where it is no deposit), `corrects` and `corrected_by` the documents that a note is about.
    """

    draws: tuple[Drawn, ...] = ()
    drawn_by: tuple[Drawn, ...] = ()
    left: int | None = None
    corrects: tuple[Named, ...] = ()
    corrected_by: tuple[Named, ...] = ()

    @property
    def is_deposit(self) -> bool:
        """It is a deposit."""
        return self.left is not None

    @property
    def drawn(self) -> int:
        """What it takes off for deposits."""
        return sum(one.amount for one in self.draws)


NONE = Ties()
TIED = (
    "(EXISTS (SELECT 1 FROM deposit t WHERE t.tenant_id = d.tenant_id AND t.document_id = d.id) "
    "OR EXISTS (SELECT 1 FROM deposit_draw t WHERE t.tenant_id = d.tenant_id AND t.document_id = d.id) "
    "OR EXISTS (SELECT 1 FROM correction t WHERE t.tenant_id = d.tenant_id AND t.document_id = d.id) "
    "OR EXISTS (SELECT 1 FROM correction t WHERE t.tenant_id = d.tenant_id AND t.corrects_id = d.id))"
)
"""Whether a document d has ties. Indexes deposit_once, deposit_draw_once, correction_once, correction_of."""

_STANDS = "NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = {0}.tenant_id AND r.reverses = {0}.entry_id)"
# What money has met it with: not credit notes, other deposits, write-offs or its own reversal. Index
# open_item_document, then allocation_debit; a part that was taken back counts against itself.
_PAID = (
    "SELECT SUM(a.amount) FROM open_item i JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id "
    "JOIN open_item k ON k.tenant_id = a.tenant_id AND k.id = a.credit_item_id "
    "WHERE i.tenant_id = d.tenant_id AND i.document_id = d.id AND i.side = 'D' AND i.kind = d.kind "
    "AND k.kind NOT IN ('credit_note', 'deposit', 'writeoff', 'reversal')"
)
# Index deposit_draw_deposit.
_SUM = (
    "SELECT SUM(w.{0}) FROM deposit_draw w JOIN document f ON f.tenant_id = w.tenant_id AND f.id = w.document_id "
    "WHERE w.tenant_id = d.tenant_id AND w.deposit_id = d.id AND " + _STANDS.format("f")
)
_HELD = (
    f"SELECT d.id, d.number, d.currency, d.total, d.tax, d.base_total, COALESCE(({_PAID}), 0), "
    f"COALESCE(({_SUM.format('amount')}), 0), COALESCE(({_SUM.format('tax')}), 0), "
    f"COALESCE(({_SUM.format('base_amount')}), 0), d.customer_id, d.issued_on, {_STANDS.format('d')} "
    "FROM deposit p JOIN document d ON d.tenant_id = p.tenant_id AND d.id = p.document_id WHERE p.tenant_id = %s "
)
_TIES = (
    "SELECT 'draws', d.number, d.issued_on, w.amount, w.tax FROM deposit_draw w "
    "JOIN document d ON d.tenant_id = w.tenant_id AND d.id = w.deposit_id "
    "WHERE w.tenant_id = %(tenant)s AND w.document_id = %(id)s UNION ALL "
    "SELECT 'drawn_by', f.number, f.issued_on, w.amount, w.tax FROM deposit_draw w "
    "JOIN document f ON f.tenant_id = w.tenant_id AND f.id = w.document_id "
    f"WHERE w.tenant_id = %(tenant)s AND w.deposit_id = %(id)s AND {_STANDS.format('f')} UNION ALL "
    "SELECT 'corrects', d.number, d.issued_on, 0, 0 FROM correction k "
    "JOIN document d ON d.tenant_id = k.tenant_id AND d.id = k.corrects_id "
    "WHERE k.tenant_id = %(tenant)s AND k.document_id = %(id)s UNION ALL "
    "SELECT 'corrected_by', d.number, d.issued_on, 0, 0 FROM correction k "
    "JOIN document d ON d.tenant_id = k.tenant_id AND d.id = k.document_id "
    "WHERE k.tenant_id = %(tenant)s AND k.corrects_id = %(id)s UNION ALL "
    "SELECT 'deposit', '', NULL, 0, 0 FROM deposit p WHERE p.tenant_id = %(tenant)s AND p.document_id = %(id)s "
    "ORDER BY 3, 2"
)


def by_number(books: Scoped, numbers: Sequence[str]) -> tuple[Held, ...]:
    """The deposits among the documents of these numbers. Indexes document_number and deposit_once."""
    wanted = list(dict.fromkeys(numbers))
    found = sql.rows(
        f"{_HELD} AND p.document_id IN (SELECT n.id FROM document n WHERE n.tenant_id = %s AND n.entity_id = %s "
        f"AND n.number IN ({sql.marks(len(wanted))}))",
        [books.tenant_id, books.tenant_id, books.entity_id, *wanted],
    )
    return tuple(_held(row) for row in found)


def of_customer(books: Scoped, customer_id: int, currency: str = "") -> tuple[Held, ...]:
    """The deposits of a customer that can be drawn on, in one currency or any. Index deposit_customer."""
    found = sql.rows(
        f"{_HELD} AND p.customer_id = %s AND p.entity_id = %s ORDER BY p.id LIMIT %s",
        [books.tenant_id, customer_id, books.entity_id, MOST_ROWS],
    )
    held = (_held(row) for row in found)
    return tuple(one for one in held if one.stands and one.deposit.left and currency in ("", one.deposit.currency))


def ties(books: Books, document_id: int, number: str) -> Ties:
    """What ties a document to others; one statement, and one more for a deposit."""
    rows: dict[str, list[Drawn]] = {}
    for kind, label, issued_on, amount, tax in sql.rows(_TIES, {"tenant": books.tenant_id, "id": document_id}):
        on = sql.day_or_none(issued_on) or datetime.date.min
        rows.setdefault(kind, []).append(Drawn(label, on, int(amount), int(tax)))
    left = by_number(books, [number])[0].deposit.left if "deposit" in rows else None
    drawn = {kind: tuple(rows.get(kind, ())) for kind in ("draws", "drawn_by")}
    named = {kind: tuple(Named(one.number, one.issued_on) for one in rows.get(kind, ())) for kind in _NAMED}
    return Ties(left=left, **drawn, **named)  # type: ignore[arg-type]  # the names are those of the fields


_NAMED = ("corrects", "corrected_by")


def _held(row: Sequence[object]) -> Held:
    id, number, currency, total, tax, base, paid, drawn, drawn_tax, drawn_base, customer_id, issued_on, stands = row
    amounts = [int(str(one)) for one in (total, tax, base, paid, drawn, drawn_tax, drawn_base)]
    deposit = Deposit(int(str(id)), str(number), str(currency), *amounts)
    return Held(deposit, int(str(customer_id)), sql.day(issued_on), bool(stands))
