"""Preflight: what would delay the payment of an invoice, and how the company takes each check."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import preflight
from quittance.actions.preflight import LevelInput, OrderRequired, PreflightSet, RequireOrder, SetPreflight
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Flag, Given, Number, Shown
from quittance.reports import preflight as reports
from quittance.rules import preflight as rules

router = Router()

Check = Literal["order", "address", "bank", "duplicate", "tax", "price", "stock", "einvoice"]
Level = Literal["block", "warn", "off"]


class GivenLevel(Given):
    """How one check is taken."""

    check: Check
    level: Level


class GivenChecks(Given):
    """Checks and how they are taken; those that are left out stay."""

    levels: Annotated[list[GivenLevel], Field(min_length=1, max_length=len(rules.CHECKS))]


class GivenOrderDemand(Given):
    """Whether the customer demands its order number."""

    customer_number: Number
    required: Flag


class FindingShown(Shown):
    """What would delay the payment, how it is taken, and the field to correct."""

    check: Check
    level: Level
    field: str
    sentence: str


class Findings(Shown):
    """Everything that was found; empty when nothing stands in the way."""

    rows: list[FindingShown]


class CheckShown(Shown):
    """A check in words, and how it is taken."""

    check: Check
    level: Level
    means: str


class Checks(Shown):
    """All checks."""

    rows: list[CheckShown]


@asks(router, "/preflight", Findings)
def look(desk: Desk, *, number: Number) -> dict[str, Any]:
    """Show what would delay the payment of an issued invoice; a dry run of POST /invoices tells it of a new one."""
    found = reports.of_number(desk.books, number, desk.today)
    return {"rows": [{name: getattr(one, name) for name in ("check", "level", "field", "sentence")} for one in found]}


@asks(router, "/preflight/policy", Checks)
def policy(desk: Desk) -> dict[str, Any]:
    """Show how the company takes each check."""
    held = reports.policy(desk.books)
    return {"rows": [{"check": check, "level": held[check], "means": means} for check, means in rules.CHECKS.items()]}


@does(router, "PUT", "/preflight/policy", "preflight.set_policy", result_of(PreflightSet))
def set_policy(desk: Desk, body: GivenChecks) -> PreflightSet:
    """Set how checks are taken: block, warn or off."""
    levels = tuple(LevelInput(one.check, one.level) for one in body.levels)
    return preflight.set_policy(desk.context, SetPreflight(levels))


@does(router, "PUT", "/preflight/orders", "preflight.require_order", result_of(OrderRequired))
def require_order(desk: Desk, body: GivenOrderDemand) -> OrderRequired:
    """Note whether a customer pays nothing without its order number."""
    return preflight.require_order(desk.context, RequireOrder(body.customer_number, body.required))
