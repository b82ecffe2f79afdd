"""Disputes and deductions on one board, their root causes, and holds."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import deduction, money
from quittance.rules import disputes as rules
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 1_000
MOST_CAUSED = 100_000
CAUSES = ("reason", "customer", "product", "rep", "site")
"""The rep is who looks after the customer, the site the city of its address."""

NAMELESS = {"rep": "Nobody", "site": "No city"}

"""What root causes are counted by."""


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute in minor units; `open` is what is open on its item now, `base` the dispute in base minor units.

    `proposed_way` "" is no proposal, otherwise somebody would end it so, by that amount and for that reason.
    """

    id: int
    number: str
    customer_number: str
    customer_name: str
    document: str
    line_n: int
    product: str
    currency: str
    amount: int
    base: int
    open: int
    reason: str
    owner: str
    said_by: str
    evidence: str
    told: str
    state: str
    opened_on: datetime.date
    answer_by: datetime.date
    resolved_on: datetime.date | None
    resolution: str
    way: str
    credit_number: str
    rebill_number: str
    proposed_way: str
    proposed_amount: int
    proposal: str
    proposer: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Disputes and deductions of one reason, customer or product: how many, how much, what was credited or given up.

    Amounts in base minor units; `days` is the mean time to resolve, None while none is.
    """

    name: str
    count: int
    amount: int
    lost: int
    days: int | None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold in force; `document` "" is the whole customer."""

    id: int
    customer_number: str
    customer_name: str
    document: str
    reason: str
    until_on: datetime.date | None
    placed_on: datetime.date
    actor_name: str


def rows(books: Books, state: str = "", customer_number: str = "") -> tuple[DisputeRow, ...]:
    """Disputes in a state ("open" for all that are not resolved, "" for all), the oldest clock first.

    Raises `Invalid`. Index: dispute_state.
    """
    if state not in ("", "open", *rules.STATES):
        raise Invalid(f"The state is open or one of {', '.join(rules.STATES)}.", field="state")
    states = {"": tuple(rules.STATES), "open": tuple(rules.STATES)[:-1]}.get(state, (state,))
    only = f"AND d.state IN ({', '.join(f'{chr(39)}{one}{chr(39)}' for one in states)}) "
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"customer": customer_number})


def of_number(books: Books, number: str) -> DisputeRow:
    """One dispute; raises `NotFound`."""
    found = _rows(books, "AND d.number = %(number)s ", {"number": number})
    if not found:
        raise NotFound(f"There is no dispute {number[:60]!r}.", field="number")
    return found[0]


def of_document(books: Books, document_id: int) -> tuple[DisputeRow, ...]:
    """Disputes of a document, the oldest clock first. Index: dispute_item."""
    return _rows(books, "AND i.document_id = %(document)s ", {"document": document_id})


def of_ids(books: Books, ids: Sequence[int]) -> tuple[DisputeRow, ...]:
    """Disputes by id, the oldest clock first."""
    return _rows(books, f"AND d.id IN ({', '.join(str(int(id)) for id in ids)}) ", {}) if ids else ()


