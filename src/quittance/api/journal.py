"""The journal, its export to a general ledger, account balances, and the recomputation of every cached number."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from ninja import Router

from quittance.api import plain, streaming
from quittance.api.desk import Desk, asks
from quittance.api.kinds import AmountShown, Day, DayShown, Form, IdShown, MomentShown, Number, Offset, Shown, WideLimit
from quittance.reports import journal, verify
from quittance.rules.refusals import Invalid

router = Router()


class JournalRow(Shown):
    """One two-sided posting: `amount` moves from the credit to the debit account."""

    entry_id: IdShown
    effective_on: DayShown
    recorded_at: MomentShown
    kind: str
    debit_code: str
    debit_name: str
    credit_code: str
    credit_name: str
    customer: str
    document: str
    currency: str
    amount: AmountShown
    base_amount: AmountShown
    note: str


class Journal(Shown):
    """Postings in the order of day, entry and posting; `base_amount` is in `currency`."""

    since: DayShown
    until: DayShown
    currency: str
    rows: list[JournalRow]


class LedgerLine(Shown):
    """One classic line: either `debit` or `credit` is above zero, in the company's currency."""

    entry_id: IdShown
    effective_on: DayShown
    account: str
    account_name: str
    debit: AmountShown
    credit: AmountShown
    currency: str
    currency_amount: AmountShown
    text: str


class GeneralLedger(Shown):
    """Two lines per posting, debit first; both sides sum to the same."""

    since: DayShown
    until: DayShown
    currency: str
    rows: list[LedgerLine]


class Account(Shown):
    """An account with its balance, debits less credits."""

    code: str
    name: str
    kind: str
    balance: AmountShown


class Accounts(Shown):
    """All accounts as of a day, in the company's currency."""

    as_of: DayShown
    currency: str
    rows: list[Account]


class Check(Shown):
    """What was looked at, and how many rows."""

    check: str
    rows: int


class Difference(Shown):
    """A number that does not agree: as it stands and as history has it."""

    check: str
    subject: str
    stands: str
    computed: str


class Verified(Shown):
    """Whether every cached number agrees with history; `count` counts differences beyond the named ones too."""

    clean: bool
    count: int
    checked: list[Check]
    differences: list[Difference]


@asks(router, "/journal", Journal, media=("text/csv",))
def rows(
    desk: Desk,
    *,
    since: Day | None = None,
    until: Day | None = None,
    customer_number: Number | None = None,
    offset: Offset = 0,
    limit: WideLimit | None = None,
    format: Form = "json",
) -> StreamingHttpResponse:
    """List postings from day to day, both included; this month when left out. Streamed."""
    head = _head(desk, since, until)
    most = None if limit is None else offset + limit
    found = journal.rows(desk.books, head["since"], head["until"], limit=most, customer_number=customer_number or "")
    made = _postings(itertools.islice(found, offset, None), head["currency"])
    return _respond(head, list(JournalRow.model_fields), made, format)


@asks(router, "/general-ledger", GeneralLedger, media=("text/csv",))
def general_ledger(
    desk: Desk, *, since: Day | None = None, until: Day | None = None, format: Form = "json"
) -> StreamingHttpResponse:
    """Export the journal as two classic lines per posting. Streamed."""
    head = _head(desk, since, until)
    made = _lines(journal.general_ledger(desk.books, head["since"], head["until"]), head["currency"])
    return _respond(head, list(LedgerLine.model_fields), made, format)


@asks(router, "/accounts", Accounts)
def accounts(desk: Desk, as_of: Day | None = None) -> dict[str, Any]:
    """List the accounts with their balances as of a day."""
    day, base = as_of or desk.today, desk.currency
    found = [
        {"code": one.code, "name": one.name, "kind": one.kind, "balance": plain.amount(one.balance, base)}
        for one in journal.balances(desk.books, day)
    ]
    return {"as_of": day, "currency": base, "rows": found}


@asks(router, "/verify", Verified)
def verified(desk: Desk) -> dict[str, Any]:
    """Recompute every cached number from history, and name the differences."""
    found = verify.run(desk.books)
    return {
        "clean": found.clean,
        "count": found.count,
        "checked": [{"check": name, "rows": count} for name, count in found.checked],
        "differences": found.differences,
    }


def _head(desk: Desk, since: Any, until: Any) -> dict[str, Any]:
    last = until or desk.today
    first = since or last.replace(day=1)
    if first > last:
        raise Invalid("The first day lies after the last.", field="since")
    return {"since": first, "until": last, "currency": desk.currency}


def _respond(
    head: dict[str, Any], columns: list[str], made: Iterator[streaming.Row], form: str
) -> StreamingHttpResponse:
    if form == "csv":
        return streaming.respond(streaming.as_csv(columns, made), form)
    return streaming.respond(streaming.as_json(head, columns, made), form)


def _postings(found: Iterator[journal.JournalRow], base: str) -> Iterator[streaming.Row]:
    """In the order of `JournalRow`."""
    base_amount, days = plain.amounts(base), plain.Days()
    for row in found:
        yield (
            str(row.entry_id),
            days[row.effective_on],
            plain.moment(row.recorded_at),
            row.kind,
            row.debit_code,
            row.debit_name,
            row.credit_code,
            row.credit_name,
            row.customer_number,
            row.document,
            row.currency,
            plain.amount(row.amount, row.currency),
            base_amount(row.base_amount),
            row.note,
        )


def _lines(found: Iterator[journal.LedgerLine], base: str) -> Iterator[streaming.Row]:
    """In the order of `LedgerLine`."""
    base_amount, days = plain.amounts(base), plain.Days()
    for row in found:
        yield (
            str(row.entry_id),
            days[row.effective_on],
            row.account_code,
            row.account_name,
            base_amount(row.debit),
            base_amount(row.credit),
            row.currency,
            plain.amount(row.currency_amount, row.currency),
            row.text,
        )
