"""What happened with a customer, day by day: papers, deliveries, payments, reminders, calls, and what it said."""

from __future__ import annotations

import datetime
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import activities, books, disputes, dunning_log, letters, plans, promises
from quittance.reports.books import Books

MOST_ROWS = 2_000
MOST_MET = 10_000
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on its day: `kind` is a word of the papers, `said` its number or address, `text` what was said.

    `minor` units of `currency` where it is about money, `by` the day that was promised, `state` what became of it.
    `about` are numbers of the documents that it concerns, as far as that is known; `tone` is that of a reminder.
    """

    on: datetime.date
    kind: str
    said: str
    text: str = ""
    minor: int | None = None
    currency: str = ""
    by: datetime.date | None = None
    state: str = ""
    about: tuple[str, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """A customer, and the first day that is asked about."""

    customer_id: int
    customer_number: str
    since: datetime.date


def of(books: Books, whose: Whose) -> tuple[Happening, ...]:
    """Everything from that day on that is fit for a stranger's eyes, the earliest first: internal notes are not.

    Things of one kind and day stand in the order in which they were recorded.
    """
    found: list[Happening] = []
    for ask in _ASKED:
        found += ask(books, whose)
    return tuple(sorted((one for one in found if one.on >= whose.since), key=lambda one: one.on)[:MOST_ROWS])


def _papers(books: Books, whose: Whose) -> list[Happening]:
    """Index document_customer."""
    found = sql.rows(
        "SELECT d.id, d.issued_on, d.kind, d.number, d.total, d.currency FROM document d WHERE d.tenant_id = %s "
        "AND d.entity_id = %s AND d.customer_id = %s AND d.issued_on >= %s ORDER BY d.issued_on, d.id LIMIT %s",
        [books.tenant_id, books.entity_id, whose.customer_id, whose.since, MOST_ROWS],
    )
    met = _met(books, whose, "document_id")
    return [
        Happening(sql.day(on), kind, number, minor=int(total), currency=code, about=(number, *met.get(id, ())))
        for id, on, kind, number, total, code in found
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
        Happening(_day(at, zone), "delivery", f"{number}, {address}", fault, state=state, about=(number,))
        for at, number, address, state, fault in found
    ]


def _payments(books: Books, whose: Whose) -> list[Happening]:
    """State returned with its day, or unallocated while some of it is; indexes payment_customer, open_item_payment."""
    found = sql.rows(
        "SELECT p.id, p.received_on, p.reference, p.amount, p.currency, r.effective_on, i.amount - i.allocated "
        "FROM payment p JOIN open_item i ON i.tenant_id = p.tenant_id AND i.payment_id = p.id AND i.kind = 'payment' "
        "LEFT JOIN entry r ON r.tenant_id = p.tenant_id AND r.reverses = p.entry_id "
        "WHERE p.tenant_id = %s AND p.entity_id = %s AND p.customer_id = %s AND p.received_on >= %s "
        "ORDER BY p.received_on, p.id LIMIT %s",
        [books.tenant_id, books.entity_id, whose.customer_id, whose.since, MOST_ROWS],
    )
    met = _met(books, whose, "payment_id")
    return [
        Happening(
            *(sql.day(on), "payment", name, "", int(paid), code, sql.day_or_none(back)),
            state="returned" if back else "unallocated" if left else "",
            about=met.get(id, ()),
        )
        for id, on, name, paid, code, back, left in found
    ]


def _met(books: Books, whose: Whose, by: str) -> dict[int, tuple[str, ...]]:
    """Payment or document, as `by` names it -> numbers of what it pays down, or did before it was returned.

    Index allocation_credit.
    """
    found = sql.rows(
        f"SELECT c.{by}, x.number FROM open_item c "
        "JOIN allocation a ON a.tenant_id = c.tenant_id AND a.credit_item_id = c.id "
        "JOIN open_item i ON i.tenant_id = a.tenant_id AND i.id = a.debit_item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "LEFT JOIN entry r ON r.tenant_id = c.tenant_id AND r.reverses = c.entry_id "
        "WHERE c.tenant_id = %s AND c.entity_id = %s AND c.customer_id = %s AND c.side = 'C' "
        f"AND c.effective_on >= %s AND c.{by} IS NOT NULL GROUP BY c.{by}, x.number "
        "HAVING SUM(a.amount) <> 0 OR COUNT(r.id) > 0 "
        "ORDER BY x.number LIMIT %s",
        [books.tenant_id, books.entity_id, whose.customer_id, whose.since, MOST_MET],
    )
    made: dict[int, list[str]] = defaultdict(list)
    for id, number in found:
        made[id].append(number)
    return {id: tuple(numbers) for id, numbers in made.items()}


def _reminders(here: Books, whose: Whose) -> list[Happening]:
    base, about = books.entity(here).base_currency, _reminded(here, whose)
    return [
        Happening(
            one.cycle_on,
            "reminder" if one.channel == "call" else one.channel,
            ", ".join(part for part in (one.number, one.address) if part),
            minor=one.base,
            currency=base,
            state=one.state,
            about=about.get(one.id, ()),
            tone=one.tone,
        )
        for one in reversed(
            dunning_log.reminders(
                here, states=("to_do", "sent"), customer_number=whose.customer_number, limit=MOST_ROWS
            )
        )
        if one.channel != "inside"
    ]


def _reminded(books: Books, whose: Whose) -> dict[int, tuple[str, ...]]:
    """Reminder -> numbers of the documents that went through its step. Index reminder_customer."""
    found = sql.rows(
        "SELECT r.id, x.number FROM reminder r "
        "JOIN reminder_item t ON t.tenant_id = r.tenant_id AND t.reminder_id = r.id "
        "JOIN open_item i ON i.tenant_id = t.tenant_id AND i.id = t.item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "WHERE r.tenant_id = %s AND r.customer_id = %s AND r.cycle_on >= %s ORDER BY i.due_on, x.number LIMIT %s",
        [books.tenant_id, whose.customer_id, whose.since, MOST_MET],
    )
    made: dict[int, list[str]] = defaultdict(list)
    for id, number in found:
        made[id].append(number)
    return {id: tuple(dict.fromkeys(numbers)) for id, numbers in made.items()}


def _posted(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.posted_on, "post", f"{one.carrier} {one.tracking}".strip(), one.proof),
            by=one.ended_on,
            state=one.state,
        )
        for one in reversed(letters.rows(books, "", whose.customer_number))
    ]


def _spoken(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            one.done_on,
            "email" if one.kind == "mail" else "call",
            ", ".join(part for part in (one.contact, one.address, one.subject) if part),
            one.text,
            state=one.state if one.kind == "mail" else one.outcome,
            about=(one.document,) if one.document else (),
        )
        for one in reversed(activities.of_customer(books, whose.customer_id))
        if one.kind != "note"
    ]


def _promised(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.made_on, "promise", one.number, one.said_by, one.amount, one.currency, one.promised_on, one.state),
            about=one.documents,
        )
        for one in promises.rows(books, "", whose.customer_number)
    ]


def _planned(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.made_on, "plan", one.number, one.said_by, one.amount, one.currency),
            *(one.instalments[-1].due_on if one.instalments else None, one.state),
            about=one.documents,
        )
        for one in reversed(plans.rows(books, "", whose.customer_number))
    ]


def _disputed(books: Books, whose: Whose) -> list[Happening]:
    return [
        Happening(
            *(one.opened_on, "dispute", f"{one.number}, {one.document}", one.resolution, one.amount, one.currency),
            state=one.way or one.state,
            about=(one.document,),
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
