"""A document sent by mail: the address, what the customer will see, and the button that queues it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from quittance.actions import deliveries
from quittance.actions.deliveries import SendDocument
from quittance.formats import letter
from quittance.formats.paper import Sheet
from quittance.reports import customers, document, estimates, paper_document, paper_estimate
from quittance.reports import deliveries as reports
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

OWN_LINK = "/p/…/"
"""What stands for the link of a message that is not written yet."""


@visit.form("deliveries.send")
def document_send(visit: Visit, number: str) -> HttpResponse:
    """The message that carries an invoice or credit note, and where it goes; raises `NotFound`."""
    today = visit.context.today
    row = document.card(visit.books, number, today).row
    return _send(visit, "invoice", number, row.customer_number, paper_document.of(visit.books, number, today))


@visit.form("deliveries.send")
def estimate_send(visit: Visit, number: str) -> HttpResponse:
    """The message that carries an estimate, and where it goes; raises `NotFound`."""
    today = visit.context.today
    row = estimates.card(visit.books, number, today).row
    return _send(visit, "estimate", number, row.customer_number, paper_estimate.of(visit.books, number, today))


def _send(visit: Visit, back: str, number: str, customer_number: str, sheet: Sheet) -> HttpResponse:
    card = customers.card(visit.books, customers.id_of(visit.books, customer_number), visit.context.today)
    main = [one.email for one in card.contacts if one.main and one.email]
    form = Form(visit, {"address": main[0] if main else card.row.email})
    made = form.does(deliveries.send, lambda: SendDocument(number, form["address"].strip())) if form.sent else None
    if made is not None:
        return visit.go(back, f"{number} is queued for {made.address}.", number=number)
    values = {
        "form": form,
        "number": number,
        "back": back,
        "text": letter.plain(sheet, f"{settings.ADDRESS}{OWN_LINK}" if settings.ADDRESS else ""),
        "sent": reports.of_document(visit.books, number),
    }
    return visit.show("paper/send.html", values, status=form.status)