def causes(books: Books, by: str, since: datetime.date, until: datetime.date) -> tuple[Cause, ...]:
    """What disputes and deductions that were opened between two days are about, the most money first.

    Raises `Invalid` for another way to count. Indexes dispute_state, deduction_state.
    """
    if by not in CAUSES:
        raise Invalid(f"Count by one of {', '.join(CAUSES)}.", field="by")
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "since": since, "until": until, "most": MOST_CAUSED}
    found = sql.rows(_CAUSED.format(table="dispute", product="d.product"), given)
    found += sql.rows(_CAUSED.format(table="deduction", product="''"), given)
    sums: dict[str, list[int]] = {}
    for *named, amount, item_amount, item_base, way, opened, resolved in found:
        name, base = named[CAUSES.index(by)], money.ratio(amount, item_base, item_amount)
        days = (sql.day(resolved) - sql.day(opened)).days if resolved else 0
        lost = base if way in (deduction.CREDIT, deduction.WRITE_OFF, rules.REBILL) else 0
        held = sums.setdefault(rules.words(name) if by == "reason" else name or NAMELESS.get(by, ""), [0] * 5)
        for n, more in enumerate((1, base, lost, days, int(bool(resolved)))):
            held[n] += more
    made = [
        Cause(name, count, amount, lost, days // ended if ended else None)
        for name, (count, amount, lost, days, ended) in sums.items()
        if name
    ]
    return tuple(sorted(made, key=lambda one: (-one.amount, one.name)))


def holds(books: Books, today: datetime.date, customer_number: str = "") -> tuple[HoldRow, ...]:
    """Holds in force on a day, the newest first. Index: hold_now."""
    only = "AND c.number = %(customer)s " if customer_number else ""
    found = sql.rows(
        "SELECT h.id, c.number, c.name, COALESCE(x.number, ''), h.reason, h.until_on, h.placed_on, h.actor_name "
        "FROM hold h JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id "
        "LEFT JOIN open_item i ON i.tenant_id = h.tenant_id AND i.id = h.item_id "
        "LEFT JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "WHERE h.tenant_id = %(tenant)s AND h.entity_id = %(entity)s AND h.lifted_on IS NULL "
        f"AND (h.until_on IS NULL OR h.until_on >= %(today)s) {only}ORDER BY h.id DESC LIMIT %(most)s",
        {
            "tenant": books.tenant_id,
            "entity": books.entity_id,
            "today": today,
            "customer": customer_number,
            "most": MOST_ROWS,
        },
    )
    return tuple(
        HoldRow(id, number, name, document, reason, sql.day_or_none(until), sql.day(placed), actor)
        for id, number, name, document, reason, until, placed, actor in found
    )


_FROM = (
    "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
    "JOIN open_item i ON i.tenant_id = d.tenant_id AND i.id = d.item_id "
)
_CAUSED = (
    "SELECT d.reason, c.name, {product}, COALESCE(m.name, ''), c.city, d.amount, i.amount, i.base_amount, d.way, "
    "d.opened_on, d.resolved_on "
    f"FROM {{table}} d {_FROM}LEFT JOIN follow_up f ON f.tenant_id = d.tenant_id AND f.entity_id = d.entity_id "
    "AND f.customer_id = d.customer_id LEFT JOIN member m ON m.tenant_id = f.tenant_id AND m.id = f.owner_id "
    "WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.opened_on >= %(since)s "
    "AND d.opened_on <= %(until)s LIMIT %(most)s"
)


def _rows(books: Books, only: str, given: dict[str, object]) -> tuple[DisputeRow, ...]:
    found = sql.rows(
        "SELECT d.id, d.number, c.number, c.name, COALESCE(x.number, ''), d.line_n, d.product, d.currency, d.amount, "
        "i.base_amount, i.amount, i.amount - i.allocated, d.reason, d.owner, d.said_by, d.evidence, d.told, d.state, "
        "d.opened_on, d.answer_by, d.resolved_on, d.resolution, d.way, d.credit_number, d.rebill_number, "
        "d.proposed_way, d.proposed_amount, d.proposal, d.proposer "
        f"FROM dispute d {_FROM} LEFT JOIN document x ON x.tenant_id = d.tenant_id AND x.id = i.document_id "
        f"WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s {only}"
        "ORDER BY d.answer_by, d.id LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS},
    )
    made = []
    for row in found:
        named = dict(zip(_COLUMNS, row, strict=True))
        base = money.ratio(named["amount"], named.pop("item_base"), named.pop("item_amount"))
        days = {name: sql.day_or_none(named[name]) for name in ("opened_on", "answer_by", "resolved_on")}
        made.append(DisputeRow(**named | days, base=base))
    return tuple(made)


_COLUMNS = (
    "id number customer_number customer_name document line_n product currency amount item_base item_amount open reason "
    "owner said_by evidence told state opened_on answer_by resolved_on resolution way credit_number "
    "rebill_number proposed_way proposed_amount proposal proposer"
).split()
