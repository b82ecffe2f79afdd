"""Batches: the rows that one would have, how far it is, and what became of each row."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.reports import documents, drafts
from quittance.reports.books import Books
from quittance.reports.page import Wanted
from quittance.rules.batch import DONE, DRAFTS, FAILED, INVOICES, LEFT, WAITING
from quittance.rules.refusals import Invalid, NotFound

MOST_SHOWN = 500
"""Rows of a batch that are shown, those that failed first."""

MOST_BATCHES = 20
PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """All that a list holds: drafts or invoices, restricted as on the screen."""

    kind: str
    state: str = ""
    search: str = ""
    customer_number: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A draft (its id) or a document (its number) with its customer; `total` in minor units."""

    draft_id: int
    number: str
    name: str
    currency: str
    total: int


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One row of a batch: `fault` says in a sentence why it failed and what to do."""

    id: int
    n: int
    draft_id: int
    number: str
    name: str
    state: str
    address: str
    code: str
    fault: str


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A batch: how many of its rows are done, have failed, were left, or wait."""

    id: int
    do: str
    state: str
    total: int
    actor_name: str
    recorded_at: int
    settled_at: int
    done: int
    failed: int
    left: int

    @property
    def busy(self) -> bool:
        """True until it is over."""
        return self.settled_at == 0

    @property
    def settled(self) -> int:
        """Rows that are over."""
        return self.done + self.failed + self.left


_CARD = (
    "SELECT b.id, b.deed, b.state, b.total_rows, b.actor_name, b.recorded_at, b.settled_at, "
    f"COALESCE(SUM(CASE WHEN r.state = '{DONE}' THEN 1 ELSE 0 END), 0), "
    f"COALESCE(SUM(CASE WHEN r.state = '{FAILED}' THEN 1 ELSE 0 END), 0), "
    f"COALESCE(SUM(CASE WHEN r.state = '{LEFT}' THEN 1 ELSE 0 END), 0) "
    "FROM batch b LEFT JOIN batch_row r ON r.tenant_id = b.tenant_id AND r.batch_id = b.id "
    "WHERE b.tenant_id = %s AND b.entity_id = %s AND {which} "
    "GROUP BY b.id, b.deed, b.state, b.total_rows, b.actor_name, b.recorded_at, b.settled_at"
)
_ROW = "SELECT id, n, draft, number, name, state, address, code, fault FROM batch_row"


def card(books: Books, id: int) -> BatchCard:
    """The batch of that id; raises `NotFound`. Index batch_row_n."""
    found = sql.row(_CARD.format(which="b.id = %s"), [books.tenant_id, books.entity_id, id])
    if found is None:
        raise NotFound("There is no such batch.", field="id")
    return BatchCard(*found[:7], *(int(one) for one in found[7:]))


def latest(books: Books) -> tuple[BatchCard, ...]:
    """The latest batches. Index batch_latest."""
    which = "b.id IN (SELECT id FROM batch WHERE tenant_id = %s AND entity_id = %s ORDER BY id DESC LIMIT %s)"
    params = [books.tenant_id, books.entity_id] * 2 + [MOST_BATCHES]
    found = sql.rows(f"{_CARD.format(which=which)} ORDER BY b.id DESC", params)
    return tuple(BatchCard(*row[:7], *(int(one) for one in row[7:])) for row in found)


def rows(books: Books, id: int) -> tuple[BatchRow, ...]:
    """What became of the rows, those that failed first, each kind in the order of the batch. Index batch_row_n."""
    found = sql.rows(
        f"{_ROW} WHERE tenant_id = %s AND batch_id = %s "
        f"ORDER BY CASE state WHEN '{FAILED}' THEN 0 WHEN '{LEFT}' THEN 1 WHEN '{WAITING}' THEN 2 ELSE 3 END, n "
        "LIMIT %s",
        [books.tenant_id, id, MOST_SHOWN],
    )
    return tuple(BatchRow(*row) for row in found)


