"""The company's own card and settings, and who is asking."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from quittance.actions import entities
from quittance.actions.entities import EditEntity, EntityEdited
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import PLAIN, AmountShown, Country, DayShown, Decimal, Given, Shown
from quittance.reports import books

router = Router()


class CompanyChanges(Given):
    """Settings to change; what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)] | None = None
    country: Country | None = None
    timezone: Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN)] | None = None
    writeoff_limit: Decimal | None = None


class Company(Shown):
    """The company; nothing posts on or before `locked_through`."""

    name: str
    code: str
    currency: str
    country: str
    timezone: str
    locked_through: DayShown | None
    writeoff_limit: AmountShown
    receivable_account: str
    today: DayShown


class Me(Shown):
    """The identity that asks, and what it may do."""

    kind: str
    name: str
    permissions: list[str]


@asks(router, "/company", Company)
def show(desk: Desk) -> dict[str, Any]:
    """Show the company's settings."""
    card = books.entity(desk.books)
    return {
        "name": card.name,
        "code": card.code,
        "currency": card.base_currency,
        "country": card.country,
        "timezone": card.timezone,
        "locked_through": card.locked_through,
        "writeoff_limit": plain.amount(card.writeoff_limit, card.base_currency),
        "receivable_account": card.receivable_code,
        "today": desk.today,
    }


@does(router, "PATCH", "/company", "entities.edit", result_of(EntityEdited))
def edit(desk: Desk, body: CompanyChanges) -> EntityEdited:
    """Change the company's settings."""
    return entities.edit(desk.context, EditEntity(**body.fields()))


@asks(router, "/me", Me, permission="")
def me(desk: Desk) -> dict[str, Any]:
    """Show who is asking, and what they may do."""
    actor = desk.context.actor
    return {"kind": actor.kind, "name": actor.name, "permissions": sorted(actor.permissions)}
