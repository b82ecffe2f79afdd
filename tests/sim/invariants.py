"""What must hold after every step: the reports, the ledger and the oracle agree on any day, as known at any moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from quittance.books import sql
from quittance.reports import aged, open_items, verify
from tests.sim.facts import Day, Item
from tests.sim.world import PLACES, World

EDGES = (30, 60, 90)
LATE = 2**62
"""A moment after all others: as known then is as known now, by another way of asking."""

_TRIAL = """
    SELECT a.kind, x.currency, SUM(x.amount), SUM(x.base) FROM (
        SELECT entry_id, debit_account_id AS account, currency, amount, base_amount AS base FROM posting
        WHERE tenant_id = %(tenant)s
        UNION ALL
        SELECT entry_id, credit_account_id, currency, -amount, -base_amount FROM posting WHERE tenant_id = %(tenant)s
    ) AS x
    JOIN entry e ON e.tenant_id = %(tenant)s AND e.id = x.entry_id
    JOIN account a ON a.tenant_id = %(tenant)s AND a.id = x.account
    WHERE e.effective_on <= %(day)s AND e.recorded_at <= %(moment)s GROUP BY a.kind, x.currency
"""
_CONTROL = """
    SELECT e.effective_on, e.recorded_at, CASE WHEN d.id IS NULL THEN 0 ELSE p.base_amount END
           - CASE WHEN c.id IS NULL THEN 0 ELSE p.base_amount END
    FROM posting p JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id
    LEFT JOIN account d ON d.tenant_id = p.tenant_id AND d.id = p.debit_account_id
    AND d.kind IN ('receivable', 'unapplied')
    LEFT JOIN account c ON c.tenant_id = p.tenant_id AND c.id = p.credit_account_id
    AND c.kind IN ('receivable', 'unapplied')
    WHERE p.tenant_id = %(tenant)s
"""
_SALES = ("revenue", "tax")


def hold(world: World, day: Day, moment: int | None) -> None:
    """All of it, for one day as known at one moment."""
    ledger_agrees(world, day, moment)
    for currency in ("", *PLACES):
        summary_agrees(world, aged.Question(day, moment, EDGES, currency))
    lists_agree(world, aged.Question(day, moment, EDGES))


def verified(world: World) -> None:
    """`verify` finds nothing: caches, control accounts, and an event for every command."""
    found = verify.run(world.books)
    assert found.clean, found.differences


def summary_agrees(world: World, question: aged.Question) -> None:
    """Buckets and unapplied as the oracle has them, by the rewind and by the full sum."""
    expected = summed(world, question)
    for asked in (question, replace(question, known_at=question.known_at or LATE)):
        found = aged.summary(world.books, asked)
        assert ([one.amount for one in found.buckets], found.unapplied) == expected, asked
        assert found.receivable == sum(expected[0]) + expected[1]


def lists_agree(world: World, question: aged.Question) -> None:
    """Every open item and every customer's row, and the same again per customer."""
    standing = world.oracle.standing(question.as_of, question.known_at)
    expected = Counter(_row(item, amount, base, question.as_of) for item, amount, base in standing)
    listed = list(aged.invoices(world.books, question))
    assert Counter(_told(one) for one in listed) == expected, question
    page = aged.customers(world.books, question, limit=aged.MOST_ROWS)
    balances = {row.number: (row.balance, row.unapplied) for row in page.rows}
    wanted: dict[str, tuple[int, int]] = {}
    for item, _, base in standing:
        sign = 1 if item.side == "D" else -1
        balance, unapplied = wanted.get(item.customer, (0, 0))
        wanted[item.customer] = (balance + sign * base, unapplied - (base if item.side == "C" else 0))
    assert {number: row for number, row in wanted.items() if row != (0, 0)} == {
        number: row for number, row in balances.items() if row != (0, 0)
    }
    for number in sorted(balances)[:1]:
        mine = open_items.of_customer(world.books, number, question.as_of, known_at=question.known_at)
        assert mine.balance_base == balances[number][0]


def ledger_agrees(world: World, day: Day, moment: int | None) -> None:
    """The balance of every account in every currency; the control accounts are the open items."""
    found = trial(world, day, moment)
    assert found == world.oracle.trial(day, moment)
    assert sum(base for _, base in found.values()) == 0, "debits and credits differ"
    for currency in PLACES:
        assert sum(amount for (_, one), (amount, _) in found.items() if one == currency) == 0
    asked = aged.summary(world.books, aged.Question(day, moment))
    assert asked.receivable == control(found, "receivable") + control(found, "unapplied")
    assert asked.unapplied == control(found, "unapplied")


def trial(world: World, day: Day, moment: int | None) -> dict[tuple[str, str], tuple[int, int]]:
    """The balance of each account in each currency, from the postings."""
    params = {"tenant": world.books.tenant_id, "day": day, "moment": LATE if moment is None else moment}
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for kind, currency, amount, base in sql.rows(_TRIAL, params):
        key = ("sales" if kind in _SALES else kind, currency)
        before = sums.get(key, (0, 0))
        sums[key] = (before[0] + int(amount), before[1] + int(base))
    return {key: value for key, value in sums.items() if value != (0, 0)}


class Ledger:
    """All postings of a company, read once: the balance of its control accounts on any day, as known at any moment."""

    def __init__(self, world: World) -> None:
        found = sql.rows(_CONTROL, {"tenant": world.books.tenant_id})
        self.rows = [(sql.day(day), moment, int(base)) for day, moment, base in found]

    def receivable(self, day: Day, moment: int | None) -> int:
        """Receivable less unapplied, in base currency."""
        return sum(base for on, at, base in self.rows if on <= day and (moment is None or at <= moment))


def control(found: dict[tuple[str, str], tuple[int, int]], account: str) -> int:
    """The base balance of an account over all currencies."""
    return sum(base for (kind, _), (_, base) in found.items() if kind == account)


def answer(world: World, day: Day, moment: int) -> Any:
    """Everything that is said about a day as known at a moment, to be asked again later."""
    question = aged.Question(day, moment, EDGES)
    return aged.summary(world.books, question), tuple(aged.invoices(world.books, question)), trial(world, day, moment)


def summed(world: World, question: aged.Question) -> tuple[list[int], int]:
    buckets, unapplied = [0] * (len(question.edges) + 2), 0
    for item, amount, base in world.oracle.standing(question.as_of, question.known_at):
        if question.currency and item.currency != question.currency:
            continue
        value = amount if question.currency else base
        if item.side == "C":
            unapplied -= value
        else:
            late = (question.as_of - item.paper.due).days
            buckets[sum(late > edge for edge in (0, *question.edges))] += value
    return buckets, unapplied


def _row(item: Item, amount: int, base: int, day: Day) -> tuple[Any, ...]:
    sign = 1 if item.side == "D" else -1
    late = max(0, (day - item.paper.due).days) if sign == 1 else 0
    return (
        item.customer,
        item.label,
        item.kind,
        item.day,
        item.paper.due,
        late,
        item.currency,
        sign * amount,
        sign * base,
    )


def _told(one: aged.AgedInvoice) -> tuple[Any, ...]:
    kept = (one.customer_number, one.number, one.kind, one.issued_on, one.due_on, one.days_late, one.currency)
    return (*kept, one.open, one.open_base)
