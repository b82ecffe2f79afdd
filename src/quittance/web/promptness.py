"""How promptly deliveries are invoiced, on screen: the span in figures, by month, and what took longest."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.reports import promptness as report
from quittance.web import visit
from quittance.web.invoices import day_of
from quittance.web.visit import Visit


@visit.page()
def promptness(visit: Visit) -> HttpResponse:
    """Days from the delivery to the invoice, of the last ninety days or a span of the address."""
    asked = visit.request.GET
    since, until = (day_of(visit, asked.get(name, ""), name) for name in ("since", "until"))
    found = report.of(visit.books, since, until, visit.context.today)
    values = {"found": found, "whole": found.whole, "soon": report.SOON_DAYS, "silent": f"{found.silent:,}"}
    return visit.show("invoices/promptness.html", values)
