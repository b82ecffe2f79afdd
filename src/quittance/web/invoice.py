"""One invoice or credit note: how it stands, its lines and terms, what met it, what happened to it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import activities
from quittance.actions.activities import LogActivity
from quittance.reports import attachments, deliveries, estimates, open_items, preflight
from quittance.reports import document as report
from quittance.reports import links as link_reports
from quittance.reports.allocations import Met
from quittance.reports.audit import Filter
from quittance.reports.chased import Chased
from quittance.reports.document import DocumentCard, DocumentTax
from quittance.rules import draft, states, tax
from quittance.rules.preflight import Finding
from quittance.web import chased, links, shown, timeline, timeline_kinds, visit
from quittance.web.chased import Step
from quittance.web.customer import agreed, undo_of
from quittance.web.form import Form
from quittance.web.templatetags import desk
from quittance.web.templatetags.desk import KINDS
from quittance.web.timeline import Timeline, Told
from quittance.web.visit import Visit


@visit.page()
def invoice(visit: Visit, number: str) -> HttpResponse:
    """The document of that number; raises `NotFound` for the page of it."""
    return show(visit, number, Form(visit))


@visit.deed("activities.log")
def invoice_note(visit: Visit, number: str) -> HttpResponse:
    """Keep a note about the document."""
    form = Form(visit)
    customer_number = report.card(visit.books, number, visit.context.today).row.customer_number
    made = form.does(activities.log, lambda: LogActivity(customer_number, "note", form["text"], document=number))
    if made is None:
        return show(visit, number, form)
    here = f"{reverse('invoice', kwargs={'number': number})}#timeline"
    return visit.go(here, "The note is kept", undo=undo_of(made.id, here))


def show(visit: Visit, number: str, form: Form) -> HttpResponse:
    """The page; `form` is the note that was refused, or an empty one."""
    today = visit.context.today
    card = report.card(visit.books, number, today)
    row, events = card.row, visit.request.GET.get("events", "")
    credit = row.kind == "credit_note"
    target = link_reports.target(visit.books, number)
    customer_id = target.customer_id
    about = chased.of(visit, card, customer_id)
    told, kind = _told(visit, card, about, events)
    values = {
        "card": card,
        "row": row,
        "form": form,
        "noted": _may_note(visit, card),
        "credit": credit,
        "copied": row.kind in draft.KINDS,
        "estimate": "" if credit else estimates.of_document(visit.books, row.id),
        "back": "credit-notes" if credit else "invoices",
        "kind": "Deposit invoice" if card.ties.is_deposit else KINDS.get(row.kind, row.kind),
        "deposits": card.of_kind("deposit"),
        "steps": steps(
            card, today, visit.company.base_currency, reached(visit, row.id), chased.stations(about, card, today)
        ),
        "about": about,
        "pills": chased.pills(about, card, visit.company.base_currency, today),
        "lateness": chased.lateness(visit, card, customer_id),
        "agreed": agreed(card.terms),
        "windows": card.windows,
        "preflight": _preflight(visit, card, customer_id),
        "paid": card.of_kind("payment", "transfer"),
        "credited": card.of_kind("credit_note"),
        "written_off": card.of_kind("writeoff"),
        "others": card.of_kind("reversal", "refund", "discount", "fx", "invoice", "debit_note", "interest_note"),
        "met": [(one, _link(one)) for one in card.met],
        "timeline": told,
        "shown": kind,
        "kinds": timeline_kinds.choices("All", timeline_kinds.SENT, timeline_kinds.MONEY),
        "used": _used(card, today),
        "place": open_items.place_of(visit.books, customer_id, row.id) if row.open and not credit else None,
        "first": not events,
        "standing": row.state != states.REVERSED,
        "small": 0 < row.open_base <= visit.company.writeoff_limit,
        "sent": deliveries.of(visit.books, target),
        "links": tuple(one for one in links.of(visit, target) if one.stands),
        "files": attachments.of_document(visit.books, row.id),
        "taxes": _taxes(card),
        "with_tax": card.prices == tax.WITH_TAX,
    }
    return visit.show("invoices/invoice.html", values, status=form.status)


def _may_note(visit: Visit, card: DocumentCard) -> bool:
    """Whether a note may be written about it: it is owed, or was."""
    return card.row.kind in chased.DEBTS and card.row.state != states.REVERSED and visit.may("activities.log")


def _taxes(card: DocumentCard) -> list[tuple[str, DocumentTax]]:
    return [(name, one) for one in card.taxes if (name := desk.tax_name(one.category, one.rate_e4))]


def _told(visit: Visit, card: DocumentCard, about: Chased, events: str) -> tuple[Timeline, str]:
    """A page of what happened, of the kind that is asked for, and that kind."""
    kind = timeline_kinds.asked(visit)
    wanted = Filter(subject_kind="document", subject_id=card.row.id, subjects=about.subjects)
    told = timeline.of(visit, replace(wanted, verbs=timeline_kinds.verbs(kind)), events)
    if not events and kind != timeline_kinds.SENT:
        told = _with_allocations(told, card, visit.company.base_currency)
    if not events and kind != timeline_kinds.MONEY:
        told = chased.with_reminders(told, about)
    return told, kind


def _used(card: DocumentCard, today: datetime.date) -> tuple[int, int] | None:
    """Days from issue until it was settled, or until today, and those that its terms allow; None for instalments."""
    row = card.row
    if row.kind not in chased.DEBTS or row.state == states.REVERSED or len(card.instalments) != 1:
        return None
    last = max((one.effective_on for one in card.met), default=today) if not row.open else today
    return max(0, (last - row.issued_on).days), (row.due_on - row.issued_on).days


def _preflight(visit: Visit, card: DocumentCard, customer_id: int) -> tuple[Finding, ...]:
    """What would delay the payment of an invoice that is still to be paid."""
    waits = card.row.kind == "invoice" and card.row.open > 0 and card.row.state != states.REVERSED
    return preflight.of_card(visit.books, card, customer_id, visit.context.today) if waits else ()


def steps(
    card: DocumentCard, today: datetime.date, base: str, sent: tuple[Step, ...] = (), said: tuple[Step, ...] = ()
) -> tuple[Step, ...]:
    """From issue to settlement; only what has happened is told as done.

    `sent` are the stations of its delivery, `said` what was promised and how it is chased.
    """
    row = card.row
    last = max((one.effective_on for one in card.met), default=None)
    made = [Step("done", "Issued", shown.day(row.issued_on)), *sent]
    if row.state == states.REVERSED:
        on = shown.day(card.reversed_on) if card.reversed_on else ""
        return (*made, Step("fail", "Reversed", on))
    if row.kind == "credit_note":
        used = Step("done", "Used", shown.day(last)) if last and not row.open else Step("", "Used", "")
        part = f"{shown.with_currency(row.open, row.currency, base)} to be used"
        return (*made, used) if not row.open else (*made, Step("now", "Open credit", part), used)
    due = Step("now", f"Due {shown.short_day(row.due_on, today)}", shown.due(row.due_on, today))
    if row.state == states.OVERDUE:
        due = replace(due, kind="fail")
    elif row.state == states.PAID:
        due = Step("done", f"Due {shown.short_day(row.due_on, today)}", "")
    if card.met and row.open:
        met = shown.with_currency(row.total - row.open, row.currency, base)
        made.append(Step("done", "Part-paid", f"{met}, last {shown.short_day(last, today)}" if last else met))
    paid = Step("done", "Settled", _settled(row.due_on, last)) if not row.open else Step("", "Settled", "")
    return (*made, due, *said, paid)


def reached(visit: Visit, document_id: int) -> tuple[Step, ...]:
    """How the document has reached the customer, where it was sent at all."""
    sent = deliveries.standing(visit.books, document_id)
    if not sent.state:
        return ()
    kind = {deliveries.VIEWED: "done", "sent": "done", "failed": "fail", "bounced": "fail"}.get(sent.state, "now")
    return (Step(kind, sent.state.capitalize(), shown.day(shown.at(sent.at, visit.company.timezone).date())),)


def _settled(due_on: datetime.date, last: datetime.date | None) -> str:
    if last is None:
        return ""
    days = (last - due_on).days
    many = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'}"
    timing = "on its day" if days == 0 else (f"{many} late" if days > 0 else f"{many} early")
    return f"{shown.day(last)}, {timing}"


def _link(one: Met) -> str:
    if not one.label or one.kind in ("writeoff", "reversal"):
        return ""
    if one.kind in ("payment", "transfer", "refund"):
        return reverse("payment", kwargs={"reference": one.label})
    return reverse("invoice", kwargs={"number": one.label})


def _with_allocations(told: Timeline, card: DocumentCard, base: str) -> Timeline:
    """What happened, with the allocations that came along with a payment and left their event there."""
    seen = {one.title for one in told.rows}
    oldest = told.rows[-1].at if told.rows and told.after else 0
    more = []
    for one in card.met:
        amount = shown.with_currency(one.amount, one.currency, base)
        title = f"{one.label} met {card.row.number}, {amount}"
        if one.kind in ("payment", "credit_note", "transfer") and title not in seen and one.recorded_at >= oldest:
            more.append(Told("check", "ok", title, "", _link(one), one.recorded_at, one.by))
    return replace(told, rows=tuple(sorted((*told.rows, *more), key=lambda one: -one.at)))
