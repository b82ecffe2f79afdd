"""Estimates: what was offered, in any state, searched and paged."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.reports import estimates as report
from quittance.rules import estimate as rules
from quittance.web import lists, visit
from quittance.web.lists import Plain
from quittance.web.visit import Visit

LIST = Plain("estimates", "estimates", report.ORDERS[0], rules.STATES)


@visit.page()
def estimates(visit: Visit) -> HttpResponse:
    """What customers were offered."""
    return lists.plain(visit, LIST, lambda wanted: report.find(visit.books, wanted, visit.context.today))
