"""One estimate: written, shown with what became of it, changed, and moved on to an invoice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from quittance.actions import estimates
from quittance.actions.estimates import (
    AcceptEstimate,
    ConvertEstimate,
    DeclineEstimate,
    EditEstimate,
    MarkSent,
    WriteEstimate,
)
from quittance.reports import deliveries
from quittance.reports import estimates as report
from quittance.reports import links as link_reports
from quittance.reports.audit import Filter
from quittance.reports.estimates import EstimateRow
from quittance.rules import estimate as rules
from quittance.web import draft_form, draft_lines, invoice_new, links, shown, timeline, visit
from quittance.web.chased import Step
from quittance.web.customer import agreed
from quittance.web.form import Form
from quittance.web.visit import Visit

ESTIMATE = "estimate"


@visit.form("estimates.write")
def estimate_new(visit: Visit) -> HttpResponse:
    """An estimate to be."""
    form = Form(visit, {"customer_number": visit.request.GET.get("customer", ""), "issued_on": "today"})
    if form.sent and form["do"] not in ("totals", "more"):
        made = form.does(
            estimates.write, lambda: WriteEstimate(draft_form.content(visit, form), form.day_or_none("valid_until"))
        )
        if made is not None:
            return visit.go("estimate", f"Estimate {made.number} is written.", number=made.number)
    return invoice_new.composer(visit, form, ESTIMATE, {"heading": "New estimate"})


@visit.form("estimates.edit")
def estimate_edit(visit: Visit, number: str) -> HttpResponse:
    """An estimate as it stands, changed on the version that was shown; raises `NotFound`."""
    card = report.card(visit.books, number, visit.context.today)
    start = draft_form.fields(replace(card.content, issued_on=card.row.issued_on))
    start |= {"version": str(card.row.version), "valid_until": card.row.valid_until.isoformat()}
    form = Form(visit, start)
    if form.sent and form["do"] not in ("totals", "more"):

        def read() -> EditEstimate:
            content = draft_form.content(visit, form)
            return EditEstimate(number, form.whole("version"), content, form.day_or_none("valid_until"))

        if form.does(estimates.edit, read) is not None:
            return visit.go("estimate", "The estimate is saved.", number=number)
    return invoice_new.composer(visit, form, ESTIMATE, {"estimate": card, "heading": "Edit the estimate"})


@visit.form()
def estimate(visit: Visit, number: str) -> HttpResponse:
    """The estimate of that number, and what its buttons carry out."""
    form = Form(visit)
    done = _carried_out(visit, form, number) if form.sent else ""
    if done:
        return visit.go("estimate", done, number=number)
    card = report.card(visit.books, number, visit.context.today)
    row, events = card.row, visit.request.GET.get("events", "")
    target = link_reports.target(visit.books, number)
    values = {
        "form": form,
        "row": row,
        "steps": steps(row),
        "agreed": agreed(card.content.terms) if card.content.terms else "",
        "undecided": rules.may_decide(row.state),
        "editable": rules.may_change(row.state) and visit.may("estimates.edit"),
        "convertible": row.state == rules.ACCEPTED and row.draft_id is None and visit.may("estimates.convert"),
        "may_issue": visit.may("drafts.issue") and visit.may("invoices.record"),
        "timeline": timeline.of(visit, Filter(subject_kind=ESTIMATE, subject_id=row.id), events),
        "first": not events,
        "sent": deliveries.of(visit.books, target),
        "links": tuple(one for one in links.of(visit, target) if one.stands),
        **draft_lines.values(card.content, card.whole, row.currency),
    }
    return visit.show("estimates/estimate.html", values, status=form.status)


def steps(row: EstimateRow) -> tuple[Step, ...]:
    """From offer to invoice; only what has happened is told as done."""
    made = [Step("done", "Written", shown.day(row.issued_on))]
    last = f"until {shown.day(row.valid_until)}"
    if row.state == rules.DECLINED:
        return (*made, Step("fail", "Declined", shown.day(row.decided_on) if row.decided_on else ""))
    if row.state == rules.EXPIRED:
        return (*made, Step("fail", "Expired", last))
    decided = row.decided_on is not None
    made.append(Step("done" if decided or row.state == rules.SENT else "now", "Sent", "" if decided else last))
    waits = "now" if row.state == rules.SENT else ""
    made.append(Step("done", "Accepted", shown.day(row.decided_on)) if row.decided_on else Step(waits, "Accepted", ""))
    return (*made, Step("done" if row.invoice else ("now" if decided else ""), "Invoiced", row.invoice))


def _carried_out(visit: Visit, form: Form, number: str) -> str:
    """What one of the buttons has done, in words; "" when it was refused, see the form's faults."""
    do = form["do"]
    made: Any = None
    if do == "sent":
        made = form.does(estimates.mark_sent, lambda: MarkSent(number))
        return f"{number} is with the customer." if made else ""
    if do == "accept":

        def accepted() -> AcceptEstimate:
            on = form.past_day("on") if form["on"].strip() else None
            return AcceptEstimate(number, on, form["decided_with"], form["purchase_order"])

        made = form.does(estimates.accept, accepted)
        return f"{number} is accepted." if made else ""
    if do == "decline":

        def declined() -> DeclineEstimate:
            on = form.past_day("on") if form["on"].strip() else None
            return DeclineEstimate(number, on, form["decided_with"], form["reason"])

        made = form.does(estimates.decline, declined)
        return f"{number} is declined." if made else ""
    issue = "now" if do == "issue" else ""
    made = form.does(estimates.convert, lambda: ConvertEstimate(number, issue))
    if made is None:
        return ""
    return f"Issued as {made.invoice}." if made.invoice else "A draft of the invoice is written."
