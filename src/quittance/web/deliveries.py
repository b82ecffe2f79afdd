"""A document sent by mail: the address, what the customer will see, and the button that queues it."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import deliveries
from quittance.actions.deliveries import SendDocument
from quittance.formats import letter
from quittance.reports import customers, document, paper_document
from quittance.reports import deliveries as reports
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.form("deliveries.send")
def document_send(visit: Visit, number: str) -> HttpResponse:
    """The message as it will be, and where it goes; raises `NotFound`."""
    row = document.card(visit.books, number, visit.context.today).row
    card = customers.card(visit.books, customers.id_of(visit.books, row.customer_number), visit.context.today)
    main = [one.email for one in card.contacts if one.main and one.email]
    form = Form(visit, {"address": main[0] if main else card.row.email})
    made = form.does(deliveries.send, lambda: SendDocument(number, form["address"].strip())) if form.sent else None
    if made is not None:
        return visit.go("invoice", f"{number} is queued for {made.address}.", number=number)
    sheet = paper_document.of(visit.books, number, visit.context.today)
    values = {
        "form": form,
        "row": row,
        "sheet": sheet,
        "text": letter.plain(sheet),
        "sent": reports.of_document(visit.books, number),
    }
    return visit.show("paper/send.html", values, status=form.status)
