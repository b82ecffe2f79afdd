"""Mail that came back, on screen: what did not arrive, whose address is to be corrected, and notifications taken in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import bounces
from quittance.actions.bounces import BounceTaken
from quittance.formats.bounce import MOST_BYTES
from quittance.reports import bounces as reports
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LATEST = 50
MOST_FILES = 20
"""Mails that are taken in at once."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file: what it says, or why it was refused."""

    name: str
    taken: BounceTaken | None = None
    refusal: str = ""


@visit.form()
def bounce_list(visit: Visit) -> HttpResponse:
    """Deliveries that did not arrive, and a place for notifications that came elsewhere."""
    form = Form(visit)
    read = form.tries(lambda: _take(visit)) if form.sent else None
    values = {
        "form": form,
        "read": read or (),
        "astray": reports.astray(visit.books, LATEST),
        "wrong": reports.to_correct(visit.books),
        "most": MOST_FILES,
        "megabytes": MOST_BYTES // 2**20,
    }
    return visit.show("bounces/bounces.html", values, status=form.status)


def _take(visit: Visit) -> tuple[Read, ...]:
    """Every file for itself: one that is no notification holds the others up in nothing."""
    given = visit.request.FILES.getlist("files")
    if not 1 <= len(given) <= MOST_FILES:
        raise Invalid(f"Choose between 1 and {MOST_FILES} mails.", field="files")
    made = []
    for one in given:
        name = one.name or "mail"
        try:
            made.append(Read(name, bounces.take_bytes(visit.context, one.read(MOST_BYTES + 1))))
        except Refusal as refusal:
            if len(given) == 1:
                refusal.field = "files"
                raise
            made.append(Read(name, refusal=str(refusal)))
    return tuple(made)
