"""The worklist: every overdue account with its next step, owner and day, the most money per minute first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import dunning_held, finding, open_sums, worklist_filter, worklist_rank, worklist_told
from quittance.reports.books import Books
from quittance.reports.worklist_filter import ANY, Chosen
from quittance.reports.worklist_rank import TABS
from quittance.rules import paying, worklist
from quittance.rules.worklist import Facts, Proposal

SAMPLE = 2_000
"""Paid debts, and late ones that are open, from which chances are estimated: the latest."""

MOST_ACCOUNTS = 1_000_000
"""Accounts of one answer, where nobody asks for a page."""

SMALL = 3_000
"""Customers who owe up to which a page comes with the sums of all accounts."""

FEWEST_LOOKED_AT = 200
"""Of the customers who owe most, so many at least say how much it takes to be on a page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of accounts: those of a tab of `TABS` ("" all), as chosen, with a text in name or number.

    `me` is whose tab it is, `actor` the same person as kind and id.
    """

    tab: str = ""
    chosen: Chosen = ANY
    search: str = ""
    me: int | None = None
    actor: str = ""
    limit: int = MOST_ACCOUNTS
    offset: int = 0

    @property
    def everything(self) -> bool:
        """True where nothing narrows the tab."""
        return self.chosen == ANY and not self.search


EVERY = Wanted()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose accounts are looked at: a condition of `worklist_rank` with its parameter, or "" for all."""

    condition: str = ""
    name: str = ""
    value: int = 0


ALL = Whose()


@dataclass(frozen=True, slots=True)
class Account:
    """An overdue account: what it owes, what of it may be asked for, and what comes next with whom.

    Amounts in base minor units; `credit` waits to be allocated. `owner_id` None is nobody yet.
    While somebody is away it is whoever stands in, `kept_id` is the one who is `away`.
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
    kept_id: int | None = None
    away: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of all accounts that were wanted: how many, and base minor units; and how many stand in each tab.

    `worth` is what acting on all of them is expected to move.
    """

    count: int
    asked: int
    overdue: int
    worth: int
    tabs: dict[str, int]


@dataclass(frozen=True, slots=True)
class Work:
    """Accounts of a page in their order, with the sums of all."""

    accounts: tuple[Account, ...]
    sums: Sums


def accounts(books: Books, today: datetime.date, wanted: Wanted = EVERY) -> Work:
    """Overdue accounts in their order, and all of them added up; a handful of statements however many there are."""
    return _asked(books, today, wanted, chances_of(books, today))


def account(books: Books, today: datetime.date, customer_id: int) -> Account | None:
    """One account as it is in the list, if it is overdue; nobody else's items are read."""
    whose = Whose(worklist_rank.ALONE, "customer", customer_id)
    return next(iter(_asked(books, today, EVERY, chances_of(books, today), whose).accounts), None)


def is_large(books: Books) -> bool:
    """True where adding up all accounts takes longer than a page should."""
    return open_sums.owing(books, SMALL) > SMALL


def first(books: Books, today: datetime.date, wanted: Wanted) -> tuple[Account, ...]:
    """The same page of a tab without its sums: only customers who owe enough to stand on it are looked at.

    Nobody may be asked for more than they owe. So the page of those who owe most says how much it takes to be on it.
    """
    chances, reach = chances_of(books, today), wanted.offset + wanted.limit
    least = open_sums.nth_owed(books, max(FEWEST_LOOKED_AT, 2 * reach))
    found = _asked(books, today, wanted, chances, Whose(worklist_rank.OWING, "least", least)).accounts
    worst = found[-1].proposal.per_minute if len(found) == wanted.limit else 0
    if least and worst <= worklist.most_per_minute(least - 1, chances):
        least = worklist.least_asked(worst, chances)
        found = _asked(books, today, wanted, chances, Whose(worklist_rank.OWING, "least", least)).accounts
    return found