def next_row(books: Books, id: int) -> BatchRow | None:
    """The first row that waits. Index batch_row_n."""
    found = sql.row(
        f"{_ROW} WHERE tenant_id = %s AND batch_id = %s AND state = '{WAITING}' ORDER BY n LIMIT 1",
        [books.tenant_id, id],
    )
    return BatchRow(*found) if found is not None else None


def state(books: Books, id: int) -> str:
    """How a batch stands."""
    found = sql.row("SELECT state FROM batch WHERE tenant_id = %s AND id = %s", [books.tenant_id, id])
    return str(found[0]) if found else ""


def drafts_of(books: Books, ids: Sequence[int]) -> tuple[Chosen, ...]:
    """Drafts by id; raises `NotFound` when one is not there or issued already."""
    made: dict[int, Chosen] = {}
    for some in _parts(ids):
        found = sql.rows(
            "SELECT f.id, c.name, f.currency, f.total FROM draft f "
            "JOIN customer c ON c.tenant_id = f.tenant_id AND c.id = f.customer_id WHERE f.tenant_id = %s "
            f"AND f.entity_id = %s AND f.document_id IS NULL AND f.id IN ({sql.marks(len(some))})",
            [books.tenant_id, books.entity_id, *some],
        )
        made |= {row[0]: Chosen(row[0], "", row[1], row[2], int(row[3])) for row in found}
    missing = [id for id in ids if id not in made]
    if missing:
        raise NotFound("One of the drafts is not there any more, or is issued already.", field="draft_ids")
    return tuple(made[id] for id in dict.fromkeys(ids))


def documents_of(books: Books, numbers: Sequence[str]) -> tuple[Chosen, ...]:
    """Documents by number; raises `NotFound` naming one that is not there."""
    made: dict[str, Chosen] = {}
    for some in _parts(numbers):
        found = sql.rows(
            "SELECT d.number, c.name, d.currency, d.total FROM document d "
            "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
            f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number IN ({sql.marks(len(some))})",
            [books.tenant_id, books.entity_id, *some],
        )
        made |= {row[0]: Chosen(0, row[0], row[1], row[2], int(row[3])) for row in found}
    missing = [number for number in numbers if number not in made]
    if missing:
        raise NotFound(f"There is no invoice or credit note {missing[0][:60]!r}.", field="numbers")
    return tuple(made[number] for number in dict.fromkeys(numbers))


def every(books: Books, where: Filter, today: datetime.date, most: int) -> tuple[Chosen, ...]:
    """All that a list holds, at most so many; raises `Invalid` for a list or state that there is not."""
    made: list[Chosen] = []
    if where.kind == DRAFTS:
        wanted = Wanted(where.state, where.search, where.customer_number, limit=PER_PAGE)
        while len(made) < most:
            page = drafts.find(books, wanted)
            made += [Chosen(one.id, "", one.customer_name, one.currency, one.total) for one in page.rows]
            if not page.after:
                break
            wanted = replace(wanted, after=page.after)
        return tuple(made[:most])
    if where.kind != INVOICES:
        raise Invalid(f"Name a list, {DRAFTS} or {INVOICES}.", field="every")
    asked = documents.Wanted(
        state=where.state, search=where.search, customer_number=where.customer_number, limit=documents.MOST_ROWS
    )
    while len(made) < most:
        found = documents.find(books, asked, today)
        made += [Chosen(0, one.number, one.customer_name, one.currency, one.total) for one in found.rows]
        if not found.after:
            break
        asked = replace(asked, after=found.after)
    return tuple(made[:most])


def _parts(wanted: Sequence[int] | Sequence[str]) -> list[Sequence[int] | Sequence[str]]:
    unique = list(dict.fromkeys(wanted))
    return [unique[start : start + PER_PAGE] for start in range(0, len(unique), PER_PAGE)]  # type: ignore[misc]
