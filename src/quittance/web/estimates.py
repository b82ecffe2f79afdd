"""Estimates: what was offered, in any state, searched and paged."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from quittance.reports import estimates as report
from quittance.reports.page import Wanted
from quittance.rules import estimate as rules
from quittance.web import lists, visit
from quittance.web.templatetags.desk import PILLS
from quittance.web.visit import Visit


@visit.page()
def estimates(visit: Visit) -> HttpResponse:
    """What customers were offered."""
    asked = lists.asked(visit)
    order, after = asked.place(report.ORDERS[0])
    wanted = Wanted(asked.state, asked.q, asked.customer, order, after, lists.ROWS)
    found = report.find(visit.books, wanted, visit.context.today)
    values = {
        "asked": asked,
        "list": lists.shown(asked, found, report.ORDERS[0]),
        "order": asked.order or report.ORDERS[0],
        "states": (("", "All"), *((state, PILLS[state][1]) for state in rules.STATES)),
    }
    answer = visit.show("estimates/list.html" if asked.part == "list" else "estimates/estimates.html", values)
    patch_vary_headers(answer, ("HX-Request",))
    return answer
