"""Today: what is owed, how old it is, and what is to be done next; only figures that the books hold."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.reports import aged
from quittance.reports.aged import Question
from quittance.web import visit
from quittance.web.visit import Visit


@visit.page()
def today(visit: Visit) -> HttpResponse:
    """The first page after signing in."""
    found = aged.summary(visit.books, Question(visit.context.today))
    return visit.show("today/today.html", {"aged": found})
