"""Recurring invoices: the schedules, one with its days, and the form that starts one from an invoice or a draft."""

from __future__ import annotations

import datetime

from django.http import HttpResponse

from quittance.actions import recurring as verbs
from quittance.actions.recurring import (
    EditRecurring,
    PauseRecurring,
    ResumeRecurring,
    RunRecurring,
    StartRecurring,
    StopRecurring,
)
from quittance.reports import document as documents
from quittance.reports import drafts
from quittance.reports import recurring as report
from quittance.reports.audit import Filter
from quittance.rules import recurring as rules
from quittance.rules.ledger import INVOICE
from quittance.rules.recurring import Rhythm
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import draft_form, draft_lines, invoice_new, lists, shown, timeline, visit
from quittance.web.form import Form
from quittance.web.lists import Plain
from quittance.web.visit import Visit

SAID = {
    "pause": "The schedule rests.",
    "resume": "The schedule goes on.",
    "stop": "The schedule has ended. What it has made stays.",
}


LIST = Plain("recurring", "schedules", report.ORDERS[0], rules.STATES)


@visit.page()
def recurring_list(visit: Visit) -> HttpResponse:
    """What is made again and again."""
    return lists.plain(visit, LIST, lambda wanted: report.find(visit.books, wanted))


@visit.form("recurring.start")
def recurring_new(visit: Visit) -> HttpResponse:
    """A schedule to be, like the invoice or the draft that the address names; raises `NotFound` without either."""
    number, draft = visit.request.GET.get("invoice", ""), visit.request.GET.get("draft", "")
    id = int(draft) if draft.isascii() and draft.isdecimal() and len(draft) < 20 else 0
    form = Form(visit, {"every": "1", "unit": rules.MONTH, "start_on": "today", "mode": rules.DRAFT})
    if form.sent and form["do"] != "days":
        made = form.does(verbs.start, lambda: _start(form, number, id))
        if made is not None:
            return visit.go("recurring", "The schedule is started. The worker makes what is due.", id=made.id)
    days, fault = _days(form)
    live = {"days": days, "fault": fault, "form": form}
    if form.sent and form["do"] == "days":
        return visit.show("recurring/days.html", live)
    values = {**live, "like": _like(visit, number, id), "number": number}
    return visit.show("recurring/new.html", values, status=form.status)


@visit.form()
def recurring(visit: Visit, id: int) -> HttpResponse:
    """One schedule, and what its buttons carry out."""
    form = Form(visit)
    if form.sent:
        done = _carried_out(form, id)
        if done:
            return visit.go("recurring", done, id=id)
    card, events = report.card(visit.books, id), visit.request.GET.get("events", "")
    late = card.row.next_on is not None and card.row.next_on < visit.context.today and card.row.state == rules.ACTIVE
    values = {
        "form": form,
        "card": card,
        "row": card.row,
        "late": late,
        "timeline": timeline.of(visit, Filter(subject_kind="schedule", subject_id=id), events),
        "first": not events,
        **draft_lines.values(card.content, card.whole, card.row.currency),
    }
    return visit.show("recurring/schedule.html", values, status=form.status)


@visit.form("recurring.edit")
def recurring_edit(visit: Visit, id: int) -> HttpResponse:
    """What it says from a day on, in the composer, on the version that was shown; raises `NotFound`."""
    card = report.card(visit.books, id)
    start = {**draft_form.fields(card.content), "version": str(card.version)}
    start["from_on"] = card.ahead[0].on.isoformat() if card.ahead else ""
    form = Form(visit, start)
    if form.sent and form["do"] not in ("totals", "more"):
        made = form.does(verbs.edit, lambda: _edit(visit, form, id))
        if made is not None:
            return visit.go("recurring", f"From {shown.day(made.from_on)} on it says so.", id=id)
    return invoice_new.composer(visit, form, INVOICE, {"schedule": card, "heading": "Change what it says"})


def _edit(visit: Visit, form: Form, id: int) -> EditRecurring:
    return EditRecurring(id, form.whole("version"), draft_form.content(visit, form), form.day_or_none("from_on"))


def _carried_out(form: Form, id: int) -> str:
    """What a button has done, in words; "" when it was refused, see the form's faults."""
    do = form["do"]
    if do == "run":
        ran = form.does(verbs.run, lambda: RunRecurring(id))
        return f"Period {ran.n}: {ran.number or 'a draft'} is made." if ran else ""
    if do == "pause":
        done = form.does(verbs.pause, lambda: PauseRecurring(id))
    elif do == "resume":
        done = form.does(verbs.resume, lambda: ResumeRecurring(id))
    else:
        done = form.does(verbs.stop, lambda: StopRecurring(id))
    return SAID.get(do, SAID["stop"]) if done else ""


def _start(form: Form, number: str, draft_id: int) -> StartRecurring:
    rhythm = _rhythm(form)
    return StartRecurring(
        start_on=rhythm.start_on,
        number=number,
        draft_id=draft_id,
        every=rhythm.every,
        unit=rhythm.unit,
        on_day=rhythm.on_day,
        end_on=rhythm.end_on,
        times=rhythm.times,
        mode=form["mode"],
    )


def _rhythm(form: Form) -> Rhythm:
    last = form["on_day"].strip().lower() == "last"
    on_day = 31 if last else _whole(form, "on_day", 0)
    times = _whole(form, "times", 0)
    return Rhythm(
        _whole(form, "every", 1), form["unit"], form.day("start_on"), on_day, form.day_or_none("end_on"), times
    )


def _whole(form: Form, name: str, usual: int) -> int:
    given = form[name].strip()
    if not given:
        return usual
    if not (given.isascii() and given.isdecimal() and len(given) < 6):
        raise Invalid(f"{given[:40]!r} is not a number.", field=name)
    return int(given)


def _days(form: Form) -> tuple[tuple[datetime.date, ...], str]:
    """The first days of the rhythm as it stands, or what is wrong with it."""
    try:
        return rules.days(rules.check(_rhythm(form)), 0, report.AHEAD), ""
    except Refusal as refusal:
        return (), refusal.sentence


def _like(visit: Visit, number: str, id: int) -> dict[str, str]:
    """What is repeated, in words; raises `NotFound`."""
    base = visit.company.base_currency
    if number:
        row = documents.card(visit.books, number, visit.context.today).row
        amount = shown.with_currency(row.total, row.currency, base)
        return {"said": f"{row.number}, {amount} to {row.customer_name}"}
    made = drafts.card(visit.books, id).row
    amount = shown.with_currency(made.total, made.currency, base)
    return {"said": f"the draft of {amount} to {made.customer_name}"}
