"""Settings of the letterhead: what every paper says of the company, and its logo."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import entities
from quittance.actions.entities import EditEntity, LogoKept, RemoveLogo
from quittance.formats.image import MOST_BYTES
from quittance.reports import letterhead as reports
from quittance.reports.letterhead import FIELDS, TYPES
from quittance.rules.refusals import Invalid, NotFound
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

EDIT = "entities.edit"
CORRECTIONS = (("", "keep who issued them and where"), ("yes", "say this too: it was wrong"))
"""What papers already issued say of a changed name, address or number."""


@visit.form()
def letterhead(visit: Visit) -> HttpResponse:
    """The letterhead as it stands, and the form that changes it for who may."""
    head = reports.of(visit.books)
    form = Form(visit, {name: getattr(head, name) for name in FIELDS} | {"correction": ""})
    if form.sent:
        changed = {name: form[name].strip() for name in FIELDS if form[name].strip() != form.start[name]}
        if form.does(entities.edit, lambda: EditEntity(**changed, correction=form["correction"] == "yes")) is not None:
            return visit.go("letterhead", "The letterhead is kept.")
    return _show(visit, form)


@visit.deed("entities.set_logo")
def logo_set(visit: Visit) -> HttpResponse:
    """Another logo."""
    form = Form(visit)
    if form.tries(lambda: _given(visit, form)) is not None:
        return visit.go("letterhead", "The logo is kept.")
    head = reports.of(visit.books)
    form.sent, form.start = False, {name: getattr(head, name) for name in FIELDS} | {"correction": ""}
    return _show(visit, form)


@visit.deed("entities.remove_logo")
def logo_remove(visit: Visit) -> HttpResponse:
    """No logo any more."""
    form = Form(visit)
    visit.do(entities.remove_logo, RemoveLogo(), form.key)
    return visit.go("letterhead", "The logo is taken away.")


@visit.page()
def logo(visit: Visit, kind: str) -> HttpResponse:
    """The logo as it was kept; the policy of every page lets it run nothing."""
    found = reports.logo(visit.books)
    if found is None or found.kind != kind:
        raise NotFound("There is no such logo.")
    return HttpResponse(found.content, content_type=TYPES[found.kind])


def _given(visit: Visit, form: Form) -> LogoKept:
    given = visit.request.FILES.get("file")
    if given is None:
        raise Invalid("Choose a picture: PNG or SVG.", field="file")
    return visit.do(entities.set_logo, entities.logo(given.read(MOST_BYTES + 1)), form.key)


def _show(visit: Visit, form: Form) -> HttpResponse:
    values = {"form": form, "head": reports.of(visit.books), "may_edit": visit.may(EDIT), "most": MOST_BYTES // 1024}
    values["corrections"] = CORRECTIONS
    return visit.show("settings/letterhead.html", values, status=form.status)
