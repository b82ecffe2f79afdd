"""The bank: files with what became of them, and lines with everything the bank said."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import finding, page
from quittance.reports.books import Books
from quittance.reports.page import Source
from quittance.rules.bankline import APPLIED, OPEN, PASSED
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 1_000
MOST_FILES = 200
STATES = (OPEN, APPLIED, PASSED)
FLOWS = ("in", "out")
ORDERS = ("-booked", "booked")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: `state` is imported, quarantined or discarded; `new` counts lines that no other file had brought."""

    id: int
    name: str
    format: str
    version: str
    state: str
    actor_name: str
    recorded_at: int
    lines: int
    new: int
    differences: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement within a file; amounts in minor units, None where the file has none."""

    id: int
    account: str
    currency: str
    number: str
    opened_on: datetime.date | None
    closed_on: datetime.date | None
    opening: int | None
    closing: int | None
    credits: int
    debits: int


@dataclass(frozen=True, slots=True)
class WantedLines:
    """Which lines, and where the last page ended; empty fields do not restrict.

    `flow` is in (money that came in) or out; `search` is part of the payer's name or the text.
    """

    state: str = ""
    flow: str = ""
    file_id: int = 0
    search: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    order: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line: `amount` in minor units, above zero for money that came in; `payment` is its payment's reference."""

    id: int
    account: str
    statement_number: str
    file_name: str
    n: int
    part: int
    location: str
    booked_on: datetime.date
    value_on: datetime.date
    currency: str
    amount: int
    kind: str
    reference: str
    bank_reference: str
    end_to_end_id: str
    payer_name: str
    payer_account: str
    text: str
    return_code: str
    state: str
    payment: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """Lines in order; `after` continues behind the last one, "" when there are no more."""

    rows: tuple[LineRow, ...]
    after: str


def files(books: Books, limit: int = 50) -> tuple[FileRow, ...]:
    """The latest files first. Index: bank_file_recorded."""
    found = sql.rows(
        f"{_FILE} WHERE f.tenant_id = %s AND f.entity_id = %s ORDER BY f.recorded_at DESC, f.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, max(1, min(limit, MOST_FILES))],
    )
    return tuple(_file(row) for row in found)


def file(books: Books, id: int) -> tuple[FileRow, tuple[StatementRow, ...]]:
    """One file with its statements; raises `NotFound`."""
    found = sql.row(
        f"{_FILE} WHERE f.tenant_id = %s AND f.entity_id = %s AND f.id = %s", [books.tenant_id, books.entity_id, id]
    )
    if found is None:
        raise NotFound("There is no such bank file.", field="id")
    rows = sql.rows(
        "SELECT s.id, a.number, a.currency, s.number, s.opened_on, s.closed_on, s.opening, s.closing, s.credits, "
        "s.debits FROM bank_statement s JOIN bank_account a ON a.tenant_id = s.tenant_id AND a.id = s.bank_account_id "
        "WHERE s.tenant_id = %s AND s.bank_file_id = %s ORDER BY s.id",
        [books.tenant_id, id],
    )
    return _file(found), tuple(_statement(row) for row in rows)


def content(books: Books, id: int) -> tuple[str, bytes]:
    """Name and bytes of a file as it came; raises `NotFound`."""
    found = sql.row(
        "SELECT name, content FROM bank_file WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [books.tenant_id, books.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such bank file.", field="id")
    return found[0], bytes(found[1])


