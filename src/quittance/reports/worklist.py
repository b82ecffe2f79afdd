"""The worklist: every overdue account with its next step, owner and day, the most money per minute first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import holding
from quittance.reports.books import Books
from quittance.rules import promises, worklist
from quittance.rules.worklist import Facts, Proposal

SAMPLE = 4_000
"""Paid debts, and late ones that are open, from which chances are estimated: the latest."""

LOOKED_BACK_DAYS = 60
"""How long a call or a broken promise counts for what comes next."""


@dataclass(frozen=True, slots=True)
class Account:
    """An overdue account: what it owes, what of it may be asked for, and what comes next with whom.

    Amounts in base minor units; `credit` waits to be allocated. `owner_id` None is nobody yet.
    """

    customer_id: int
    number: str
    name: str
    overdue: int
    credit: int
    facts: Facts
    proposal: Proposal
    owner_id: int | None
    owner: str
    snoozed: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Accounts in their order, chances by band, and who owns how many."""

    accounts: tuple[Account, ...]
    chances: tuple[int, ...]

    @property
    def asked(self) -> int:
        """All that may be asked for, in base minor units."""
        return sum(one.facts.asked for one in self.accounts)

    @property
    def worth(self) -> int:
        """What acting on all of them is expected to move."""
        return sum(one.proposal.worth for one in self.accounts)


def accounts(books: Books, today: datetime.date, customer_id: int | None = None) -> Work:
    """Every account that is overdue, or one; a handful of set-based statements however many there are.

    Indexes open_item_due, open_item_customer, activity_day, promise_state, follow_up_once.
    """
    given = holding.params(books, today) | {
        "customer": customer_id,
        "since": today - datetime.timedelta(days=LOOKED_BACK_DAYS),
    }
    claims = holding.CLAIMS if customer_id is None else holding.CLAIMS_OF_CUSTOMER
    only = "" if customer_id is None else "AND customer_id = %(customer)s"
    found = sql.rows(_OVERDUE.format(claims=claims, only=only), given)
    credit = {row[0]: int(row[1]) for row in sql.rows(_CREDIT.format(only=only), given)} if found else {}
    contacts, broken, next_up = _contacts(given, only), _broken(given, only), _next(given, only)
    chances = chances_of(books, today)
    made = []
    for id, number, name, overdue, free, held, first_free, items, first_due, all_items in found:
        tries, spoken_on, told_on = contacts.get(id, (0, None, None))
        promised = broken.get(id)
        owner_id, owner, step, next_on, reason = next_up.get(id, (None, "", "", None, ""))
        facts = Facts(
            max(0, int(free) - credit.get(id, 0)),
            int(held),
            (today - sql.day(first_free or first_due)).days,
            int(items or all_items),
            tries,
            spoken_on,
            promised if promised and (told_on is None or told_on <= promised) else None,
            step,
            next_on,
            reason,
        )
        proposal = worklist.propose(facts, chances, today)
        snoozed = next_on is not None and next_on > today
        made.append(
            Account(id, number, name, int(overdue), credit.get(id, 0), facts, proposal, owner_id, owner, snoozed)
        )
    made.sort(key=lambda one: (-one.proposal.per_minute, -one.facts.asked, one.number))
    return Work(tuple(made), chances)


def chances_of(books: Books, today: datetime.date) -> tuple[int, ...]:
    """How often debts were paid within the horizon, by band of lateness. Indexes open_item_closed, open_item_due."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today, "never": NEVER, "most": SAMPLE}
    paid = sql.rows(
        "SELECT due_on, closed_on FROM open_item WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        "AND side = 'D' AND closed_on < %(never)s ORDER BY closed_on DESC LIMIT %(most)s",
        given,
    )
    still = sql.rows(
        "SELECT due_on FROM open_item WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND side = 'D' "
        "AND closed_on = %(never)s AND due_on < %(today)s ORDER BY due_on DESC LIMIT %(most)s",
        given,
    )
    debts: list[tuple[int, int | None]] = []
    for due, closed in paid:
        late = (sql.day(closed) - sql.day(due)).days
        debts.append((late, late))
    debts += [((today - sql.day(row[0])).days, None) for row in still]
    return worklist.chances(debts)


def paying(books: Books, ids: Iterable[int], today: datetime.date) -> dict[int, int]:
    """Mean days late of what customers paid in a year, by customer; those without are left out."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    found = sql.rows(
        "SELECT customer_id, due_on, closed_on FROM open_item WHERE tenant_id = %s AND side = 'D' "
        f"AND customer_id IN ({sql.marks(len(wanted))}) AND closed_on >= %s AND closed_on < %s",
        [books.tenant_id, *wanted, today - datetime.timedelta(days=365), NEVER],
    )
    late: dict[int, list[int]] = {}
    for id, due, closed in found:
        late.setdefault(id, []).append((sql.day(closed) - sql.day(due)).days)
    return {id: round(sum(days) / len(days)) for id, days in late.items()}


