"""What happened with a customer, day by day: papers, deliveries, payments, reminders, calls, and what it said."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import activities, books, disputes, dunning_log, letters, plans, promises
from quittance.reports.books import Books

MOST_ROWS = 2_000
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on its day: `kind` is a word of the papers, `said` its number or address, `text` what was said.

    `minor` units of `currency` where it is about money, `by` the day that was promised, `state` what became of it.
    """

    on: datetime.date
    kind: str
    said: str
    text: str = ""
    minor: int | None = None
    currency: str = ""
    by: datetime.date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """A customer, and the first day that is asked about."""

    customer_id: int
    customer_number: str
    since: datetime.date


def of(books: Books, whose: Whose) -> tuple[Happening, ...]:
    """Everything from that day on that is fit for a stranger's eyes, the earliest first: internal notes are not."""
    found: list[Happening] = []
    for ask in _ASKED:
        found += ask(books, whose)
    return tuple(sorted((one for one in found if one.on >= whose.since), key=lambda one: one.on)[:MOST_ROWS])


def _papers(books: Books, whose: Whose) -> list[Happening]:
    """Index document_customer."""
    found = sql.rows(
        "SELECT d.issued_on, d.kind, d.number, d.total, d.currency FROM document d WHERE d.tenant_id = %s "
        "AND d.entity_id = %s AND d.customer_id = %s AND d.issued_on >= %s ORDER BY d.issued_on, d.id LIMIT %s",
        [books.tenant_id, books.entity_id, whose.customer_id, whose.since, MOST_ROWS],
    )
    return [
        Happening(sql.day(on), kind, number, minor=int(total), currency=code) for on, kind, number, total, code in found
    ]


def _deliveries(here: Books, whose: Whose) -> list[Happening]:
    """Index delivery_document."""
    zone = zoneinfo.ZoneInfo(books.entity(here).timezone)
    found = sql.rows(
        "SELECT CASE WHEN y.settled_at > 0 THEN y.settled_at ELSE y.queued_at END, d.number, y.address, y.state, "
        "y.fault FROM document d JOIN delivery y ON y.tenant_id = d.tenant_id AND y.document_id = d.id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.customer_id = %s AND d.issued_on >= %s "
        "ORDER BY y.id LIMIT %s",
        [here.tenant_id, here.entity_id, whose.customer_id, whose.since, MOST_ROWS],
    )
    return [
        Happening(_day(at, zone), "delivery", f"{number}, {address}", fault, state=state)
        for at, number, address, state, fault in found
    ]


def _payments(books: Books, whose: Whose) -> list[Happening]:
    """Index payment_customer."""
    found = sql.rows(
        "SELECT received_on, reference, amount, currency FROM payment WHERE tenant_id = %s AND entity_id = %s "
        "AND customer_id = %s AND received_on >= %s ORDER BY received_on, id LIMIT %s",
        [books.tenant_id, books.entity_id, whose.customer_id, whose.since, MOST_ROWS],
    )
    return [Happening(sql.day(on), "payment", name, minor=int(paid), currency=code) for on, name, paid, code in found]


def _reminders(here: Books, whose: Whose) -> list[Happening]:
    base = books.entity(here).base_currency
    return [
        Happening(
            one.cycle_on,
            "reminder" if one.channel == "call" else one.channel,
            ", ".join(part for part in (one.number, one.address) if part),
            minor=one.base,
            currency=base,
            state=one.state,
        )
        for one in dunning_log.reminders(
            here, states=("to_do", "sent"), customer_number=whose.customer_number, limit=MOST_ROWS
        )
        if one.channel != "inside"
    ]


def _posted(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.posted_on, "post", f"{one.carrier} {one.tracking}".strip(), one.proof),
            by=one.ended_on,
            state=one.state,
        )
        for one in letters.rows(books, "", whose.customer_number)
    ]


def _spoken(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            one.done_on,
            "email" if one.kind == "mail" else "call",
            ", ".join(part for part in (one.contact, one.address, one.subject) if part),
            one.text,
            state=one.state if one.kind == "mail" else one.outcome,
        )
        for one in activities.of_customer(books, whose.customer_id)
        if one.kind != "note"
    ]


def _promised(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(one.made_on, "promise", one.number, one.said_by, one.amount, one.currency, one.promised_on, one.state)
        for one in promises.rows(books, "", whose.customer_number)
    ]


def _planned(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.made_on, "plan", one.number, one.said_by, one.amount, one.currency),
            *(one.instalments[-1].due_on if one.instalments else None, one.state),
        )
        for one in plans.rows(books, "", whose.customer_number)
    ]


def _disputed(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.opened_on, "dispute", f"{one.number}, {one.document}", one.resolution, one.amount, one.currency),
            state=one.state,
        )
        for one in disputes.rows(books, "", whose.customer_number)
    ]


_ASKED: Sequence[Callable[[Books, Whose], list[Happening]]] = (
    _papers,
    _deliveries,
    _payments,
    _reminders,
    _posted,
    _spoken,
    _promised,
    _planned,
    _disputed,
)
"""In the order in which things of one day are told."""


def _day(at: int, zone: zoneinfo.ZoneInfo) -> datetime.date:
    return datetime.datetime.fromtimestamp(at // MICROSECONDS, datetime.UTC).astimezone(zone).date()
