"""Today: what is owed, how old it is, what came in, and what is to be done next; only what the books hold."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from quittance.reports import aged, bounces, drafts, payments, today_collecting
from quittance.reports import today as figures
from quittance.reports.aged import AgedPage, Question
from quittance.reports.today import Today
from quittance.rules import states
from quittance.web import chart, shown, visit
from quittance.web.chart import Value
from quittance.web.visit import Visit

LARGEST = 7
LATEST = 7
MOST_THINGS = 9
"""Things to do that are shown: each has a key of one digit."""

WEEKS_BACK, WEEKS_AHEAD = 8, 5
LOCK_AFTER_DAY = 5
"""Of a month: from then on the last one may be locked."""

WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to do: what, why, how much ("" for nothing to count) and where."""

    title: str
    why: str
    amount: int | None
    url: str


@visit.page()
def today(visit: Visit) -> HttpResponse:
    """The first page after signing in."""
    day, currency = visit.context.today, visit.company.base_currency
    monday = day - datetime.timedelta(days=day.weekday())
    first = min(monday - WEEKS_BACK * WEEK, _month_before(day))
    around_until = monday + (WEEKS_AHEAD + 1) * WEEK - datetime.timedelta(days=1)
    around = figures.around(visit.books, day, first, around_until)
    found = aged.customers(visit.books, Question(day), order="-overdue", limit=LARGEST)
    weeks = list(_weeks(around, monday, day, currency))
    values = {
        "aged": found.totals,
        "customers": found.count,
        "largest": [row for row in found.rows if row.overdue > 0],
        "around": around,
        "soon": around.due_between(day, day + WEEK),
        "received": around.received_between(day.replace(day=1), day),
        "received_before": around.received_between(_month_before(day), day.replace(day=1) - datetime.timedelta(days=1)),
        "wide": chart.columns(weeks, currency, 790, 240),
        "narrow": chart.columns(weeks[WEEKS_BACK - 3 :], currency, 350, 220),
        "weeks": weeks,
        "latest": payments.find(visit.books, payments.Wanted(limit=LATEST)).rows,
        "amounts": [bucket.amount for bucket in found.totals.buckets],
        "aging_said": "; ".join(
            f"{one.name}: {shown.money(one.amount, currency)}" for one in found.totals.buckets if one.amount
        ),
        "falling_due": around.due_between(day, around_until),
        "due_until": around_until,
        "credits": around.to_use.count + around.unidentified.count,
        "week_end": day + WEEK,
        "month_before": _month_before(day),
        "aging_url": _url("aging"),
        "payments_url": _url("payments"),
        "things": list(itertools.islice(_things(visit, around, found), MOST_THINGS)),
    }
    return visit.show("today/today.html", values)


def _weeks(around: Today, monday: datetime.date, day: datetime.date, currency: str) -> Iterator[Value]:
    """Weeks back with what came in, then weeks ahead with what falls due; this week is both."""
    for n in range(-WEEKS_BACK, 1):
        start = monday + n * WEEK
        amount = around.received_between(start, start + WEEK - datetime.timedelta(days=1))
        yield _week(start, day, f"received {shown.with_currency(amount, currency, currency)}", amount, "")
    for n in range(WEEKS_AHEAD + 1):
        start = monday + n * WEEK
        amount = around.due_between(max(start, day), start + WEEK - datetime.timedelta(days=1))
        said = f"falls due {shown.with_currency(amount, currency, currency)}"
        if n:
            yield _week(start, day, said, amount, "accent")
        else:
            yield Value("today", f"Today and later this week: {said}", amount, "accent")


def _week(start: datetime.date, day: datetime.date, said: str, amount: int, kind: str) -> Value:
    label = shown.short_day(start, day)
    return Value(label, f"Week of {label}: {said}", amount, kind)


def _things(visit: Visit, around: Today, found: AgedPage) -> Iterator[Thing]:
    """What there is to do for this person, the most money first."""
    things = [
        *_approvals(visit),
        *_bounced(visit),
        *_cash(visit, around),
        *_collecting(visit),
        *_old(visit, found),
        *_small(visit, around),
        *_month(visit),
    ]
    yield from sorted((one for one in things if one.url), key=lambda one: -(one.amount or 0))


