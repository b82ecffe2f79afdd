"""Your account: how the pages look here, and the ways you sign in."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.web import visit
from quittance.web.visit import Visit


@visit.page()
def you(visit: Visit) -> HttpResponse:
    """The person's own page."""
    return visit.show("you/you.html")
