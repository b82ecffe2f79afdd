"""What is held back from reminders, to be read: of which document and customer, how much, by which rule and what."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import holding
from quittance.reports.books import Books
from quittance.rules import money

MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A part of an open item that a rule holds back, in minor units of its currency.

    `source` is the number of the promise, plan or dispute, the reason of a hold, and "" for a deduction.
    """

    item_id: int
    document: str
    instalment: int
    customer_number: str
    customer_name: str
    currency: str
    rule: str
    source_id: int
    source: str
    amount: int


def rows(books: Books, today: datetime.date, customer_number: str = "") -> tuple[HeldRow, ...]:
    """What is held back on a day, by customer, due day and rule; of one customer, or of all. One statement."""
    only = "WHERE c.number = %(number)s " if customer_number else ""
    found = sql.rows(
        f"WITH {holding.CLAIMS} SELECT i.id, COALESCE(d.number, ''), i.instalment, c.number, c.name, i.currency, "
        "h.rule, h.source_id, COALESCE(p.number, l.number, s.number, k.reason, ''), h.amount FROM held h "
        "JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = h.item_id "
        "JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
        "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "LEFT JOIN promise p ON h.rule = 'promise' AND p.tenant_id = i.tenant_id AND p.id = h.source_id "
        "LEFT JOIN payment_plan l ON h.rule = 'plan' AND l.tenant_id = i.tenant_id AND l.id = h.source_id "
        "LEFT JOIN dispute s ON h.rule = 'dispute' AND s.tenant_id = i.tenant_id AND s.id = h.source_id "
        "LEFT JOIN hold k ON h.rule = 'hold' AND k.tenant_id = i.tenant_id AND k.id = h.source_id "
        f"{only}ORDER BY c.number, i.due_on, i.id, h.rank, h.source_id LIMIT %(most)s",
        holding.params(books, today) | {"number": customer_number, "most": MOST_ROWS},
    )
    return tuple(HeldRow(**dict(zip(HeldRow.__slots__, row, strict=True)) | {"amount": int(row[-1])}) for row in found)


def told(one: HeldRow) -> dict[str, Any]:
    """A row as plain values, its amount as decimal text."""
    made = {name: getattr(one, name) for name in HeldRow.__slots__}
    return made | {"amount": money.write(one.amount, one.currency)}
