"""Gap-free number series: a number is taken by an UPDATE that holds the row until commit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.keys import new_id

PREFIXES = {
    "invoice": "INV",
    "credit_note": "CN",
    "debit_note": "DN",
    "interest_note": "INT",
    "payment": "PAY",
    "estimate": "EST",
    "reminder": "RM",
}
CLAIMS = {"promise": "PRM", "payment_plan": "PLN", "dispute": "DSP", "dossier": "DOS", "insolvency": "INS"}
"""What is said about debts -> how its numbers begin; they run through all years."""
TABLES = {
    "payment": ("payment", "reference"),
    "estimate": ("estimate", "number"),
    "reminder": ("reminder", "number"),
}
"""Kind -> the table and column that hold its numbers, where that is not the documents'."""

WIDTH = 5
CUSTOMER_WIDTH = 4
FIRST_CUSTOMER = 1001
MOST_STEPS = 50
"""Numbers that people have used before and that are passed one by one; behind them the series leaps."""


@dataclass(frozen=True, slots=True)
class _Series:
    """A series, and the column that holds its numbers and those that people gave."""

    code: str
    prefix: str
    width: int
    first: int
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that is asked for by the statement that takes a number: a SELECT of one value, and its parameters."""

    select: str
    params: tuple[Any, ...]


NOTHING = Asked("''", ())


def take(tenant_id: int, entity_id: int, kind: str, on: datetime.date) -> str:
    """The next free number of the kind's series for the year, such as INV-2026-00042.

    One statement, and one more for each number that a person used before; a rolled-back command
    gives its number back, so there is no gap.
    """
    return take_and_ask(tenant_id, entity_id, kind, on, NOTHING)[0]


def take_and_ask(tenant_id: int, entity_id: int, kind: str, on: datetime.date, asked: Asked) -> tuple[str, str]:
    """As `take`, and the text that is asked for beside it."""
    table, column = TABLES.get(kind, ("document", "number"))
    code, prefix = f"{kind}-{on.year}", f"{PREFIXES[kind]}-{on.year}-"
    return _take(tenant_id, entity_id, _Series(code, prefix, WIDTH, 1, table, column), asked)


def take_claim(tenant_id: int, entity_id: int, table: str) -> str:
    """The next number of a promise, a payment plan, a dispute, a dossier or an insolvency, such as DSP-0042."""
    series = _Series(table, f"{CLAIMS[table]}-", CUSTOMER_WIDTH, 1, table, "number")
    return _take(tenant_id, entity_id, series)[0]


def take_customer(tenant_id: int, entity_id: int) -> str:
    """The next free customer number, such as C-1001."""
    series = _Series("customer", "C-", CUSTOMER_WIDTH, FIRST_CUSTOMER, "customer", "number")
    return _take(tenant_id, entity_id, series)[0]


def reach(tenant_id: int, entity_id: int, code: str, prefix: str, number: int, *, width: int = WIDTH) -> None:
    """Let a series continue behind `number`, because papers numbered elsewhere have used it up to there."""
    sql.execute(
        "INSERT INTO series (tenant_id, id, entity_id, code, prefix, width, next_number) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, entity_id, code) DO UPDATE SET next_number = "
        "CASE WHEN series.next_number > EXCLUDED.next_number THEN series.next_number ELSE EXCLUDED.next_number END",
        [tenant_id, new_id(), entity_id, code, prefix, width, number + 1],
    )


def _take(tenant_id: int, entity_id: int, series: _Series, asked: Asked = NOTHING) -> tuple[str, str]:
    for _ in range(MOST_STEPS):
        number, taken, told = _step(tenant_id, entity_id, series, asked)
        if not taken:
            return number, told
    _leap(tenant_id, entity_id, series)
    number, taken, told = _step(tenant_id, entity_id, series, asked)
    assert not taken, number
    return number, told


def _step(tenant_id: int, entity_id: int, series: _Series, asked: Asked) -> tuple[str, bool, str]:
    """The next number, whether it is in use already, and what was asked.

    That a number is not empty says to PostgreSQL that few can be equal; an EXISTS it may answer by reading them all.
    """
    whose, scope = _whose(series, tenant_id, entity_id)
    found = sql.row(
        "INSERT INTO series (tenant_id, id, entity_id, code, prefix, width, next_number) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, entity_id, code) DO UPDATE SET next_number = series.next_number + 1 "
        "RETURNING next_number - 1, "
        f"(SELECT COUNT(*) FROM {series.table} n WHERE {whose} AND n.{series.column} = {_padded(series)} "
        f"AND n.{series.column} > ''), ({asked.select})",
        [
            *(tenant_id, new_id(), entity_id, series.code, series.prefix, series.width, series.first + 1),
            *(*scope, *asked.params),
        ],
    )
    assert found is not None
    return f"{series.prefix}{found[0]:0{series.width}d}", bool(found[1]), found[2]


def _padded(series: _Series) -> str:
    """The number that `next_number - 1` makes, as SQL."""
    if sql.on_postgresql():
        digits = "CAST(next_number - 1 AS text)"
        return f"prefix || lpad({digits}, greatest({series.width}, length({digits})), '0')"
    return f"prefix || printf('%%0{series.width}d', next_number - 1)"


def _leap(tenant_id: int, entity_id: int, series: _Series) -> None:
    """Continue behind the highest number of the series' own form that is in use."""
    whose, scope = _whose(series, tenant_id, entity_id)
    found = sql.rows(
        f"SELECT n.{series.column} FROM {series.table} n WHERE {whose} "
        f"AND n.{series.column} > '' AND n.{series.column} >= %s AND n.{series.column} < %s",
        [*scope, series.prefix, series.prefix.removesuffix("-") + "."],
    )
    digits = [row[0].removeprefix(series.prefix) for row in found]
    used = [int(one) for one in digits if one.isascii() and one.isdigit() and len(one) <= 15]
    reach(tenant_id, entity_id, series.code, series.prefix, max(used, default=0), width=series.width)


def _whose(series: _Series, tenant_id: int, entity_id: int) -> tuple[str, list[int]]:
    """Customers belong to the tenant, papers to the entity."""
    if series.table == "customer":
        return "n.tenant_id = %s", [tenant_id]
    return "n.tenant_id = %s AND n.entity_id = %s", [tenant_id, entity_id]
