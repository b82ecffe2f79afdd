"""One customer: what is open, how much of the limit is used, what happened, who is there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import activities
from quittance.actions.activities import LogActivity, TakeActivityBack
from quittance.reports import agreed as terms_reports
from quittance.reports import customers, dossiers, insolvencies, open_items, subscriptions
from quittance.reports.audit import Filter
from quittance.reports.customers import CustomerCard
from quittance.reports.open_items import OpenItems
from quittance.rules import terms
from quittance.rules.refusals import Refusal
from quittance.web import deeds, owed, paying, shown, timeline, timeline_kinds, visit
from quittance.web.form import Form
from quittance.web.templatetags.desk import limit_kind
from quittance.web.visit import Visit

MOST_ITEMS = 100
"""Open items on the page; the list of invoices has the rest."""

MOST_GRANTS = 3
"""Terms that were granted, on the page; the history has the rest."""


@dataclass(frozen=True, slots=True)
class Aging:
    """Amounts per bucket in base minor units, and the same in words for who does not see the bar."""

    amounts: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A credit limit in the customer's currency: `share` percent of it is used, `left` may be below zero."""

    limit: int
    used: int
    left: int
    share: int
    kind: str


@visit.page()
def customer(visit: Visit, number: str) -> HttpResponse:
    """The customer of that number; raises `NotFound` for the page of it."""
    return show(visit, number, Form(visit))


@visit.deed("activities.log")
def customer_note(visit: Visit, number: str) -> HttpResponse:
    """Keep a note about the customer."""
    form = Form(visit)
    made = form.does(activities.log, lambda: LogActivity(number, "note", form["text"]))
    if made is None:
        return show(visit, number, form)
    here = f"{reverse('customer', kwargs={'number': number})}#timeline"
    return visit.go(here, "The note is kept", undo=undo_of(made.id, here))


@visit.deed("activities.take_back")
def note_undo(visit: Visit, id: int) -> HttpResponse:
    """Take a note back, and look at the page again on which it was written."""
    form = Form(visit)
    made = form.does(activities.take_back, lambda: TakeActivityBack(id))
    said = "The note is taken back" if made is not None else form.refusal.sentence if form.refusal else ""
    return visit.go(deeds.local(visit.request.GET.get("next", "")), said)


def undo_of(id: int, here: str) -> str:
    """The address that takes a note back and leads back here."""
    return f"{reverse('note-undo', kwargs={'id': id})}?{urlencode({'next': here})}"


def show(visit: Visit, number: str, form: Form) -> HttpResponse:
    """The page; `form` is the note that was refused, or an empty one."""
    books, today = visit.books, visit.context.today
    card = customers.card(books, customers.id_of(books, number), today)
    items = open_items.of_customer(books, number, today)
    events = visit.request.GET.get("events", "")
    debts = [row for row in items.rows if row.open > 0]
    kind = timeline_kinds.asked(visit)
    pays = paying.of(visit, card.row.id, card.last_payment_on, bool(card.row.overdue))
    owes = owed.of(visit, card.row.id, items.rows, MOST_ITEMS, pays.word)
    values = {
        "card": card,
        "row": card.row,
        "form": form,
        "pays": pays,
        "items": owes.rows,
        "disputed": owes.disputed,
        "kinds": timeline_kinds.choices("Everything", timeline_kinds.TALK, timeline_kinds.MONEY),
        "kind": kind,
        "items_count": len(items.rows),
        "invoices_count": len(debts),
        "late_count": sum(1 for row in debts if row.days_late),
        "oldest": max((row.days_late for row in debts), default=0),
        "mixed": len(items.totals) > 1 or any(code != visit.company.base_currency for code, _ in items.totals),
        "items_left": max(0, len(items.rows) - MOST_ITEMS),
        "aging": aging_of(items, visit.company.base_currency),
        "limit": limit_of(card),
        "agreed": agreed(card.row.terms),
        "timeline": timeline.of(visit, Filter(customer_id=card.row.id, verbs=timeline_kinds.verbs(kind)), events),
        "first": not events,
        "decimals": shown.decimals(visit.company.base_currency),
        "grants": terms_reports.granted_to(books, card.row.id, today, MOST_GRANTS),
        "insolvency": insolvencies.running(books, card.row.id),
        "dossiers": dossiers.rows(books, "live", number),
        "follows": subscriptions.follows(books, visit.context.actor.id, card.row.id),
        "may_allocate": card.row.unapplied < 0 and visit.may("allocations.allocate"),
    }
    return visit.show("customers/customer.html", values, status=form.status)


def aging_of(items: OpenItems, base: str) -> Aging:
    """What is open by bucket, credits left out."""
    sums = [0] * len(items.buckets)
    for row in items.rows:
        if row.bucket >= 0:
            sums[row.bucket] += row.open_base
    said = [
        f"{'not due' if n == 0 else f'{bucket.name} days late'} {shown.money(sums[n], base)}"
        for n, bucket in enumerate(items.buckets)
        if sums[n]
    ]
    return Aging(tuple(sums), "; ".join(said).capitalize() or "Nothing is open")


def limit_of(card: CustomerCard) -> Limit | None:
    """How much of the limit is used by what is open in the customer's currency; None without a limit."""
    limit = card.row.credit_limit
    if limit is None:
        return None
    used = sum(one.open + one.unapplied for one in card.balances if one.currency == card.row.currency)
    share = max(0, used) * 100 // limit if limit else (101 if used > 0 else 0)
    return Limit(limit, used, limit - used, share, limit_kind(share) or "accent")


def agreed(text: str) -> str:
    """Terms in full words; as they stand when they cannot be read."""
    if not text:
        return "due at once"
    try:
        return terms.write(terms.read(text))
    except Refusal:
        return text