def usual_day(books: Books, customer_id: int) -> tuple[int, int, int] | None:
    """The weekday on which most of a customer's last payments came, how many of them, and of how many; None for few."""
    found = sql.rows(
        "SELECT received_on FROM payment WHERE tenant_id = %s AND customer_id = %s ORDER BY received_on DESC LIMIT 50",
        [books.tenant_id, customer_id],
    )
    days = [sql.day(row[0]).weekday() for row in found]
    if len(days) < FEW_PAYMENTS:
        return None
    most = max(range(7), key=days.count)
    return (most, days.count(most), len(days)) if 2 * days.count(most) > len(days) else None


FEW_PAYMENTS = 4

_OVERDUE = (
    "WITH {claims} "
    "SELECT c.id, c.number, c.name, SUM(x.base), SUM(x.base - x.held), SUM(x.held), "
    "MIN(CASE WHEN x.held < x.base THEN x.due_on END), SUM(CASE WHEN x.held < x.base THEN 1 ELSE 0 END), "
    "MIN(x.due_on), COUNT(*) FROM ("
    "SELECT i.customer_id, i.due_on, i.base_amount - i.allocated_base AS base, "
    "CASE WHEN h.amount IS NULL THEN 0 WHEN h.amount >= i.amount - i.allocated THEN i.base_amount - i.allocated_base "
    "WHEN i.amount = i.base_amount THEN h.amount "
    "ELSE (i.base_amount - i.allocated_base) * (h.amount * 10000 / (i.amount - i.allocated)) / 10000 END AS held "
    "FROM open_item i LEFT JOIN held_item h ON h.item_id = i.id "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.closed_on = %(never)s "
    "AND i.due_on < %(today)s AND i.side = 'D' {only}) AS x "
    "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = x.customer_id GROUP BY c.id, c.number, c.name"
)
_CREDIT = (
    "SELECT customer_id, SUM(base_amount - allocated_base) FROM open_item WHERE tenant_id = %(tenant)s "
    "AND entity_id = %(entity)s AND closed_on = %(never)s AND side = 'C' {only} GROUP BY customer_id"
)


def _contacts(given: dict[str, Any], only: str) -> dict[int, tuple[int, datetime.date | None, datetime.date | None]]:
    """By customer: calls that met nobody since somebody was reached, and the days of the last talk and the last try."""
    found = sql.rows(
        "SELECT customer_id, kind, outcome, done_on FROM activity WHERE tenant_id = %(tenant)s "
        "AND entity_id = %(entity)s AND done_on >= %(since)s AND kind <> 'note' AND state <> 'taken_back' "
        f"AND state <> 'failed' {only} ORDER BY done_on, id",
        given,
    )
    made: dict[int, tuple[int, datetime.date | None, datetime.date | None]] = {}
    for id, kind, outcome, done in found:
        tries, spoken, _ = made.get(id, (0, None, None))
        day = sql.day(done)
        met = kind == "mail" or outcome == worklist.REACHED
        made[id] = (0 if met and kind == "call" else tries + (kind == "call"), day if met else spoken, day)
    return made


def _broken(given: dict[str, Any], only: str) -> dict[int, datetime.date]:
    """The last promised day of each customer that passed without all of the money, lately."""
    found = sql.rows(
        "SELECT customer_id, MAX(promised_on) FROM promise WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        f"AND state IN ('{promises.BROKEN}', '{promises.PARTLY}') AND deadline_on >= %(since)s {only} "
        "GROUP BY customer_id",
        given,
    )
    return {row[0]: sql.day(row[1]) for row in found}


Next = tuple[int | None, str, str, datetime.date | None, str]


def _next(given: dict[str, Any], only: str) -> dict[int, Next]:
    """Owner, owner's name, step, day and reason as people have set them, by customer."""
    found = sql.rows(
        "SELECT f.customer_id, f.owner_id, COALESCE(m.name, ''), f.step, f.next_on, f.reason FROM follow_up f "
        "LEFT JOIN member m ON m.tenant_id = f.tenant_id AND m.id = f.owner_id "
        f"WHERE f.tenant_id = %(tenant)s AND f.entity_id = %(entity)s {only}",
        given,
    )
    return {row[0]: (row[1], row[2], row[3], sql.day_or_none(row[4]), row[5]) for row in found}
