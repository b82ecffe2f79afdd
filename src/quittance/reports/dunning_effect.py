"""What a policy is worth: how much earlier its customers pay than those of them who are held out at random."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import books as companies
from quittance.reports import dunning, dunning_following
from quittance.reports.books import Books
from quittance.reports.dunning import PolicyVersion
from quittance.rules import dunning as rules
from quittance.rules import effect, holdout
from quittance.rules.calendar import DAY
from quittance.rules.effect import Gain, Mean, Spells
from quittance.rules.refusals import Conflict

MOST_DAYS = 730
"""Debts that fell due longer ago say nothing of today."""

MOST_ROWS = 400_000
"""Rows that are read; debts of one customer with the same due day and the same end are one, the latest come first."""

EARLY_DAYS = 180
"""Debts that were paid longer before they fell due are not looked for, in either group."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of the two groups: its customers with a debt, debts, how many are open, and restricted means in days."""

    customers: int
    debts: int
    open: int
    plain: Mean
    weighted: Mean


@dataclass(frozen=True, slots=True)
class Effect:
    """What was measured of debts that fell due from `since` on; `plain` counts debts, `weighted` their amounts."""

    name: str
    share: int
    days: int
    since: datetime.date
    treated: Group
    held_out: Group
    plain: Gain
    weighted: Gain


def measured(books: Books, name: str, today: datetime.date) -> Effect:
    """The effect of the policy that is in force; raises `NotFound`, `Conflict` where nobody is held out."""
    found = dunning.version(books, name)
    policy = found.policy
    if found.state != rules.LIVE or not policy.holdout:
        raise Conflict(f"Nobody is held out of {found.name}. Propose a version that holds some out.", field="name")
    since = max(_since(books, found), today - DAY * MOST_DAYS)
    out, rows = _held_out(books, found, today), _debts(books, since, today)
    treated, kept = (
        _group([row for row in rows if out.get(row[0]) is side], today, policy.holdout_days) for side in (False, True)
    )
    plain, weighted = effect.gain(treated.plain, kept.plain), effect.gain(treated.weighted, kept.weighted)
    return Effect(found.name, policy.holdout, policy.holdout_days, since, treated, kept, plain, weighted)


def told(made: Effect) -> dict[str, Any]:
    """The effect as plain values: days as decimal text with one place, "" where nothing can be said."""
    return {
        "name": made.name,
        "share": made.share,
        "days": made.days,
        "since": made.since.isoformat(),
        "treated": _group_told(made.treated),
        "held_out": _group_told(made.held_out),
        "plain": _gain_told(made.plain),
        "weighted": _gain_told(made.weighted),
        "sentence": sentence(made),
    }


def sentence(made: Effect) -> str:
    """What can be said of it, by amount."""
    one = made.weighted
    if one.verdict == effect.TOO_FEW:
        many = min(made.treated.customers, made.held_out.customers)
        return f"Too few to tell: the smaller group has {many} customers with a debt, {effect.FEWEST} are needed."
    if one.verdict == effect.UNCLEAR:
        return (
            f"It cannot be told apart from chance: between {_days(-one.low)} later and {_days(one.high)} earlier. "
            f"With so many customers an effect of about {_days(one.seen_from)} would be seen."
        )
    low, high = sorted((abs(one.low), abs(one.high)))
    return (
        f"Who is reminded pays {_days(abs(one.days))} {one.verdict}, by amount; "
        f"between {low:.1f} and {_days(high)} with a confidence of 95 percent."
    )


def _days(value: float) -> str:
    return f"{value:.1f} {'day' if f'{value:.1f}' == '1.0' else 'days'}"


def _group_told(one: Group) -> dict[str, Any]:
    days = {"days": f"{one.plain.days:.1f}", "days_by_amount": f"{one.weighted.days:.1f}"} if one.customers else {}
    counts = {"customers": one.customers, "debts": one.debts, "open": one.open}
    return {**counts, "days": "", "days_by_amount": "", **days}


def _gain_told(one: Gain) -> dict[str, str]:
    known = one.verdict != effect.TOO_FEW
    figures = {"days": one.days, "low": one.low, "high": one.high, "seen_from": one.seen_from}
    return {"verdict": one.verdict, **{name: f"{value:.1f}" if known else "" for name, value in figures.items()}}


def _since(books: Books, live: PolicyVersion) -> datetime.date:
    """The day from which the groups are those of the version in force: earlier ones with the same draw count."""
    draw = _draw(live)
    since = live.live_on
    for one in dunning.versions(books, live.name):
        if one.version > live.version or one.live_on is None:
            continue
        if _draw(one) != draw:
            break
        since = one.live_on
    assert since is not None, "a version in force has the day of its adoption"
    return since


def _draw(one: PolicyVersion) -> tuple[int, int, str]:
    return one.policy.holdout, one.policy.holdout_days, one.policy.holdout_seed


def _held_out(books: Books, found: PolicyVersion, today: datetime.date) -> dict[int, bool]:
    """Customer who follows the policy -> whether it is held out."""
    live, code, policy = dunning.live(books), companies.entity(books).code, found.policy
    return {
        id: holdout.held_out(policy.holdout, policy.holdout_seed, code, found.name, number)
        for id, number in dunning_following.of_policy(books, live, today, found.name)
    }


def _debts(books: Books, since: datetime.date, today: datetime.date) -> list[tuple[Any, ...]]:
    """Customer, due day, the day it was settled, how many, base minor units. Index open_item_closed."""
    return sql.rows(
        "SELECT i.customer_id, i.due_on, i.closed_on, COUNT(*), SUM(i.base_amount) FROM open_item i "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND i.side = 'D' AND i.kind = 'invoice' "
        "AND i.closed_on >= %s AND i.due_on >= %s AND i.due_on < %s GROUP BY i.customer_id, i.due_on, i.closed_on "
        "ORDER BY i.due_on DESC, i.customer_id LIMIT %s",
        [books.tenant_id, books.entity_id, since - DAY * EARLY_DAYS, since, today, MOST_ROWS],
    )


def _group(rows: Sequence[tuple[Any, ...]], today: datetime.date, horizon: int) -> Group:
    if not rows:
        nobody = Mean(0.0, 0.0, 0)
        return Group(0, 0, 0, nobody, nobody)
    customers, dues, ends, counts, amounts = zip(*rows, strict=True)
    due_on, closed_on = [sql.day(one) for one in dues], [sql.day(one) for one in ends]
    paid = [one <= today for one in closed_on]
    days = [((end if settled else today) - due).days for due, end, settled in zip(due_on, closed_on, paid, strict=True)]
    spells = Spells(customers, days, paid, [int(one) for one in counts], [int(one) for one in amounts])
    still = sum(int(many) for many, settled in zip(counts, paid, strict=True) if not settled)
    return Group(
        len(set(customers)),
        sum(spells.counts),
        still,
        effect.mean(spells, horizon, by_amount=False),
        effect.mean(spells, horizon, by_amount=True),
    )
