"""Settings of the company: its name, its time zone and how small a balance may be written off."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import entities
from quittance.actions.entities import EditEntity
from quittance.reports import audit
from quittance.rules.duties import AUDIT
from quittance.web import shown, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

EDIT = "entities.edit"
LATEST = 12


@visit.form()
def settings(visit: Visit) -> HttpResponse:
    """The company's card, and the form that changes it for who may."""
    card, limit = visit.company, visit.company.approval_limit
    form = Form(
        visit,
        {
            "name": card.name,
            "country": card.country,
            "timezone": card.timezone,
            "writeoff_limit": shown.plain(card.writeoff_limit, card.base_currency),
            "approval_limit": "" if limit is None else shown.plain(limit, card.base_currency),
        },
    )
    if form.sent and form.does(entities.edit, lambda: _changes(form)) is not None:
        return visit.go("settings", "The company's settings are kept.")
    values = {"form": form, "may_edit": visit.may(EDIT), "zones": entities.zones()}
    if visit.may(AUDIT):
        values["events"] = audit.trail(visit.books, audit.Filter(subject_kind="entity", limit=LATEST))
    return visit.show("settings/company.html", values, status=form.status)


def _changes(form: Form) -> EditEntity:
    """Only what differs from the card, so that the event tells what was changed."""
    changed = {name: form[name].strip() for name in form.start if form[name].strip() != form.start[name]}
    return EditEntity(**changed, correction=False)
