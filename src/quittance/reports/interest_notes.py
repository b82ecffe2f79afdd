"""Interest notes that no longer hold: what they charged, and what is right since a debt was corrected behind them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import holding, interest
from quittance.reports.books import Books
from quittance.rules import interest as rules
from quittance.rules import money, waiver
from quittance.rules.interest import CLAIM, Accrued, Debt, Terms
from quittance.rules.interest_packs import Reference
from quittance.rules.ledger import WRITEOFF

MOST_CHARGES = 5_000
"""Charges of one customer that one question looks at, the latest first."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """What a note charged for a debt and what it would charge now, both with compensation, in minor units.

    `reversed` is True where the debt itself was taken back.
    """

    note: str
    document: str
    currency: str
    through: datetime.date
    charged: int
    right: int
    reversed: bool


@dataclass(frozen=True, slots=True)
class _Charge:
    note: str
    moment: int
    item_id: int
    through: datetime.date
    interest: int
    compensation: int
    document: str
    currency: str
    amount: int
    due_on: datetime.date
    gone: bool


_Met = Sequence[tuple[datetime.date, str, int, int]]
"""What has met a debt: day, kind of credit, amount, and the moment in microseconds at which it was recorded."""


def outdated(books: Books, customer_id: int) -> tuple[Outdated, ...]:
    """Charges of standing notes that a later record has made wrong, the earliest note first.

    A payment of an earlier day, a credit note, a payment that was taken back, the invoice itself reversed, or an
    insolvency that had been opened. What changes is the difference between the debt as it was known when the note was
    issued and as it is known now, both on the terms and rates of today: terms that were changed since make no note
    wrong. Six statements.
    """
    charges = _charges(books, customer_id)
    terms = interest.standing_of(books, customer_id).terms if charges else None
    if terms is None:
        return ()
    stopped = interest.stopped_on(books, customer_id)
    met, known = _met(books, sorted({one.item_id for one in charges})), interest.rates(books)
    asked = replace(terms, afterwards=CLAIM)
    before = _given_up(books, sorted({one.item_id for one in charges}))
    made = []
    for one in charges:
        days = before.setdefault(one.item_id, [])
        earlier = max((day for day in days if day < one.through), default=None)
        days.append(one.through)
        right = _right(one, earlier, met.get(one.item_id, ()), (asked, known, stopped))
        if right != one.interest + one.compensation:
            charged = one.interest + one.compensation
            made.append(Outdated(one.note, one.document, one.currency, one.through, charged, right, one.gone))
    return tuple(made)


_Asked = tuple[Terms, Sequence[Reference], datetime.date | None]
"""Terms, rates, and the last day for which interest is asked, None without end."""


def _right(one: _Charge, earlier: datetime.date | None, met: _Met, asked: _Asked) -> int:
    """What the charge would come to now."""
    if one.gone:
        return 0
    charged, end = one.interest + one.compensation, min(one.through, asked[2] or one.through)
    if end == one.through and not any(moment > one.moment for *_, moment in met):
        return charged
    then = _accrued(one, earlier, [row for row in met if row[3] <= one.moment], asked)
    now = _accrued(replace(one, through=end), earlier, met, asked)
    fixed = now.compensation - then.compensation if one.compensation else 0
    return max(0, charged + now.interest - then.interest + fixed)


def _accrued(one: _Charge, earlier: datetime.date | None, met: _Met, asked: _Asked) -> Accrued:
    """What the debt had earned between the day settled before and the note, by what is known to have met it.

    A write-off counts on its day: a debt that is given up later makes no note wrong.
    """
    sums: dict[tuple[datetime.date, str], int] = defaultdict(int)
    for on, kind, amount, _ in met:
        sums[on, rules.MONEY[0] if kind == WRITEOFF else kind] += amount
    balances = rules.balances(one.amount, one.due_on, [(*key, amount) for key, amount in sorted(sums.items())])
    debt = Debt(one.currency, balances[0].open, one.due_on, balances, earlier)
    terms, rates, _ = asked
    return rules.accrued(debt, terms, rates, one.through)


def _given_up(books: Books, ids: Sequence[int]) -> dict[int, list[datetime.date]]:
    """Item -> the last days of what was given up of its interest. Index interest_waiver_item."""
    made: dict[int, list[datetime.date]] = defaultdict(list)
    for start in range(0, len(ids), interest.CHUNK):
        some = ids[start : start + interest.CHUNK]
        for id, on in sql.rows(
            "SELECT item_id, through_on FROM interest_waiver WHERE tenant_id = %s "
            f"AND item_id IN ({sql.marks(len(some))}) AND state = '{waiver.GIVEN}'",
            [books.tenant_id, *some],
        ):
            made[id].append(sql.day(on))
    return made


def _charges(books: Books, customer_id: int) -> list[_Charge]:
    """Charges of the customer's notes that stand, the earliest first.

    Indexes document_customer, interest_charge_once.
    """
    found = sql.rows(
        "SELECT d.number, d.recorded_at, c.item_id, c.through_on, c.interest, c.compensation, x.number, i.currency, "
        "i.amount, i.due_on, "
        "EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = i.tenant_id AND r.reverses = i.entry_id) "
        "FROM document d JOIN interest_charge c ON c.tenant_id = d.tenant_id AND c.document_id = d.id "
        "JOIN open_item i ON i.tenant_id = c.tenant_id AND i.id = c.item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.customer_id = %s AND d.kind = 'interest_note' "
        "AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id) "
        "ORDER BY d.recorded_at DESC, c.item_id LIMIT %s",
        [books.tenant_id, books.entity_id, customer_id, MOST_CHARGES],
    )
    made = []
    for row in reversed(found):
        named = dict(zip(_Charge.__slots__, row, strict=True))
        days = {name: sql.day(named[name]) for name in ("through", "due_on")}
        amounts = {name: int(named[name]) for name in ("interest", "compensation", "amount")}
        made.append(_Charge(**named | days | amounts | {"gone": bool(named["gone"])}))
    return made


def _met(books: Books, ids: Sequence[int]) -> dict[int, list[tuple[datetime.date, str, int, int]]]:
    """Item -> what has met it, row by row. Index allocation_debit."""
    made: dict[int, list[tuple[datetime.date, str, int, int]]] = defaultdict(list)
    for start in range(0, len(ids), interest.CHUNK):
        some = ids[start : start + interest.CHUNK]
        for id, on, kind, amount, moment in sql.rows(
            f"SELECT a.debit_item_id, {holding.CAME_ON}, c.kind, a.amount, a.recorded_at FROM allocation a "
            "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
            f"WHERE a.tenant_id = %s AND a.debit_item_id IN ({sql.marks(len(some))})",
            [books.tenant_id, *some],
        ):
            made[id].append((sql.day(on), kind, int(amount), int(moment)))
    return made


def told(one: Outdated) -> dict[str, Any]:
    """A charge as plain values, amounts as decimal text."""
    return {
        "note": one.note,
        "document": one.document,
        "currency": one.currency,
        "through": one.through.isoformat(),
        "charged": money.write(one.charged, one.currency),
        "right": money.write(one.right, one.currency),
        "reversed": one.reversed,
    }