def _cash(visit: Visit, around: Today) -> Iterator[Thing]:
    waiting, unknown = around.to_use, around.unidentified
    if around.bank.count and visit.may("cash.apply"):
        yield Thing(
            f"Apply {_many(around.bank.count, 'bank receipt')}",
            "Compared with what is owed, each with its reasons",
            around.bank.amount,
            _url("cash"),
        )
    if waiting.count and visit.may("allocations.allocate"):
        yield Thing(
            f"Allocate {_many(waiting.count, 'credit')}",
            "No invoice has met them yet",
            waiting.amount,
            _url("payments", state=states.TO_BE_USED),
        )
    if unknown.count and visit.may("payments.move"):
        yield Thing(
            f"Find the payer of {_many(unknown.count, 'payment')}",
            "It came in without a known customer",
            unknown.amount,
            _url("payments", state=states.TO_BE_USED, customer="UNIDENTIFIED"),
        )


def _approvals(visit: Visit) -> Iterator[Thing]:
    if visit.may("drafts.approve"):
        waiting = drafts.waiting(visit.books, f"{visit.context.actor.kind}:{visit.context.actor.id}")
        if waiting.count:
            first = f"{waiting.customer_name} has waited longest"
            yield Thing(f"Approve {_many(waiting.count, 'draft')}", first, None, _url("drafts", state="to-approve"))


def _collecting(visit: Visit) -> Iterator[Thing]:
    if not visit.may("promises.take"):
        return
    waits = today_collecting.collecting(visit.books, visit.context.today)
    if waits.broken.count:
        title = f"Renew {_many(waits.broken.count, 'promise')}"
        yield Thing(title, "Broken, and no new day yet", waits.broken.amount, _url("worklist"))
    if waits.disputes.count:
        title = f"Answer {_many(waits.disputes.count, 'dispute')}"
        yield Thing(title, "Past the day that an answer was due", waits.disputes.amount, _url("disputes"))
    if waits.mails.count and visit.may("inbox.accept"):
        title = f"Read {_many(waits.mails.count, 'mail')}"
        yield Thing(title, "Who wrote is not reminded meanwhile", None, _url("inbox"))
    if waits.unreached.count:
        title, url = f"Reach {_many(waits.unreached.count, 'customer')}", _url("reminders", tab="held")
        yield Thing(title, "Without an address no reminder can go to them", waits.unreached.amount, url)
    if waits.reminders.count and visit.may("dunning.release"):
        title = f"Release {_many(waits.reminders.count, 'reminder')}"
        yield Thing(title, "Their policy asks for a word first", waits.reminders.amount, _url("reminders"))


def _bounced(visit: Visit) -> Iterator[Thing]:
    found = bounces.to_correct(visit.books) if visit.may("customers.edit") else ()
    if found:
        first = found[0]
        one = reverse("customer-edit", kwargs={"number": first.customer_number})
        url = one if len(found) == 1 else reverse("bounces")
        said = f"Mail to {first.customer_name} came back from {first.address}"
        yield Thing("Correct 1 address" if len(found) == 1 else f"Correct {len(found):,} addresses", said, None, url)


def _old(visit: Visit, found: AgedPage) -> Iterator[Thing]:
    oldest = found.totals.buckets[-1]
    if oldest.amount > 0:
        yield Thing(
            "Over 90 days late",
            "Call, write, or decide on it",
            oldest.amount,
            _url("aging", order="-oldest"),
        )


def _small(visit: Visit, around: Today) -> Iterator[Thing]:
    small = around.small
    if small.count and visit.may("writeoffs.write_off"):
        limit = shown.with_currency(
            visit.company.writeoff_limit, visit.company.base_currency, visit.company.base_currency
        )
        yield Thing(
            f"Clear {_many(small.count, 'small balance')}",
            f"Part-paid, at most {limit} open",
            small.amount,
            _url("invoices", state=states.PART_PAID),
        )


def _month(visit: Visit) -> Iterator[Thing]:
    day = visit.context.today
    end = day.replace(day=1) - datetime.timedelta(days=1)
    locked = visit.company.locked_through
    if day.day >= LOCK_AFTER_DAY and visit.may("closing.lock") and (locked is None or locked < end):
        since = f"The books are locked through {shown.day(locked)}" if locked else "No period is locked yet"
        yield Thing(f"Lock {end:%B}", since, None, _url("periods"))


def _month_before(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _url(name: str, **query: str) -> str:
    try:
        return reverse(name) + (f"?{urlencode(query)}" if query else "")
    except NoReverseMatch:
        return ""
