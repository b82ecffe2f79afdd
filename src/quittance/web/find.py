"""Find or do: the palette's answers, and the same as a page for who has no script."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.web import visit
from quittance.web.visit import Visit


@visit.page()
def find(visit: Visit) -> HttpResponse:
    """Places, deeds, customers and documents that hold the text."""
    return visit.show("find/find.html", {"q": visit.request.GET.get("q", "")})
