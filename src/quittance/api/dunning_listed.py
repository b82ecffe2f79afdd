"""One reminder through the API: its words, and what it asked for line by line with what is open now."""

from __future__ import annotations

from typing import Any

from ninja import Router

from quittance.api import dunning_runs
from quittance.api.desk import Desk, asks
from quittance.api.dunning_runs import ReminderShown
from quittance.api.kinds import AmountShown, DayShown, Id, Shown
from quittance.reports import books as companies
from quittance.reports import dunning_listed, dunning_log

router = Router()


class ReminderLineShown(Shown):
    """One document: what was `open` of it when the message went, what it `asked` for, and what is `open_now`."""

    document: str
    due_on: DayShown
    currency: str
    open: AmountShown
    asked: AmountShown
    open_now: AmountShown
    new: bool


class ReminderSumShown(Shown):
    """Of one currency: what the message asked for, and what is open now of the same documents."""

    currency: str
    asked: AmountShown
    open_now: AmountShown


class ReminderInterestShown(Shown):
    """Late interest that the message named, with the fixed compensation in it."""

    currency: str
    interest: AmountShown
    compensation: AmountShown


class ReminderLeftShown(Shown):
    """What a rule held back of a document when the message went, and what is open now of all of it."""

    document: str
    currency: str
    amount: AmountShown
    rule: str
    why: str
    open_now: AmountShown


class ReminderTold(ReminderShown):
    """A reminder with its words and what it asked for; without `whole` only what was new in it is known."""

    language: str
    subject: str
    body: str
    copies: list[str]
    whole: bool
    asked: list[ReminderLineShown]
    sums: list[ReminderSumShown]
    interest: list[ReminderInterestShown]
    left_out: list[ReminderLeftShown]


@asks(router, "/dunning/reminders/{id}", ReminderTold)
def reminder(desk: Desk, id: Id) -> dict[str, Any]:
    """Show one reminder: its words, each document that it asked for with what is open now, and what it left out."""
    found, base = dunning_log.letter(desk.books, id), companies.entity(desk.books).base_currency
    said = {name: getattr(found, name) for name in ("language", "subject", "body")}
    return (
        dunning_runs.told(found.row, base) | said | {"copies": list(found.copies)} | dunning_listed.told(found.listed)
    )
