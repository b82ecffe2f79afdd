"""The journal from day to day, account balances, and the export to a general ledger."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase

from quittance.reports import journal as journals
from quittance.rules.refusals import Invalid
from quittance.web import download, visit
from quittance.web.download import Amount
from quittance.web.form import read_day
from quittance.web.visit import Visit

ROWS = 100
MOST_PAGES = 200
"""Of the screen: whoever needs row 20,000 takes the file."""

COLUMNS = (
    "effective_on",
    "entry",
    "kind",
    "debit",
    "debit_name",
    "credit",
    "credit_name",
    "customer",
    "document",
    "currency",
    "amount",
    "base_amount",
    "note",
)
LEDGER = ("date", "entry", "account", "account_name", "debit", "credit", "currency", "currency_amount", "text")


@visit.page()
def journal(visit: Visit) -> HttpResponseBase:
    """Postings of a period, this month by default; and the same as a file."""
    asked = {name: visit.request.GET.get(name, "").strip()[:200] for name in ("since", "until", "customer")}
    try:
        since, until = _period(visit, asked)
        fault = None
    except Invalid as refusal:
        since, until, fault = visit.context.today.replace(day=1), visit.context.today, refusal
    made = None if fault else _file(visit, since, until, asked["customer"])
    if made is not None:
        return made
    page = _page(visit.request.GET.get("page", ""))
    found = journals.rows(visit.books, since, until, limit=page * ROWS + 1, customer_number=asked["customer"])
    rows = [] if fault else list(itertools.islice(found, (page - 1) * ROWS, None))
    values = {
        "rows": rows[:ROWS],
        "more": len(rows) > ROWS and page < MOST_PAGES,
        "page": page,
        "since": since,
        "until": until,
        "asked": asked,
        "fault": fault,
        "balances": journals.balances(visit.books, until) if visit.request.GET.get("accounts") else None,
    }
    return visit.show("journal/journal.html", values, status=422 if fault else 200)


def _period(visit: Visit, asked: dict[str, str]) -> tuple[datetime.date, datetime.date]:
    today = visit.context.today
    until = read_day(asked["until"], today, "until") if asked["until"] else today
    since = read_day(asked["since"], today, "since") if asked["since"] else until.replace(day=1)
    if since > until:
        raise Invalid("The first day lies after the last. Change one of them.", field="since")
    return since, until


def _file(visit: Visit, since: datetime.date, until: datetime.date, customer: str) -> HttpResponseBase | None:
    """The file that is asked for: the journal as it stands, or two classic lines per posting."""
    form, ledger = visit.request.GET.get("format", ""), visit.request.GET.get("as") == "ledger"
    if form not in ("csv", "xlsx"):
        return None
    kind = "general-ledger" if ledger else "journal"
    name = f"{kind}-{since.isoformat()}-{until.isoformat()}"
    title = f"{visit.company.name}: {kind.replace('-', ' ')} from {since.isoformat()} to {until.isoformat()}"
    if ledger:
        return download.table(form, name, title, LEDGER, _ledger_cells(visit, since, until))
    return download.table(form, name, title, COLUMNS, _journal_cells(visit, since, until, customer))


def _journal_cells(
    visit: Visit, since: datetime.date, until: datetime.date, customer: str
) -> Iterator[tuple[Any, ...]]:
    base = visit.company.base_currency
    for row in journals.rows(visit.books, since, until, customer_number=customer):
        yield (
            row.effective_on,
            str(row.entry_id),
            row.kind,
            row.debit_code,
            row.debit_name,
            row.credit_code,
            row.credit_name,
            row.customer_number,
            row.document,
            row.currency,
            Amount(row.amount, row.currency),
            Amount(row.base_amount, base),
            row.note,
        )


def _ledger_cells(visit: Visit, since: datetime.date, until: datetime.date) -> Iterator[tuple[Any, ...]]:
    base = visit.company.base_currency
    for row in journals.general_ledger(visit.books, since, until):
        yield (
            row.effective_on,
            str(row.entry_id),
            row.account_code,
            row.account_name,
            Amount(row.debit, base),
            Amount(row.credit, base),
            row.currency,
            Amount(row.currency_amount, row.currency),
            row.text,
        )


def _page(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else 1