def _asked(books: Books, today: datetime.date, wanted: Wanted, chances: tuple[int, ...], whose: Whose = ALL) -> Work:
    given = worklist_rank.params(books, today) | {whose.name: whose.value}
    given |= {"me": wanted.me, "actor": wanted.actor}
    given |= {"limit": wanted.limit, "offset": wanted.offset}
    tests = [TABS[wanted.tab]] if wanted.tab else []
    narrowed = worklist_filter.narrowed(books, today, wanted.chosen)
    tests += narrowed.tests
    if search := finding.cleaned(wanted.search):
        tests.append(worklist_rank.NAMED)
        given["search"] = finding.containing(search)
    statement, more = worklist_rank.statement(books, chances, whose.condition, tests, narrowed.tables)
    found = sql.rows(statement, given | narrowed.given | more)
    head = [int(value) for value in found[0][: len(TABS) + 4]]
    made = tuple(_account(row[len(head) :], chances, today) for row in found if row[len(head)] is not None)
    count, asked, overdue, worth = head[len(TABS) :]
    return Work(made, Sums(count, asked, overdue, worth, dict(zip(TABS, head, strict=False))))


def _account(row: Sequence[Any], chances: tuple[int, ...], today: datetime.date) -> Account:
    id, number, name, overdue, credit, asked, held, first_on, items, tries = row[:10]
    spoken_on, broken_on, step, next_on, reason, owner_id, owner, kept_id, away, rank, last = row[10:21]
    next_day = sql.day_or_none(next_on)
    facts = Facts(
        int(asked),
        int(held),
        (today - sql.day(first_on)).days,
        int(items),
        int(tries),
        sql.day_or_none(spoken_on),
        sql.day_or_none(broken_on),
        step,
        next_day,
        reason,
        _why(int(rank), int(last), covered=bool(credit) and int(held) < int(overdue)),
        **worklist_told.facts(row[21:], today),
    )
    proposal = worklist.propose(facts, chances, today)
    snoozed = next_day is not None and next_day > today
    return Account(
        *(id, number, name, int(overdue), int(credit), facts, proposal, owner_id, owner, snoozed, kept_id, away or "")
    )


def _why(rank: int, last: int, *, covered: bool) -> str:
    """What holds an account back, in words: the first and the last of its rules, and credit over the rest."""
    known = [worklist_rank.RULES[n - 1] for n in dict.fromkeys((rank, last)) if n]
    words = [dunning_held.WORDS[rule] for rule in known]
    return " and ".join([*words, *(["covered by credit that waits to be allocated"] if covered else [])])


def chances_of(books: Books, today: datetime.date) -> tuple[int, ...]:
    """How often debts were paid within the horizon, by band of lateness. Indexes open_item_closed, open_item_due."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today, "never": NEVER, "most": SAMPLE}
    mine = (
        "SELECT due_on, closed_on FROM open_item WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND side = 'D'"
    )
    found = sql.rows(
        f"SELECT * FROM ({mine} AND closed_on < %(never)s ORDER BY closed_on DESC LIMIT %(most)s) AS paid UNION ALL "
        f"SELECT * FROM ({mine} AND closed_on = %(never)s AND due_on < %(today)s ORDER BY due_on DESC LIMIT %(most)s) "
        "AS still",
        given,
    )
    debts: list[tuple[int, int | None]] = []
    for due, closed in found:
        paid = sql.day(closed) != NEVER
        late = ((sql.day(closed) if paid else today) - sql.day(due)).days
        debts.append((late, late if paid else None))
    return worklist.chances(debts)


def usual_day(books: Books, customer_id: int) -> tuple[int, int, int] | None:
    """The weekday on which most of a customer's last payments came, how many of them, and of how many; None for few."""
    found = sql.rows(
        "SELECT received_on FROM payment WHERE tenant_id = %s AND customer_id = %s ORDER BY received_on DESC LIMIT 50",
        [books.tenant_id, customer_id],
    )
    return paying.usual([sql.day(row[0]) for row in found])
