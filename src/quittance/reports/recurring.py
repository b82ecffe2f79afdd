"""Recurring invoices: the schedules with their next days, and what each has made so far."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import page
from quittance.reports.books import Books
from quittance.reports.page import Page, Source, Wanted
from quittance.rules import draft, recurring
from quittance.rules.draft import Content
from quittance.rules.recurring import Edit, Rhythm
from quittance.rules.refusals import NotFound
from quittance.rules.totals import Totals

MOST_MADE = 60
"""Periods of one schedule that are shown, the latest first."""

AHEAD = 6
"""Days to come that are shown."""

ORDERS = ("-started", "started")


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule: `total` in minor units, `made` the periods behind it, `said` its rhythm in words."""

    id: int
    state: str
    mode: str
    customer_number: str
    customer_name: str
    currency: str
    total: int
    said: str
    start_on: datetime.date
    end_on: datetime.date | None
    times: int
    made: int
    next_on: datetime.date | None
    made_by: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One period that was made: its draft (None when thrown away), its invoice, why that was not issued."""

    n: int
    on: datetime.date
    draft_id: int | None
    number: str
    fault: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come, with the version that holds then and what that comes to in minor units."""

    on: datetime.date
    version: int
    total: int


@dataclass(frozen=True, slots=True)
class ScheduleCard:
    """One schedule with what the next period says, its next days, its edits, and what it has made, latest first."""

    row: ScheduleRow
    version: int
    content: Content
    whole: Totals
    ahead: tuple[Ahead, ...]
    edits: tuple[Edit, ...]
    made: tuple[MadeRow, ...]


_NEXT_TOTAL = (
    "COALESCE((SELECT e.total FROM schedule_content e WHERE e.tenant_id = s.tenant_id AND e.schedule_id = s.id "
    "AND e.from_on <= s.next_on ORDER BY e.version DESC LIMIT 1), s.total)"
)
"""What the next period comes to. Index schedule_content_version."""

_COLUMNS = (
    f"s.id, s.state, s.mode, c.number, c.name, s.currency, {_NEXT_TOTAL}, s.every, s.unit, s.start_on, s.on_day, "
    "s.end_on, s.times, s.made, s.next_on, s.made_by, s.recorded_at"
)
_FROM = "FROM schedule s JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id"


def find(books: Books, wanted: Wanted) -> Page[ScheduleRow]:
    """A page of schedules; raises `Invalid` for an unknown state, order or cursor. Index schedule_recorded."""
    asked = page.checked(wanted, recurring.STATES, ORDERS)
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id}
    tests = ["s.tenant_id = %(tenant)s", "s.entity_id = %(entity)s"]
    source = Source("schedule s", tests, params, "s.recorded_at", "s.id", int, "s.id")
    page.exactly(source, "s.state", asked.state)
    keys = page.chosen(books, source, asked, "s.customer_id")
    return Page(_of_ids(books, keys.ids), keys.after, keys.before)


def card(books: Books, id: int) -> ScheduleCard:
    """The schedule of that id; raises `NotFound`. Three statements."""
    found = sql.row(
        f"SELECT {_COLUMNS}, s.content, s.version, s.total {_FROM} "
        "WHERE s.tenant_id = %s AND s.entity_id = %s AND s.id = %s",
        [books.tenant_id, books.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such schedule.", field="id")
    row = _row(found[:17])
    over, edits, written = row.state == recurring.ENDED, *_edits(books, id)
    days = () if over else recurring.days(_rhythm(found), row.made, AHEAD)
    ahead = tuple(Ahead(on, *recurring.in_force(edits, int(found[19]), on)) for on in days)
    holds = ahead[0].version if ahead else found[18]
    content = replace(draft.decode(written.get(holds, found[17])), customer_number=row.customer_number)
    whole = draft.comes_to(content, row.currency)
    return ScheduleCard(row, found[18], content, whole, ahead, edits, _made(books, id))


def _edits(books: Books, id: int) -> tuple[tuple[Edit, ...], dict[int, str]]:
    """The edits of a schedule, the latest first, and what each says by its version. Index schedule_content_version."""
    found = sql.rows(
        "SELECT version, from_on, total, made_by, recorded_at, content FROM schedule_content "
        "WHERE tenant_id = %s AND schedule_id = %s ORDER BY version DESC LIMIT %s",
        [books.tenant_id, id, MOST_MADE],
    )
    edits = tuple(Edit(row[0], sql.day(row[1]), int(row[2]), row[3], row[4]) for row in found)
    return edits, {row[0]: row[5] for row in found}


def _made(books: Books, id: int) -> tuple[MadeRow, ...]:
    """Index recurrence_n."""
    found = sql.rows(
        "SELECT r.n, r.on_day, r.draft_id, d.number, r.fault, r.recorded_at FROM recurrence r "
        "LEFT JOIN draft f ON f.tenant_id = r.tenant_id AND f.id = r.draft_id "
        "LEFT JOIN document d ON d.tenant_id = f.tenant_id AND d.id = f.document_id "
        "WHERE r.tenant_id = %s AND r.schedule_id = %s ORDER BY r.n DESC LIMIT %s",
        [books.tenant_id, id, MOST_MADE],
    )
    return tuple(MadeRow(row[0], sql.day(row[1]), row[2], row[3] or "", row[4], row[5]) for row in found)


def _of_ids(books: Books, ids: Sequence[int]) -> tuple[ScheduleRow, ...]:
    if not ids:
        return ()
    found = sql.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE s.tenant_id = %s AND s.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    return page.in_order((_row(row) for row in found), ids)


def _rhythm(row: Sequence[Any]) -> Rhythm:
    return Rhythm(row[7], row[8], sql.day(row[9]), row[10], sql.day_or_none(row[11]), row[12])


def _row(row: Sequence[Any]) -> ScheduleRow:
    rhythm = _rhythm(row)
    return ScheduleRow(
        id=row[0],
        state=row[1],
        mode=row[2],
        customer_number=row[3],
        customer_name=row[4],
        currency=row[5],
        total=int(row[6]),
        said=recurring.said(rhythm),
        start_on=rhythm.start_on,
        end_on=rhythm.end_on,
        times=rhythm.times,
        made=row[13],
        next_on=sql.day_or_none(row[14]),
        made_by=row[15],
        recorded_at=row[16],
    )
