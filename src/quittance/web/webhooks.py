"""Webhooks: addresses that are told when cash is applied, and the log of what they were told."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import webhooks as verbs
from quittance.actions.webhooks import AddWebhook, RemoveWebhook, ResendMessage
from quittance.reports import webhooks as reports
from quittance.rules.webhook import EVENTS
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LATEST = 20


@visit.form("webhooks.add")
def webhooks(visit: Visit) -> HttpResponse:
    """The addresses with their log, and the form that adds one."""
    form = Form(visit, {"events": tuple(EVENTS)})
    if form.sent:
        made = form.does(
            verbs.add, lambda: AddWebhook(form["name"], form["url"], form.all("events"), form["secret"].strip())
        )
        if made is not None:
            return visit.go("webhooks", f"{made.name} is told from now on")
    values = {
        "form": form,
        "rows": reports.webhooks(visit.books),
        "log": reports.deliveries(visit.books, LATEST),
        "latest": LATEST,
        "events": tuple(EVENTS.items()),
        "chosen": form.all("events"),
    }
    return visit.show("settings/webhooks.html", values, status=form.status)


@visit.deed("webhooks.resend")
def resend(visit: Visit, id: int) -> HttpResponse:
    """Send a message again that failed."""
    form = Form(visit)
    made = form.does(verbs.resend, lambda: ResendMessage(id))
    said = f"{made.event} is sent to {made.webhook} again" if made else "It does not wait to be sent again"
    return visit.go("webhooks", said)


@visit.deed("webhooks.remove")
def remove(visit: Visit) -> HttpResponse:
    """Stop telling an address."""
    form = Form(visit)
    made = form.does(verbs.remove, lambda: RemoveWebhook(form["name"]))
    return visit.go("webhooks", f"{made.name} is told nothing more" if made else "That webhook is gone already")
