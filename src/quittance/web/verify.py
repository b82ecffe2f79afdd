"""Verify: every cached number recomputed from history, on demand, with what differs."""

from __future__ import annotations

import time

from django.http import HttpResponse

from quittance.reports import verify as verifies
from quittance.reports.checks import CHECKS
from quittance.web import visit
from quittance.web.visit import Visit


@visit.form()
def verify(visit: Visit) -> HttpResponse:
    """The button, and after it what was looked at and what differs."""
    values: dict[str, object] = {"about": list(CHECKS)}
    if visit.request.method == "POST":
        began = time.monotonic()
        found = verifies.run(visit.books)
        values |= {"found": found, "seconds": f"{time.monotonic() - began:.1f}"}
    return visit.show("verify/verify.html", values)
