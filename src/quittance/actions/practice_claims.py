"""What the practice company's customers have said of late: promises, disputes, plans, calls, and whose accounts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from quittance.actions import activities, collecting, disputes, followups, holds, plans, promises
from quittance.actions.command import Context
from quittance.reports import open_items, worklist
from quittance.reports.books import of as books_of
from quittance.reports.open_items import OpenRow
from quittance.reports.worklist import Account
from quittance.rules import money
from quittance.rules.refusals import Refusal

DAY = datetime.timedelta(days=1)
_MICROS = 86_400 * 10**6

Deed = Callable[[Context, Account], object]


def speak(collector: Context, owner: str) -> int:
    """Let the days before now happen at the worklist; how many things were said. `owner` is the collector's email."""
    found = worklist.accounts(books_of(collector), collector.today).accounts
    accounts: Iterator[Account] = iter(found)
    said = 0
    for days, deed in _SAID:
        account = next(accounts, None)
        if account is None:
            break
        with suppress(Refusal):
            deed(_before(collector, days), account)
            said += 1
    mine = tuple(one.number for n, one in enumerate(found) if n % 3)[:60]
    if mine:
        followups.assign(collector, followups.AssignAccounts(mine, owner))
    collecting.judge(collector, collecting.Judge())
    return said


def _before(context: Context, days: int) -> Context:
    """The same person some days ago."""
    return replace(context, today=context.today - days * DAY, now=context.now - days * _MICROS)


def _part(context: Context, account: Account, percent: int) -> str:
    """A share of what may be asked for, in whole units of the company's currency."""
    return money.write(max(100, account.facts.asked * percent // 10_000 * 100), "EUR")


def _promised(days: int, percent: int) -> Deed:
    """A promise of the account for so many days ahead, made in a call."""

    def deed(context: Context, account: Account) -> None:
        on = context.today + days * DAY
        amount = _part(context, account, percent)
        activities.log(context, activities.LogActivity(account.number, "call", "Asked about the oldest.", "reached"))
        promises.take(context, promises.TakePromise(account.number, on, amount, said_by="Accounts payable, by phone"))

    return deed


def _disputed(reason: str, percent: int, evidence: str, state: str = "", told: str = "") -> Deed:
    """A dispute about the oldest invoice, and how far it is."""

    def deed(context: Context, account: Account) -> None:
        row = _oldest(context, account)
        amount = money.write(max(100, row.open * percent // 10_000 * 100), row.currency)
        made = disputes.open_dispute(
            context, disputes.OpenDispute(row.number, reason, amount, said_by="Purchasing, by mail", evidence=evidence)
        )
        if state:
            disputes.move(context, disputes.MoveDispute(made.number, state, told=told))

    return deed


def _planned(count: int) -> Deed:
    """A plan of equal instalments over what is late."""

    def deed(context: Context, account: Account) -> None:
        first = context.today + 12 * DAY
        data = plans.AgreePlan(account.number, (), "", count, first, said_by="Their director, by phone")
        plans.agree(context, data)

    return deed


def _called(outcome: str, text: str) -> Deed:
    """A call."""

    def deed(context: Context, account: Account) -> None:
        activities.log(context, activities.LogActivity(account.number, "call", text, outcome))

    return deed


def _held(context: Context, account: Account) -> None:
    """A stop on reminders."""
    until = context.today + 21 * DAY
    holds.place(context, holds.PlaceHold(account.number, "Their books move to another system this month", "", until))


def _oldest(context: Context, account: Account) -> OpenRow:
    """The invoice of an account that has been late the longest."""
    rows = open_items.of_customer(books_of(context), account.number, context.today).rows
    return next(row for row in rows if row.open > 0)


_SAID: tuple[tuple[int, Deed], ...] = (
    (13, _promised(5, 100)),
    (0, _called("no_answer", "Rang out twice.")),
    (1, _promised(3, 100)),
    (4, _disputed("damage", 30, "Two pallets arrived crushed; photos are with Logistics.", state="review")),
    (6, _planned(3)),
    (9, _called("message", "Left word with the front desk.")),
    (2, _disputed("price", 15, "They hold the offer of last spring.")),
    (20, _promised(7, 10)),
    (11, _disputed("order", 100, "No order number on the paper.", state="waiting", told="Please send us the number.")),
    (0, _promised(6, 60)),
    (3, _planned(9)),
    (5, _held),
    (16, _disputed("quantity", 20, "Nine rolls instead of ten.", state="review")),
    (18, _promised(4, 50)),
    (7, _called("reached", "New contact from next month; they will pass it on.")),
    (25, _promised(5, 5)),
)
"""How many days ago something was said, by the accounts in the order of the worklist."""
