"""A customer's statement on paper: what is open on a day, or what happened between two; to print, and as a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase

from quittance.reports import customers, open_items, papers, statement_group
from quittance.reports import statement as report
from quittance.reports.statement import Statement
from quittance.reports.statement_group import Asked
from quittance.rules.refusals import Invalid
from quittance.web import download, lists, paper, visit
from quittance.web.customer import Aging, aging_of
from quittance.web.download import Amount
from quittance.web.form import read_day
from quittance.web.templatetags.desk import KINDS
from quittance.web.visit import Visit

OPEN, ACTIVITY = "open", "activity"
COLUMNS = ("on", "due", "document", "what", "currency", "amount", "balance")
ASKED = ("kind", "as_of", "since", "until", "group")
YEAR = datetime.timedelta(days=365)


@visit.page()
def statement(visit: Visit, number: str) -> HttpResponseBase:
    """The statement of the customer of that number."""
    asked = {name: visit.request.GET.get(name, "").strip()[:40] for name in ASKED}
    try:
        made, fault = _made(visit, number, asked), None
    except Invalid as refusal:
        made, fault = report.open_item(visit.books, number, visit.context.today), refusal
    form = visit.request.GET.get("format", "")
    if form == "pdf" and fault is None:
        return paper.file(papers.statement(visit.books, made))
    if form in lists.FORMS and fault is None:
        title = f"{made.entity}: statement of {number} {made.customer_name}, until {made.until.isoformat()}"
        columns = ("customer", *COLUMNS) if made.members else COLUMNS
        answer = download.table(form, f"statement-{number}", title, columns, _cells(made))
        assert answer is not None
        return answer
    id = customers.id_of(visit.books, number)
    row = customers.of_ids(visit.books, [id], visit.context.today)[0]
    aging = _aging(visit, number, made)
    values = {
        "made": made,
        "row": row,
        "asked": asked,
        "kind": made.kind,
        "group": bool(asked["group"]),
        "head": customers.is_parent(visit.books, id),
        "aging": aging,
        "by_age": list(zip(aging[1], aging[0].amounts, strict=True)) if aging else [],
        "fault": fault,
        "late": {section.currency: _late(section.rows, made.until) for section in made.sections},
    }
    return visit.show("customers/statement.html", values, status=422 if fault else 200)


def _made(visit: Visit, number: str, asked: dict[str, str]) -> Statement:
    today, group = visit.context.today, bool(asked["group"])
    if asked["kind"] == ACTIVITY:
        until = read_day(asked["until"], today, "until") if asked["until"] else today
        since = read_day(asked["since"], today, "since") if asked["since"] else until - YEAR
        return statement_group.made(visit.books, Asked(number, until, since, group))
    as_of = read_day(asked["as_of"], today, "as_of") if asked["as_of"] else today
    return statement_group.made(visit.books, Asked(number, as_of, None, group))


def _aging(visit: Visit, number: str, made: Statement) -> tuple[Aging, tuple[str, ...]] | None:
    """What is open by age in the company's currency, below an open-item statement."""
    if made.kind == ACTIVITY or made.members:
        return None
    items = open_items.of_customer(visit.books, number, made.until)
    return aging_of(items, visit.company.base_currency), tuple(one.name for one in items.buckets)


def _late(rows: tuple[report.StatementRow, ...], on: datetime.date) -> int:
    """What is past due of a section, in its minor units."""
    return sum(row.amount for row in rows if row.due_on is not None and row.due_on < on)


def _cells(made: Statement) -> Iterator[tuple[Any, ...]]:
    """Rows of the file; those of a group begin with the member's number."""
    if made.members:
        for one in made.members:
            yield from ((one.customer_number, *cells) for cells in _cells(one))
        return
    for section in made.sections:
        if made.since is not None:
            opening = Amount(section.opening, section.currency)
            yield (made.since, None, "", "Opening balance", section.currency, None, opening)
        for row in section.rows:
            yield (
                row.on,
                row.due_on,
                row.number,
                KINDS.get(row.kind, row.kind),
                section.currency,
                Amount(row.amount, section.currency),
                Amount(row.balance, section.currency),
            )
