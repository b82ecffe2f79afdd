"""The company's own card and settings, and who is asking."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Router, UploadedFile
from pydantic import Field

from quittance.actions import entities
from quittance.actions.entities import EditEntity, EntityEdited, LogoKept, RemoveLogo
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    LONG,
    PLAIN,
    AmountShown,
    Country,
    DayShown,
    Decimal,
    DecimalOrNothing,
    Email,
    Flag,
    Given,
    Shown,
    Street,
)
from quittance.reports import books, letterhead
from quittance.rules.refusals import NotFound

router = Router()

Paragraph = Annotated[str, Field(max_length=600, pattern=LONG, description="At most six lines.")]
Said = Annotated[str, Field(max_length=200, pattern=PLAIN)]


class CompanyChanges(Given):
    """Settings to change; what is left out stays.

    Papers already issued go on saying who issued them and where, unless this is a correction.
    """

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)] | None = None
    country: Country | None = None
    timezone: Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN)] | None = None
    writeoff_limit: Decimal | None = None
    approval_limit: DecimalOrNothing | None = None
    legal_name: Said | None = None
    street: Street | None = None
    postcode: Annotated[str, Field(max_length=20, pattern=PLAIN)] | None = None
    city: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    region: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    vat_id: Annotated[str, Field(max_length=32, pattern=PLAIN)] | None = None
    tax_number: Annotated[str, Field(max_length=40, pattern=PLAIN)] | None = None
    registration: Said | None = None
    bank_name: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    iban: Annotated[str, Field(max_length=50, pattern=r"^[A-Za-z0-9 ]*$")] | None = None
    bic: Annotated[str, Field(max_length=20, pattern=r"^[A-Za-z0-9 ]*$")] | None = None
    phone: Annotated[str, Field(max_length=64, pattern=PLAIN)] | None = None
    email: Email | None = None
    website: Said | None = None
    footer: Paragraph | None = None
    payment_text: Paragraph | None = None
    correction: Flag | None = None


class Letterhead(Shown):
    """What every paper says of the company; `logo_kind` is png, svg or empty."""

    legal_name: str
    street: str
    postcode: str
    city: str
    region: str
    vat_id: str
    tax_number: str
    registration: str
    bank_name: str
    iban: str
    bic: str
    phone: str
    email: str
    website: str
    footer: str
    payment_text: str
    logo_kind: str


class Company(Letterhead):
    """The company; nothing posts on or before `locked_through`."""

    name: str
    code: str
    currency: str
    country: str
    timezone: str
    locked_through: DayShown | None
    writeoff_limit: AmountShown
    approval_limit: AmountShown | None
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
    card, head = books.entity(desk.books), letterhead.of(desk.books)
    return {
        **{name: getattr(head, name) for name in letterhead.FIELDS},
        "logo_kind": head.logo_kind,
        "name": card.name,
        "code": card.code,
        "currency": card.base_currency,
        "country": card.country,
        "timezone": card.timezone,
        "locked_through": card.locked_through,
        "writeoff_limit": plain.amount(card.writeoff_limit, card.base_currency),
        "approval_limit": _limit(card.approval_limit, card.base_currency),
        "receivable_account": card.receivable_code,
        "today": desk.today,
    }


@does(router, "PATCH", "/company", "entities.edit", result_of(EntityEdited))
def edit(desk: Desk, body: CompanyChanges) -> EntityEdited:
    """Change the company's settings."""
    return entities.edit(desk.context, EditEntity(**body.fields()))


@asks(router, "/company/logo", None, media=tuple(letterhead.TYPES.values()))
def logo(desk: Desk) -> HttpResponse:
    """Give the company's logo as it was kept."""
    found = letterhead.logo(desk.books)
    if found is None:
        raise NotFound("There is no logo.")
    return HttpResponse(found.content, content_type=letterhead.TYPES[found.kind])


@does(router, "POST", "/company/logo", "entities.set_logo", result_of(LogoKept))
def set_logo(desk: Desk, file: Annotated[UploadedFile, File()]) -> LogoKept:
    """Give the company a logo (multipart, field `file`): a PNG or a plain SVG of at most 256 KiB."""
    return entities.set_logo(desk.context, entities.logo(file.read()))


@does(router, "POST", "/company/logo/remove", "entities.remove_logo", result_of(LogoKept))
def remove_logo(desk: Desk) -> LogoKept:
    """Take the company's logo away."""
    return entities.remove_logo(desk.context, RemoveLogo())


@asks(router, "/me", Me, permission="")
def me(desk: Desk) -> dict[str, Any]:
    """Show who is asking, and what they may do."""
    actor = desk.context.actor
    return {"kind": actor.kind, "name": actor.name, "permissions": sorted(actor.permissions)}


def _limit(minor: int | None, currency: str) -> str | None:
    return None if minor is None else plain.amount(minor, currency)
