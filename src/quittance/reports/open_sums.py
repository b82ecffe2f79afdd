"""Totals and order of what is open now, from the sums that every posting keeps: quick however many items are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.books.sums import LANES

ORDERS = {
    "balance": "s.debit_base - s.credit_base",
    "-balance": "s.debit_base - s.credit_base DESC",
    "name": "c.name",
    "-name": "c.name DESC",
    "unapplied": "-s.credit_base",
    "-unapplied": "-s.credit_base DESC",
}
"""The orders of customers that the sums know; of the same rank, the lower id comes first."""


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
    """Customers by one of `ORDERS`; `params` also name limit and offset. Two statements."""
    named = "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = s.whose" if "name" in order else ""
    found = sql.rows(
        f"SELECT s.whose FROM {_tables()} {named} WHERE {_CUSTOMERS} ORDER BY {ORDERS[order]}, s.whose "
        "LIMIT %(limit)s OFFSET %(offset)s",
        params,
    )
    counted = sql.row(f"SELECT COUNT(*) FROM {_tables()} WHERE {_CUSTOMERS}", params)
    assert counted is not None
    return Ranked(tuple(row[0] for row in found), int(counted[0]))


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


def _tables() -> str:
    return f"open_sum s {sql.by_index('open_sum_now')}"
