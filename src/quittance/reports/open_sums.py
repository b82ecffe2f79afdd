"""Totals and order of what is open now, from the sums that every posting keeps: quick however many items are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.books.sums import LANES
from quittance.reports.books import Books

ORDERS = {
    "balance": "s.debit_base - s.credit_base",
    "-balance": "s.debit_base - s.credit_base DESC",
    "name": "c.name",
    "-name": "c.name DESC",
    "unapplied": "-s.credit_base",
    "-unapplied": "-s.credit_base DESC",
    "-overdue": "",
}
"""The orders of customers that the sums know; of the same rank, the lower id comes first.

What is overdue is not kept. Nobody is overdue with more than they owe, so the sums tell who need not be looked at.
"""

FEWEST_LOOKED_AT = 200
"""Of the customers who owe most, so many at least say how much it takes to be on a page of the most overdue."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Customers of one page in order, and how many there are in all that owe or have credit."""

    ids: tuple[int, ...]
    count: int


def by_due(params: dict[str, Any], edges: Sequence[str], currency: str) -> tuple[list[int], int]:
    """Debt per bucket and credit, in base minor units or those of one currency. Index open_sum_now.

    `edges` are names of parameters: days that fall, each the first due day of a bucket.
    """
    base = "" if currency else "_base"
    tests = " ".join(f"WHEN s.due_on >= %({edge})s THEN {n}" for n, edge in enumerate(edges))
    only = "AND s.currency = %(currency)s" if currency else ""
    found = sql.rows(
        f"SELECT CASE {tests} ELSE {len(edges)} END, SUM(s.debit{base}), SUM(s.credit{base}) "
        f"FROM {_tables()} WHERE {_MINE} AND s.whose < {LANES} {only} GROUP BY 1",
        params,
    )
    debts = [0] * (len(edges) + 1)
    for bucket, debt, _ in found:
        debts[bucket] = int(debt)
    return debts, sum(int(row[2]) for row in found)


def ranked(params: dict[str, Any], order: str) -> Ranked:
    """Customers by one of `ORDERS`; `params` also name limit and offset, and edge0. Two statements, or three."""
    counted = sql.row(f"SELECT COUNT(*) FROM {_tables()} WHERE {_CUSTOMERS}", params)
    assert counted is not None
    if order == "-overdue":
        return Ranked(_most_overdue(params), int(counted[0]))
    named = "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = s.whose" if "name" in order else ""
    found = sql.rows(
        f"SELECT s.whose FROM {_tables()} {named} WHERE {_CUSTOMERS} ORDER BY {ORDERS[order]}, s.whose "
        "LIMIT %(limit)s OFFSET %(offset)s",
        params,
    )
    return Ranked(tuple(row[0] for row in found), int(counted[0]))


def owing(books: Books, most: int) -> int:
    """How many customers owe more than is credited to them; more than `most` are not counted."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "most": most + 1}
    found = sql.row(f"SELECT COUNT(*) FROM ({OWING} AND s.debit_base > s.credit_base LIMIT %(most)s) AS x", given)
    assert found is not None
    return int(found[0])


def nth_owed(books: Books, n: int) -> int:
    """What the nth customer owes, credit aside, the largest first, in base minor units; 0 where fewer owe anything."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "nth": n - 1}
    found = sql.row(
        f"SELECT s.debit_base - s.credit_base FROM {_tables()} WHERE {_CUSTOMERS} AND s.debit_base > s.credit_base "
        "ORDER BY 1 DESC LIMIT 1 OFFSET %(nth)s",
        given,
    )
    return int(found[0]) if found else 0


def _most_overdue(params: dict[str, Any]) -> tuple[int, ...]:
    """A page of customers by what was due before edge0, the largest first. Index open_item_now."""
    wanted = params["offset"] + params["limit"]
    least = params | {"looked_at": max(FEWEST_LOOKED_AT, 2 * wanted), "nth": wanted - 1}
    found = sql.row(
        f"SELECT x.overdue FROM (SELECT {_OVERDUE} AS overdue FROM (SELECT s.whose FROM {_tables()} WHERE {_CUSTOMERS} "
        "ORDER BY s.debit_base DESC LIMIT %(looked_at)s) AS y) AS x ORDER BY x.overdue DESC LIMIT 1 OFFSET %(nth)s",
        least,
    )
    rows = sql.rows(
        f"SELECT y.whose FROM (SELECT s.whose FROM {_tables()} WHERE {_CUSTOMERS} AND s.debit_base >= %(least)s) AS y "
        f"ORDER BY {_OVERDUE} DESC, y.whose LIMIT %(limit)s OFFSET %(offset)s",
        params | {"least": int(found[0]) if found else 0},
    )
    return tuple(row[0] for row in rows)


def joined(customer_id: str) -> str:
    """Words of a FROM that add a customer's sums `s`, in base minor units, or NULLs. Index open_sum_whose."""
    return (
        "LEFT JOIN open_sum s ON s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s "
        f"AND s.whose = {customer_id} AND s.due_on = '{NEVER.isoformat()}' AND s.currency = ''"
    )


# The condition of the index open_sum_now, in its words: years of days that are paid are not walked through.
_MINE = (
    "s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s "
    "AND NOT (s.credit = 0 AND s.credit_base = 0 AND s.debit = 0 AND s.debit_base = 0)"
)
_CUSTOMERS = f"{_MINE} AND s.whose >= {LANES} AND s.due_on = '{NEVER.isoformat()}'"
OWING = f"SELECT s.whose FROM open_sum s WHERE {_CUSTOMERS}"
"""Ids of customers with anything open, to be gone on with by more conditions on `s`. Index open_sum_now."""

_OVERDUE = (
    "COALESCE((SELECT SUM(i.base_amount - i.allocated_base) FROM open_item i WHERE i.tenant_id = %(tenant)s "
    "AND i.entity_id = %(entity)s AND i.customer_id = y.whose AND i.due_on < %(edge0)s AND i.side = 'D' "
    f"AND i.closed_on = '{NEVER.isoformat()}'), 0)"
)


def _tables() -> str:
    return f"open_sum s {sql.by_index('open_sum_now')}"
