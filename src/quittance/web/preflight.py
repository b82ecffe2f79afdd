"""Preflight on screen: how the company takes each check, and which customers demand their order number."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import preflight as verbs
from quittance.actions.preflight import LevelInput, RequireOrder, SetPreflight
from quittance.reports import preflight as reports
from quittance.rules import preflight as rules
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LEVELS = ((rules.BLOCK, "is held back"), (rules.WARN, "gets a warning"), (rules.OFF, "is let be"))


@visit.form()
def preflight(visit: Visit) -> HttpResponse:
    """Every check with how it is taken, and the form that changes it for who may."""
    held = reports.policy(visit.books)
    form = Form(visit, held)
    if form.sent:
        levels = tuple(LevelInput(check, form[check]) for check in rules.CHECKS if form[check] != held[check])
        made = form.does(verbs.set_policy, lambda: SetPreflight(levels))
        if made is not None:
            return visit.go("preflight", "The checks are kept.")
    checks = [(check, means[0].upper() + means[1:], form[check]) for check, means in rules.CHECKS.items()]
    values = {"form": form, "checks": checks, "levels": LEVELS, "demanding": reports.demanding(visit.books)}
    return visit.show("settings/preflight.html", values, status=form.status)


@visit.deed("preflight.require_order")
def customer_order(visit: Visit, number: str) -> HttpResponse:
    """Whether the customer demands its order number."""
    form = Form(visit)
    required = form["required"] == "yes"
    visit.do(verbs.require_order, RequireOrder(number, required), form.key)
    said = "Invoices need their order number." if required else "No order number is needed."
    return visit.go("customer-agreed", said, number=number)
