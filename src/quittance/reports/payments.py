"""Payments: a page of the list with what each has left, and one payment with what it paid."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import allocations, finding, page
from quittance.reports.allocations import Met
from quittance.reports.books import Books
from quittance.reports.page import Page, Source
from quittance.rules import states
from quittance.rules.refusals import NotFound

MOST_ROWS = 1_000
MOST_TOTALLED = 20_000
"""Payments that one filter adds up."""

STATES = (states.TO_BE_USED, states.USED, states.REVERSED)
ORDERS = {
    "": ("-received", "received"),
    states.TO_BE_USED: ("received", "-received"),
    states.USED: ("-closed", "closed"),
    states.REVERSED: ("-reversed", "reversed"),
}
"""State -> the orders that an index gives for it, the usual one first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which payments, and where the last page ended; empty fields do not restrict.

    `search` is the beginning of a reference, part of a customer's name or number, or an amount.
    """

    state: str = ""
    search: str = ""
    customer_number: str = ""
    currency: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    order: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment: `unapplied` is what is left of `amount`, wherever it was moved, in minor units.

    The customer is the one it was recorded on.
    """

    id: int
    reference: str
    customer_number: str
    customer_name: str
    received_on: datetime.date
    method: str
    currency: str
    amount: int
    unapplied: int
    unapplied_base: int
    payer_name: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class PaymentTotals:
    """How many payments a filter holds; their amounts and what is left of them in base minor units."""

    count: int
    amount_base: int
    unapplied_base: int


@dataclass(frozen=True, slots=True)
class Holding:
    """A customer with whom a part of the payment stands, and how much of it is unapplied there."""

    item_id: int
    kind: str
    customer_number: str
    customer_name: str
    amount: int
    unapplied: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """One payment; `met` is what it was spent on, in force, without its own moves."""

    row: PaymentRow
    base_amount: int
    entry_id: int
    recorded_at: int
    holdings: tuple[Holding, ...]
    met: tuple[Met, ...]
    reversal_entry_id: int | None
    reversed_on: datetime.date | None


def find(books: Books, wanted: Wanted) -> Page[PaymentRow]:
    """A page of payments; raises `Invalid` for an unknown state, order or cursor. At most six statements."""
    order = _order(wanted)
    source = _source(books, wanted)
    if source is None:
        return Page()
    found = page.keys(source, order, wanted.after, max(1, min(wanted.limit, MOST_ROWS)))
    return Page(of_ids(books, found.ids), found.after, found.before)


def totals(books: Books, wanted: Wanted) -> PaymentTotals | None:
    """The totals of a filter, whatever its page; None when it holds more than `MOST_TOTALLED` payments."""
    _order(wanted)
    source = _source(books, wanted)
    if source is None:
        return PaymentTotals(0, 0, 0)
    left = (
        "SELECT SUM(o.base_amount - o.allocated_base) FROM open_item o WHERE o.tenant_id = x.tenant_id "
        "AND o.payment_id = x.id AND o.side = 'C' AND o.kind IN ('payment', 'transfer')"
    )
    found = sql.row(
        f"SELECT COUNT(*), SUM(x.base_amount), SUM(COALESCE(({left}), 0)) FROM ("
        f"SELECT y.tenant_id, y.id, y.base_amount FROM {source.tables} "
        f"WHERE {' AND '.join(source.tests)} LIMIT %(most)s + 1) AS x",
        {**source.params, "most": MOST_TOTALLED},
    )
    assert found is not None
    if found[0] > MOST_TOTALLED:
        return None
    return PaymentTotals(int(found[0]), int(found[1] or 0), int(found[2] or 0))


def of_ids(books: Books, ids: Sequence[int]) -> tuple[PaymentRow, ...]:
    """Payments by id, in the order of `ids`. Two statements; index open_item_payment."""
    if not ids:
        return ()
    found = sql.rows(
        "SELECT y.id, y.reference, c.number, c.name, y.received_on, y.method, y.currency, y.amount, y.payer_name, "
        "y.text, r.id FROM payment y JOIN customer c ON c.tenant_id = y.tenant_id AND c.id = y.customer_id "
        "LEFT JOIN entry r ON r.tenant_id = y.tenant_id AND r.reverses = y.entry_id "
        f"WHERE y.tenant_id = %s AND y.entity_id = %s AND y.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, books.entity_id, *ids],
    )
    left = {
        row[0]: (int(row[1]), int(row[2]))
        for row in sql.rows(
            "SELECT i.payment_id, SUM(i.amount - i.allocated), SUM(i.base_amount - i.allocated_base) "
            f"FROM open_item i WHERE i.tenant_id = %s AND i.payment_id IN ({sql.marks(len(ids))}) "
            "AND i.side = 'C' AND i.kind IN ('payment', 'transfer') GROUP BY i.payment_id",
            [books.tenant_id, *ids],
        )
    }
    return page.in_order((_row(row, *left.get(row[0], (0, 0))) for row in found), ids)


