"""Drafts: what is written and not issued yet, in any state, searched and paged."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.reports import drafts as report
from quittance.rules import draft as rules
from quittance.web import lists, visit
from quittance.web.lists import Plain
from quittance.web.visit import Visit

LIST = Plain("drafts", "drafts", report.ORDERS[0], rules.STATES)


@visit.page()
def drafts(visit: Visit) -> HttpResponse:
    """Documents that are not issued."""
    return lists.plain(visit, LIST, lambda wanted: report.find(visit.books, wanted))