def lines(books: Books, wanted: WantedLines) -> LinePage:
    """A page of lines; raises `Invalid` for an unknown state, flow or order. Indexes: bank_line_state, _statement."""
    if wanted.state not in ("", *STATES) or wanted.flow not in ("", *FLOWS):
        raise Invalid(f"The state is one of {', '.join(STATES)}, the flow in or out.", field="state")
    order = page.check_order(wanted.order, ORDERS)
    source = Source(
        "bank_line l JOIN bank_statement s ON s.tenant_id = l.tenant_id AND s.id = l.bank_statement_id",
        ["l.tenant_id = %(tenant)s", "l.entity_id = %(entity)s"],
        {"tenant": books.tenant_id, "entity": books.entity_id},
        "l.booked_on",
        "l.id",
        datetime.date,
        "l.id",
    )
    page.exactly(source, "l.state", wanted.state)
    page.between(source, "l.booked_on", wanted.since, wanted.until)
    if wanted.flow:
        source.tests.append("l.amount > 0" if wanted.flow == "in" else "l.amount < 0")
    if wanted.file_id:
        source.tests.append("s.bank_file_id = %(file)s")
        source.params["file"] = wanted.file_id
    if search := finding.cleaned(wanted.search):
        source.tests.append("(LOWER(l.payer_name) LIKE %(like)s ESCAPE '!' OR LOWER(l.text) LIKE %(like)s ESCAPE '!')")
        source.params["like"] = finding.containing(search)
    keys = page.keys(source, order, wanted.after, max(1, min(wanted.limit, MOST_ROWS)))
    found = {row[0]: row for row in _lines(books, keys.ids)}
    return LinePage(tuple(_line(found[id]) for id in keys.ids), keys.after)


def by_id(books: Books, ids: Sequence[int]) -> tuple[LineRow, ...]:
    """Lines by id, in no order; at most `MOST_ROWS` in one statement."""
    rows: list[LineRow] = []
    for start in range(0, len(ids), MOST_ROWS):
        rows += [_line(row) for row in _lines(books, ids[start : start + MOST_ROWS])]
    return tuple(rows)


def line(books: Books, id: int) -> tuple[LineRow, tuple[tuple[str, str], ...]]:
    """One line with every field of its source; raises `NotFound`."""
    found = _lines(books, [id])
    if not found:
        raise NotFound("There is no such bank line.", field="id")
    kept = sql.row("SELECT fields FROM bank_line WHERE tenant_id = %s AND id = %s", [books.tenant_id, id])
    assert kept is not None
    return _line(found[0]), tuple((name, value) for name, value in json.loads(kept[0]))


_FILE = "SELECT f.id, f.name, f.format, f.version, f.state, f.actor_name, f.recorded_at, f.report FROM bank_file f"


def _file(row: Sequence[Any]) -> FileRow:
    report = json.loads(row[7])
    id, name, format, version, state, actor_name, recorded_at = row[:7]
    return FileRow(
        id=id,
        name=name,
        format=format,
        version=version,
        state=state,
        actor_name=actor_name,
        recorded_at=recorded_at,
        lines=report.get("lines", 0),
        new=report.get("new", 0),
        differences=tuple(report.get("differences", ())),
        flags=tuple(report.get("flags", ())),
    )


def _statement(row: Sequence[Any]) -> StatementRow:
    id, account, currency, number, opened, closed, opening, closing, credits, debits = row
    days = (sql.day_or_none(opened), sql.day_or_none(closed))
    return StatementRow(id, account, currency, number, *days, opening, closing, credits, debits)


def _lines(books: Books, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    return sql.rows(
        "SELECT l.id, a.number, s.number, f.name, l.n, l.part, l.location, l.booked_on, l.value_on, l.currency, "
        "l.amount, l.kind, l.reference, l.bank_reference, l.end_to_end_id, l.payer_name, l.payer_account, l.text, "
        "l.return_code, l.state, COALESCE(p.reference, '') FROM bank_line l "
        "JOIN bank_account a ON a.tenant_id = l.tenant_id AND a.id = l.bank_account_id "
        "JOIN bank_statement s ON s.tenant_id = l.tenant_id AND s.id = l.bank_statement_id "
        "JOIN bank_file f ON f.tenant_id = l.tenant_id AND f.id = s.bank_file_id "
        "LEFT JOIN payment p ON p.tenant_id = l.tenant_id AND p.id = l.payment_id "
        f"WHERE l.tenant_id = %s AND l.entity_id = %s AND l.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, books.entity_id, *ids],
    )


def _line(row: Sequence[Any]) -> LineRow:
    named = dict(zip(LineRow.__slots__, row, strict=True))
    return LineRow(**(named | {"booked_on": sql.day(row[7]), "value_on": sql.day(row[8])}))
