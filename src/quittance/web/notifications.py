"""Notifications on screen: what one was told by day, opened, marked as read; and the count beside the bell."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import notifications
from quittance.actions.notifications import ReadNotifications
from quittance.formats import notification_words, paper_figures
from quittance.reports import notifications as reports
from quittance.reports.notifications import NotificationRow
from quittance.rules import topics
from quittance.rules.refusals import NotFound
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

ROWS = 50
TABS = (("", "Unread"), ("all", "All"))


@dataclass(frozen=True, slots=True)
class Line:
    """A notification as it is shown; `loud` when money is at risk."""

    row: NotificationRow
    icon: str
    title: str
    words: str
    loud: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day of the company."""

    on: datetime.date
    lines: tuple[Line, ...]


LOUD = (topics.BROKEN, topics.PLAN_BROKEN, topics.LIMIT, topics.INSOLVENCY, topics.RETURNED)


@visit.page()
def notification_list(visit: Visit) -> HttpResponse:
    """What is unread, or all of it, the latest day first."""
    given = visit.request.GET
    every, before = given.get("show") == "all", given.get("before", "")
    last = int(before) if before.isascii() and before.isdecimal() and len(before) < 20 else 0
    found = reports.listed(visit.books, _me(visit), only_unread=not every, before=last, limit=ROWS + 1)
    values = {
        "form": Form(visit),
        "tabs": TABS,
        "every": every,
        "days": _days(visit, found[:ROWS]),
        "more": found[ROWS - 1].id if len(found) > ROWS else 0,
    }
    return visit.show("notifications/list.html", values)


@visit.deed("notifications.read")
def notifications_read(visit: Visit) -> HttpResponse:
    """Mark what is ticked as read; `every` marks everything."""
    form = Form(visit)
    ids = () if form["every"] else tuple(int(one) for one in form.all("ids") if one.isascii() and one.isdecimal())
    if not ids and not form["every"]:
        return visit.go("notifications", "Nothing was ticked. Tick with X, or mark all as read.")
    made = visit.do(notifications.read, ReadNotifications(ids), form.key)
    return visit.go("notifications", f"{made.count} marked as read.")


@visit.deed("notifications.read")
def notification_open(visit: Visit, id: int) -> HttpResponse:
    """Go to the customer whom it is about; it is read then. Raises `NotFound`."""
    number = reports.customer_of(visit.books, _me(visit), id)
    if not number:
        raise NotFound("There is no such notification.")
    visit.do(notifications.read, ReadNotifications((id,)), Form(visit).key)
    return visit.go(reverse("customer", kwargs={"number": number}))


def unread(visit: Visit) -> int:
    """How many are unread, for the bell; one statement."""
    return reports.unread(visit.books, _me(visit))


def _me(visit: Visit) -> int:
    return visit.context.actor.id


def _days(visit: Visit, rows: tuple[NotificationRow, ...]) -> list[Day]:
    figures = paper_figures.of("en", visit.company.country)
    lines = [
        Line(
            row,
            topics.TOPICS[row.told.topic].icon,
            topics.TOPICS[row.told.topic].title,
            notification_words.staff(row.told, figures),
            row.told.topic in LOUD,
        )
        for row in rows
    ]
    lines.sort(key=lambda line: -line.row.happened_at)
    by_day = itertools.groupby(lines, key=lambda line: _day(visit, line.row.happened_at))
    return [Day(on, tuple(found)) for on, found in by_day]


def _day(visit: Visit, micros: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(micros // 1_000_000, visit.zone).date()
