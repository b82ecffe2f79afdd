"""The journal: postings in order, and their export to a general ledger as two classic lines each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One two-sided posting: `amount` in `currency`, `base_amount` in the entity's, both minor units."""

    entry_id: int
    effective_on: datetime.date
    recorded_at: int
    kind: str
    note: str
    debit_code: str
    debit_name: str
    credit_code: str
    credit_name: str
    customer_number: str
    document: str
    currency: str
    amount: int
    base_amount: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of a general ledger in base currency: either `debit` or `credit` is above zero."""

    entry_id: int
    effective_on: datetime.date
    account_code: str
    account_name: str
    debit: int
    credit: int
    currency: str
    currency_amount: int
    text: str


def rows(
    books: Books,
    since: datetime.date,
    until: datetime.date,
    *,
    limit: int | None = None,
    customer_number: str = "",
) -> Iterator[JournalRow]:
    """Postings from `since` to `until`, both included, in the order of day, entry and posting.

    Streamed; index posting_day. `limit` None is all of them.
    """
    if since > until:
        raise Invalid("The first day lies after the last.", field="since")
    params = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "since": since,
        "until": until,
        "customer": customer_number,
        "limit": limit,
    }
    only = "AND cu.number = %(customer)s " if customer_number else ""
    cut = "LIMIT %(limit)s" if limit is not None else ""
    for row in sql.stream(
        f"{_POSTINGS} WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
        f"AND p.effective_on >= %(since)s AND p.effective_on <= %(until)s {only}"
        f"ORDER BY p.effective_on, p.entry_id, p.id {cut}",
        params,
    ):
        yield JournalRow(row[0], sql.day(row[1]), *row[2:])


def of_command(books: Books, command_id: int) -> tuple[JournalRow, ...]:
    """What one command posted, in its order. The entries of a command have ids above its own."""
    found = sql.rows(
        f"{_POSTINGS} WHERE p.tenant_id = %(tenant)s AND p.entry_id IN (SELECT x.id FROM entry x "
        "WHERE x.tenant_id = %(tenant)s AND x.id > %(command)s AND x.command_id = %(command)s) ORDER BY p.id",
        {"tenant": books.tenant_id, "command": command_id},
    )
    return tuple(JournalRow(row[0], sql.day(row[1]), *row[2:]) for row in found)


def of_entry(books: Books, entry_id: int) -> tuple[JournalRow, ...]:
    """What one entry posted, in its order; nothing for an unknown one. Index posting_entry."""
    found = sql.rows(
        f"{_POSTINGS} WHERE p.tenant_id = %s AND p.entity_id = %s AND p.entry_id = %s ORDER BY p.id",
        [books.tenant_id, books.entity_id, entry_id],
    )
    return tuple(JournalRow(row[0], sql.day(row[1]), *row[2:]) for row in found)


_POSTINGS = (
    "SELECT p.entry_id, p.effective_on, e.recorded_at, e.kind, e.note, da.code, da.name, ca.code, ca.name, "
    "cu.number, COALESCE(d.number, pa.reference, ''), p.currency, p.amount, p.base_amount FROM posting p "
    "JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id "
    "JOIN account da ON da.tenant_id = p.tenant_id AND da.id = p.debit_account_id "
    "JOIN account ca ON ca.tenant_id = p.tenant_id AND ca.id = p.credit_account_id "
    "JOIN customer cu ON cu.tenant_id = p.tenant_id AND cu.id = p.customer_id "
    "LEFT JOIN open_item i ON i.tenant_id = p.tenant_id AND i.id = p.item_id "
    "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "LEFT JOIN payment pa ON pa.tenant_id = i.tenant_id AND pa.id = i.payment_id"
)


def general_ledger(books: Books, since: datetime.date, until: datetime.date) -> Iterator[LedgerLine]:
    """Two lines per posting, debit first; both sides sum to the same base amount."""
    for row in rows(books, since, until):
        text = " ".join(part for part in (row.kind, row.document, row.customer_number) if part)
        shared = (row.currency, row.amount, text)
        yield LedgerLine(row.entry_id, row.effective_on, row.debit_code, row.debit_name, row.base_amount, 0, *shared)
        yield LedgerLine(row.entry_id, row.effective_on, row.credit_code, row.credit_name, 0, row.base_amount, *shared)


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """An account's balance (debits less credits) in base minor units."""

    code: str
    name: str
    kind: str
    balance: int


def balances(books: Books, as_of: datetime.date, known_at: int | None = None) -> tuple[AccountBalance, ...]:
    """All accounts with their balances as of a day, by code; as known at a moment (microseconds UTC) or now."""
    known = (
        "JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id AND e.recorded_at <= %(known_at)s"
        if known_at is not None
        else ""
    )
    mine = (
        f"FROM posting p {known} WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
        "AND p.effective_on <= %(day)s GROUP BY 1"
    )
    found = sql.rows(
        "SELECT a.code, a.name, a.kind, COALESCE(d.total, 0) - COALESCE(c.total, 0) FROM account a "
        f"LEFT JOIN (SELECT p.debit_account_id AS id, SUM(p.base_amount) AS total {mine}) AS d ON d.id = a.id "
        f"LEFT JOIN (SELECT p.credit_account_id AS id, SUM(p.base_amount) AS total {mine}) AS c ON c.id = a.id "
        "WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s ORDER BY a.code",
        {"tenant": books.tenant_id, "entity": books.entity_id, "day": as_of, "known_at": known_at},
    )
    return tuple(AccountBalance(code, name, kind, int(balance)) for code, name, kind, balance in found)
