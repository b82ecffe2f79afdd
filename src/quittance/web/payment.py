"""One payment: what it paid, what is left of it and with whom, what happened to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from quittance.reports import payments as report
from quittance.reports.allocations import Met
from quittance.reports.audit import Filter
from quittance.rules import states
from quittance.web import timeline, visit
from quittance.web.visit import Visit


@visit.page()
def payment(visit: Visit, reference: str) -> HttpResponse:
    """The payment of that reference; raises `NotFound` for the page of it."""
    card = report.card(visit.books, reference)
    events = visit.request.GET.get("events", "")
    row = card.row
    own = {one.item_id for one in card.holdings if one.kind == "transfer"}
    values = {
        "card": card,
        "row": row,
        "met": [(one, link(one)) for one in card.met],
        "allocated": sum(one.amount for one in card.met if one.kind not in ("transfer", "refund", "reversal")),
        "refunded": sum(one.amount for one in card.met if one.kind == "refund"),
        "moved": [one for one in card.holdings if one.item_id in own],
        "timeline": timeline.of(visit, Filter(subject_kind="payment", subject_id=row.id), events),
        "first": not events,
        "standing": row.state != states.REVERSED,
    }
    return visit.show("payments/payment.html", values)


def link(one: Met) -> str:
    """The document it was spent on; "" for refunds, moves and reversals."""
    if one.kind in ("refund", "transfer", "reversal", "writeoff") or not one.label:
        return ""
    return reverse("invoice", kwargs={"number": one.label})
