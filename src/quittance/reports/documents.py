"""Documents: a page of the list of invoices or credit notes, in any state, and the totals of a filter."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import finding, page, stages
from quittance.reports.books import Books
from quittance.reports.page import Page, Source
from quittance.rules import states
from quittance.rules.refusals import Invalid

MOST_ROWS = 1_000
MOST_TOTALLED = 20_000
"""Documents that one filter adds up."""

INVOICES = "invoices"
CREDIT_NOTES = "credit_notes"
SIDES = (INVOICES, CREDIT_NOTES)
"""What a list holds: papers that raise the debt, or papers that lower it."""

ORDERS = {
    "": ("-issued", "issued", "-number", "number"),
    states.OPEN: ("due", "-due"),
    states.OVERDUE: ("due", "-due"),
    states.PART_PAID: ("due", "-due"),
    states.TO_BE_USED: ("due", "-due"),
    states.PAID: ("-closed", "closed"),
    states.USED: ("-issued", "issued"),
    states.REVERSED: ("-reversed", "reversed"),
}
"""State -> the orders that an index gives for it, the usual one first."""

STATES = {
    INVOICES: (states.OPEN, states.OVERDUE, states.PART_PAID, states.PAID, states.REVERSED),
    CREDIT_NOTES: (states.TO_BE_USED, states.USED, states.REVERSED),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents, and where the last page ended; empty fields do not restrict.

    `search` is the beginning of a number, part of a customer's name or number, or an amount.
    `order` "" is the usual one of the state. Open, overdue and part-paid documents may be asked for by
    due day, paid ones by the day they were closed, reversed ones by when they were recorded. `stage` is
    one of `stages.STAGES`.
    """

    side: str = INVOICES
    state: str = ""
    search: str = ""
    customer_number: str = ""
    external_id: str = ""
    currency: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    order: str = ""
    after: str = ""
    limit: int = 50
    stage: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: `open` is what is left of `total`, both above zero also on credit notes, in minor units.

    `due_on` is that of its oldest open part, or of its last part when nothing is open.
    `stages` is filled where documents are listed.
    """

    id: int
    number: str
    kind: str
    customer_number: str
    customer_name: str
    issued_on: datetime.date
    due_on: datetime.date
    currency: str
    total: int
    open: int
    open_base: int
    purchase_order: str
    state: str
    days_late: int
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """How many documents a filter holds; their totals and what is open of them in base minor units."""

    count: int
    total_base: int
    open_base: int


def find(books: Books, wanted: Wanted, today: datetime.date) -> Page[DocumentRow]:
    """A page of documents; raises `Invalid` for an unknown side, state, order or cursor. At most seven statements."""
    order = _order(wanted)
    source = _source(books, wanted, today)
    if source is None:
        return Page()
    found = page.keys(source, order, wanted.after, max(1, min(wanted.limit, MOST_ROWS)))
    return Page(staged(books, of_ids(books, found.ids, today), today), found.after, found.before)


def totals(books: Books, wanted: Wanted, today: datetime.date) -> DocumentTotals | None:
    """The totals of a filter, whatever its page; None when it holds more than `MOST_TOTALLED` documents."""
    _order(wanted)
    source = _source(books, wanted, today)
    if source is None:
        return DocumentTotals(0, 0, 0)
    left = (
        "SELECT SUM(o.base_amount - o.allocated_base) FROM open_item o WHERE o.tenant_id = x.tenant_id "
        "AND o.document_id = x.id AND o.kind = x.kind"
    )
    found = sql.row(
        f"SELECT COUNT(*), SUM(x.base_total), SUM(COALESCE(({left}), 0)) FROM ("
        f"SELECT d.tenant_id, d.id, d.kind, d.base_total FROM {source.tables} "
        f"WHERE {' AND '.join(source.tests)} LIMIT %(most)s + 1) AS x",
        {**source.params, "most": MOST_TOTALLED},
    )
    assert found is not None
    if found[0] > MOST_TOTALLED:
        return None
    return DocumentTotals(int(found[0]), int(found[1] or 0), int(found[2] or 0))


def of_ids(books: Books, ids: Sequence[int], today: datetime.date) -> tuple[DocumentRow, ...]:
    """Documents by id, in the order of `ids`. Two statements; index open_item_document."""
    if not ids:
        return ()
    found = sql.rows(
        "SELECT d.id, d.number, d.kind, c.number, c.name, d.issued_on, d.due_on, d.currency, d.total, "
        "d.purchase_order, r.id FROM document d "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        "LEFT JOIN entry r ON r.tenant_id = d.tenant_id AND r.reverses = d.entry_id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, books.entity_id, *ids],
    )
    left = _left(books, ids)
    return page.in_order((_row(row, left.get(row[0], (0, 0, None)), today) for row in found), ids)


def staged(books: Books, rows: Sequence[DocumentRow], today: datetime.date) -> tuple[DocumentRow, ...]:
    """The documents with the stages that they are in. One statement."""
    told = stages.of_ids(books, [row.id for row in rows], today)
    return tuple(replace(row, stages=told[row.id]) for row in rows)


_OWN = {
    INVOICES: ("i.side = 'D' AND i.kind IN ('invoice', 'debit_note', 'interest_note')", "d.kind <> 'credit_note'"),
    CREDIT_NOTES: ("i.side = 'C' AND i.kind = 'credit_note'", "d.kind = 'credit_note'"),
}
"""Side -> conditions on its items (index open_item_credit for the second) and on its documents (document_credit)."""

_ITEMS = "open_item i JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id"
_MINE = "{0}.tenant_id = %(tenant)s AND {0}.entity_id = %(entity)s"
_OTHER = (
    "NOT EXISTS (SELECT 1 FROM open_item j WHERE j.tenant_id = i.tenant_id AND j.document_id = i.document_id "
    "AND j.kind = i.kind AND {which})"
)
_FIRST_OPEN = _OTHER.format(which="j.closed_on = '9999-12-31' AND (j.due_on, j.id) < (i.due_on, i.id)")
_LAST_CLOSED = _OTHER.format(which="(j.closed_on, j.id) > (i.closed_on, i.id)")
_STANDING = "NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = i.tenant_id AND r.reverses = i.entry_id)"
_SPENT = (
    "NOT EXISTS (SELECT 1 FROM open_item i WHERE i.tenant_id = d.tenant_id AND i.document_id = d.id "
    "AND i.kind = d.kind AND i.closed_on = '9999-12-31') AND "
    "NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id)"
)
_OPEN = "i.closed_on = '9999-12-31'"
_CLOSED = "i.closed_on < '9999-12-31'"
_TAKEN_BACK = ("d.tenant_id = r.tenant_id", "d.entry_id = r.reverses")
"""On SQLite the cross join keeps reversals first, which are few."""

_STATE_TESTS = {
    states.OPEN: [_OPEN, _FIRST_OPEN],
    states.OVERDUE: [_OPEN, "i.due_on < %(today)s", _FIRST_OPEN],
    states.PART_PAID: [_OPEN, "i.allocated > 0", _FIRST_OPEN],
    states.TO_BE_USED: [_OPEN],
    states.PAID: [_CLOSED, _LAST_CLOSED, _STANDING],
}
"""State -> conditions on the one item that stands for its document. Literal days: partial indexes need them."""


def _source(books: Books, wanted: Wanted, today: datetime.date) -> Source | None:
    """The tables and conditions of a filter, or None when nothing can match."""
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    of_items, of_documents = _OWN[wanted.side]
    if wanted.state in ("", states.USED):
        by_number = wanted.order.endswith("number")
        column, kind = ("d.number", str) if by_number else ("d.issued_on", datetime.date)
        tests = [_MINE.format("d"), of_documents, *([_SPENT] if wanted.state else [])]
        made = Source("document d", tests, params, column, "d.id", kind, "d.id")
    elif wanted.state == states.REVERSED:
        tests = [_MINE.format("r"), "r.reverses > 0", *_TAKEN_BACK, of_documents]
        made = Source("entry r CROSS JOIN document d", tests, params, "r.reverses", "d.id", int, "d.id")
    else:
        column = "i.closed_on" if wanted.state == states.PAID else "i.due_on"
        tests = [_MINE.format("i"), of_items, *_STATE_TESTS[wanted.state]]
        made = Source(_ITEMS, tests, params, column, "i.id", datetime.date, "d.id")
    if stages.check(wanted.stage):
        made.params.update(stages.params(books, today))
        made.tests.append(stages.test(wanted.stage))
    return made if _narrow(books, wanted, made) else None


def _order(wanted: Wanted) -> str:
    """The order to use; raises `Invalid` for a side, state or order that there is not."""
    if wanted.side not in SIDES:
        raise Invalid(f"Ask for {' or '.join(SIDES)}.", field="side")
    page.check_state(wanted.state, STATES[wanted.side])
    return page.check_order(wanted.order, ORDERS[wanted.state])


def _narrow(books: Books, wanted: Wanted, source: Source) -> bool:
    """Add what the filter restricts; False when nothing can match."""
    by_item = source.tables == _ITEMS
    whose = "i.customer_id" if by_item else "d.customer_id"
    page.exactly(source, "d.external_id", wanted.external_id)
    page.exactly(source, "d.currency", wanted.currency)
    page.between(source, "d.issued_on", wanted.since, wanted.until)
    if not page.of_customer(books, source, whose, wanted.customer_number):
        return False
    search = finding.cleaned(wanted.search)
    if not search:
        return True
    found, customers = finding.documents(books, search), finding.customers(books, search)
    return page.matching(source, "i.document_id" if by_item else "d.id", found, whose, customers)


def _left(books: Books, ids: Sequence[int]) -> dict[int, tuple[int, int, Any]]:
    """What is open of each document, in its currency and in base, and the due day of its oldest open part."""
    found = sql.rows(
        "SELECT i.document_id, SUM(i.amount - i.allocated), SUM(i.base_amount - i.allocated_base), "
        "MIN(CASE WHEN i.allocated < i.amount THEN i.due_on END) FROM open_item i "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        f"WHERE i.tenant_id = %s AND i.document_id IN ({sql.marks(len(ids))}) AND i.kind = d.kind "
        "GROUP BY i.document_id",
        [books.tenant_id, *ids],
    )
    return {row[0]: (int(row[1]), int(row[2]), row[3]) for row in found}


def _row(row: Sequence[Any], left: tuple[int, int, Any], today: datetime.date) -> DocumentRow:
    open_now, open_base, oldest = left
    total, kind, reversed_ = int(row[8]), row[2], row[10] is not None
    due_on = sql.day(oldest if oldest is not None else row[6])
    if kind == "credit_note":
        state = states.of_credit(open_now, reversed_)
    else:
        state = states.of_debt(total, open_now, due_on, today, reversed_)
    return DocumentRow(
        id=row[0],
        number=row[1],
        kind=kind,
        customer_number=row[3],
        customer_name=row[4],
        issued_on=sql.day(row[5]),
        due_on=due_on,
        currency=row[7],
        total=total,
        open=open_now,
        open_base=open_base,
        purchase_order=row[9],
        state=state,
        days_late=(today - due_on).days if state == states.OVERDUE else 0,
    )