def card(books: Books, reference: str) -> PaymentCard:
    """The payment of that reference; raises `NotFound`. A fixed number of statements."""
    found = sql.row(
        "SELECT y.id, y.base_amount, y.entry_id, y.recorded_at, r.id, r.effective_on FROM payment y "
        "LEFT JOIN entry r ON r.tenant_id = y.tenant_id AND r.reverses = y.entry_id "
        "WHERE y.tenant_id = %s AND y.entity_id = %s AND y.reference = %s",
        [books.tenant_id, books.entity_id, reference],
    )
    if found is None:
        raise NotFound(f"There is no payment {reference[:60]!r}.", field="reference")
    holdings = _holdings(books, found[0])
    met = allocations.of_credits(books, [one.item_id for one in holdings])
    return PaymentCard(
        row=of_ids(books, [found[0]])[0],
        base_amount=int(found[1]),
        entry_id=found[2],
        recorded_at=found[3],
        holdings=holdings,
        met=met,
        reversal_entry_id=found[4],
        reversed_on=sql.day_or_none(found[5]),
    )


_HELD = "i.side = 'C' AND i.kind IN ('payment', 'transfer')"
_OTHER = (
    "NOT EXISTS (SELECT 1 FROM open_item j WHERE j.tenant_id = i.tenant_id AND j.payment_id = i.payment_id "
    "AND j.side = 'C' AND j.kind IN ('payment', 'transfer') AND {which})"
)
_FIRST_OPEN = "j.closed_on = '9999-12-31' AND (j.due_on, j.id) < (i.due_on, i.id)"
_LAST_CLOSED = "(j.closed_on, j.id) > (i.closed_on, i.id)"
_STANDING = "NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = y.tenant_id AND r.reverses = y.entry_id)"
_ITEMS = "open_item i JOIN payment y ON y.tenant_id = i.tenant_id AND y.id = i.payment_id"
_MINE = "{0}.tenant_id = %(tenant)s AND {0}.entity_id = %(entity)s"


def _source(books: Books, wanted: Wanted) -> Source | None:
    """The tables and conditions of a filter, or None when nothing can match.

    Indexes payment_received, open_item_credit (its condition is the literal side) and entry_reversed_once
    (on SQLite the cross join keeps reversals first, which are few).
    """
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id}
    if wanted.state == "":
        made = Source("payment y", [_MINE.format("y")], params, "y.received_on", "y.id", datetime.date, "y.id")
    elif wanted.state == states.REVERSED:
        tests = [_MINE.format("r"), "r.reverses > 0", "y.tenant_id = r.tenant_id", "y.entry_id = r.reverses"]
        made = Source("entry r CROSS JOIN payment y", tests, params, "r.reverses", "y.id", int, "y.id")
    elif wanted.state == states.TO_BE_USED:
        tests = [_MINE.format("i"), _HELD, "i.closed_on = '9999-12-31'"]
        made = Source(_ITEMS, tests, params, "i.due_on", "i.id", datetime.date, "y.id")
    else:
        tests = [_MINE.format("i"), _HELD, "i.closed_on < '9999-12-31'", _STANDING]
        made = Source(_ITEMS, tests, params, "i.closed_on", "i.id", datetime.date, "y.id")
    if not _narrow(books, wanted, made):
        return None
    if made.tables == _ITEMS:
        _once(made, _FIRST_OPEN if wanted.state == states.TO_BE_USED else _LAST_CLOSED)
    return made


def _once(source: Source, which: str) -> None:
    """Let one item stand for a payment whose money was moved: none other of those asked for comes before it."""
    asked = [test.replace("i.", "j.") for test in source.tests if "i.customer_id" in test]
    source.tests.append(_OTHER.format(which=" AND ".join([which, *asked])))


def _order(wanted: Wanted) -> str:
    page.check_state(wanted.state, STATES)
    return page.check_order(wanted.order, ORDERS[wanted.state])


def _narrow(books: Books, wanted: Wanted, source: Source) -> bool:
    """Add what the filter restricts; False when nothing can match."""
    held = source.tables == _ITEMS
    whose = "i.customer_id" if held else "y.customer_id"
    page.between(source, "y.received_on", wanted.since, wanted.until)
    page.exactly(source, "y.currency", wanted.currency)
    if not page.of_customer(books, source, whose, wanted.customer_number):
        return False
    search = finding.cleaned(wanted.search)
    if not search:
        return True
    found, customers = finding.payments(books, search), finding.customers(books, search)
    return page.matching(source, "i.payment_id" if held else "y.id", found, whose, customers)


def _holdings(books: Books, payment_id: int) -> tuple[Holding, ...]:
    """Where the money of a payment stands: with whom it was recorded, and to whom it was moved."""
    found = sql.rows(
        "SELECT i.id, i.kind, c.number, c.name, i.amount, i.amount - i.allocated, i.entry_id FROM open_item i "
        "JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
        f"WHERE i.tenant_id = %s AND i.payment_id = %s AND {_HELD} ORDER BY i.id",
        [books.tenant_id, payment_id],
    )
    return tuple(Holding(row[0], row[1], row[2], row[3], int(row[4]), int(row[5]), row[6]) for row in found)


def _row(row: Sequence[Any], left: int, left_base: int) -> PaymentRow:
    return PaymentRow(
        id=row[0],
        reference=row[1],
        customer_number=row[2],
        customer_name=row[3],
        received_on=sql.day(row[4]),
        method=row[5],
        currency=row[6],
        amount=int(row[7]),
        unapplied=left,
        unapplied_base=left_base,
        payer_name=row[8],
        text=row[9],
        state=states.of_credit(left, row[10] is not None),
    )
