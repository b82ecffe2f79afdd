"""Sums of what is open now, kept with every posting: of each customer, and of each due day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quittance.books import bulk, sql
from quittance.books.keys import new_ids
from quittance.books.ledger import NEVER
from quittance.rules.ledger import DEBIT, Item

LANES = 8
"""Customers share the sums of a due day with an eighth of the others, so that writers seldom wait for each other."""

COLUMNS = "tenant_id id entity_id whose due_on currency debit credit debit_base credit_base".split()
_NEVER = NEVER.isoformat()
BASE = ""
"""Currency of a customer's sums: only their base amounts count."""

Key = tuple[int, str, str]
"""Whose (a customer's id, or a lane), due day in ISO text, currency; ordered, so that locks are taken in one order."""

Change = tuple[Item, int, int]
"""An item with what became open of it: minor units and base minor units, below zero where it was paid."""


def add(tenant_id: int, entity_id: int, changes: Iterable[Change]) -> None:
    """Add to the sums what became open and what no longer is; one statement for a handful of items."""
    made = changed(changes)
    rows = [
        [tenant_id, id, entity_id, *key, *sums]
        for id, (key, sums) in zip(new_ids(max(1, len(made))), sorted(made.items()), strict=False)
    ]
    if len(rows) > _HANDFUL and not sql.on_postgresql():
        bulk.repeat(_ADD.format(_MARKS), rows)
        return
    for start in range(0, len(rows), _MOST):
        part = rows[start : start + _MOST]
        sql.execute(_ADD.format(", ".join([_MARKS] * len(part))), [value for row in part for value in row])


def changed(changes: Iterable[Change]) -> dict[Key, list[int]]:
    """What to add where: debit, credit, debit_base, credit_base; sums that stay as they are are left out."""
    sums: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for item, amount, base in changes:
        at, due = (0, item.due_on.isoformat()) if item.side == DEBIT else (1, _NEVER)
        day = sums[item.customer_id % LANES, due, item.currency]
        day[at] += amount
        day[at + 2] += base
        sums[item.customer_id, _NEVER, BASE][at + 2] += base
    return {key: each for key, each in sums.items() if any(each)}


_ADD = (
    f"INSERT INTO open_sum ({', '.join(COLUMNS)}) VALUES {{}} "
    "ON CONFLICT (tenant_id, entity_id, whose, due_on, currency) DO UPDATE SET "
    "debit = open_sum.debit + EXCLUDED.debit, credit = open_sum.credit + EXCLUDED.credit, "
    "debit_base = open_sum.debit_base + EXCLUDED.debit_base, "
    "credit_base = open_sum.credit_base + EXCLUDED.credit_base"
)
_MARKS = f"({', '.join(['%s'] * len(COLUMNS))})"
_HANDFUL = 20
"""Up to so many rows go by one statement on SQLite, too."""

_MOST = 1_500
"""Rows of one statement; each takes ten parameters."""
