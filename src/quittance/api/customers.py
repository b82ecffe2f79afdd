"""Customers: created, edited, listed with what they owe, and shown with everything around them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Header, Router
from pydantic import Field

from quittance.actions import customers
from quittance.actions.customers import CreateCustomer, CustomerKept, EditCustomer
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, respond, result_of
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Code,
    Country,
    Cursor,
    DayShown,
    Decimal,
    DecimalOrNothing,
    Email,
    Flag,
    Given,
    IdShown,
    Limit,
    MomentShown,
    Name,
    Number,
    Search,
    Shown,
    Street,
    Text,
)
from quittance.reports import customers as customer_reports

router = Router()

Language = Annotated[str, Field(max_length=8, pattern=r"^[A-Za-z-]*$")]
VatId = Annotated[str, Field(max_length=32, pattern=r"^[\x20-\x7e]*$")]
Iban = Annotated[str, Field(max_length=50, pattern=r"^[A-Za-z0-9 ]*$")]
ExternalId = Annotated[str, Field(max_length=128, pattern=r"^[^\x00-\x1f\x7f]*$")]
Postcode = Annotated[str, Field(max_length=20, pattern=PLAIN)]
Place = Annotated[str, Field(max_length=100, pattern=PLAIN)]
Segment = Annotated[str, Field(max_length=60, pattern=PLAIN, description="The company's own word for a group.")]
NumberOrNothing = Annotated[str, Field(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")]


class NewCustomer(Given):
    """A customer to be; the number is the next free one when left out, the currency the company's."""

    name: Name
    number: Number | None = None
    email: Email | None = None
    country: Country | None = None
    currency: Code | None = None
    language: Language | None = None
    terms: Annotated[Text, Field(description="Such as net 30 or 2/10 net 30.")] | None = None
    parent_number: Number | None = None
    credit_limit: Decimal | None = None
    vat_id: VatId | None = None
    iban: Iban | None = None
    external_id: ExternalId | None = None
    street: Street | None = None
    postcode: Postcode | None = None
    city: Place | None = None
    region: Place | None = None
    segment: Segment | None = None


class CustomerChanges(Given):
    """Changes to a customer: what is left out stays, empty text clears.

    Papers already issued go on saying what they were issued with, unless this is a correction.
    """

    name: Name | None = None
    email: Email | None = None
    country: Country | None = None
    currency: Code | None = None
    language: Language | None = None
    terms: Text | None = None
    parent_number: NumberOrNothing | None = None
    credit_limit: DecimalOrNothing | None = None
    vat_id: VatId | None = None
    iban: Iban | None = None
    external_id: ExternalId | None = None
    street: Street | None = None
    postcode: Postcode | None = None
    city: Place | None = None
    region: Place | None = None
    segment: Segment | None = None
    correction: Flag | None = None


class CustomerShown(Shown):
    """A customer with what it owes in the company's currency; the credit limit is in its own."""

    id: IdShown
    number: str
    name: str
    kind: str = Field(description="customer, or unidentified: where payments of unknown payers are kept.")
    email: str
    country: str
    currency: str
    terms: str
    parent_number: str
    credit_limit: AmountShown | None
    segment: str
    open: AmountShown
    overdue: AmountShown
    unapplied: AmountShown
    balance: AmountShown
    oldest_due_on: DayShown | None


class Customers(Shown):
    """A page of customers; `next` is the cursor of the page behind, empty on the last."""

    currency: str
    rows: list[CustomerShown]
    next: str


class Balance(Shown):
    """What is open, overdue and unapplied (zero or negative) in one currency."""

    currency: str
    open: AmountShown
    overdue: AmountShown
    unapplied: AmountShown


class Relative(Shown):
    """The parent or a child."""

    id: IdShown
    number: str
    name: str


class Contact(Shown):
    """A person at the customer."""

    id: IdShown
    name: str
    email: str
    phone: str
    duty: str
    main: bool


class CustomerCard(CustomerShown):
    """One customer with its people, relatives and balances per currency; `version` is also the `ETag`."""

    language: str
    vat_id: str
    iban: str
    external_id: str
    street: str
    postcode: str
    city: str
    region: str
    version: int
    recorded_at: MomentShown
    base_currency: str
    balances: list[Balance]
    parent: Relative | None
    children: list[Relative]
    contacts: list[Contact]
    open_count: int
    last_payment_on: DayShown | None


IfMatch = Annotated[
    str | None,
    Field(pattern=r'^"[1-9][0-9]{0,9}"$', description="The `ETag` read before: refuse when it has changed since."),
    Header(None, alias="If-Match"),
]


@asks(router, "/customers", Customers)
def find(
    desk: Desk,
    *,
    search: Search = "",
    state: Literal["open", "overdue", "credit"] | None = None,
    number: Number | None = None,
    external_id: ExternalId | None = None,
    currency: Code | None = None,
    country: Country | None = None,
    segment: Segment | None = None,
    order: Literal["name", "-name", "number", "-number", "balance", "-balance", "overdue", "-overdue"] = "name",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List customers with what they owe.

    `search` is part of a name or number; `number`, `external_id` and `segment` are exact.
    """
    wanted = customer_reports.Wanted(
        search=search,
        state=state or "",
        number=number or "",
        external_id=external_id or "",
        currency=(currency or "").upper(),
        country=(country or "").upper(),
        segment=segment or "",
        order=order,
        after=cursor,
        limit=limit,
    )
    base = desk.currency
    page = customer_reports.find(desk.books, wanted, desk.today)
    return {"currency": base, "rows": [_shown(row, base) for row in page.rows], "next": page.after}


@asks(router, "/customers/{path:number}", CustomerCard)
def show(desk: Desk, number: Number) -> HttpResponse:
    """Show one customer; the `ETag` counts its edits."""
    base = desk.currency
    card = customer_reports.card(desk.books, customer_reports.id_of(desk.books, number), desk.today)
    made = {
        **_shown(card.row, base),
        "language": card.language,
        "vat_id": card.vat_id,
        "iban": card.iban,
        "external_id": card.external_id,
        "street": card.street,
        "postcode": card.postcode,
        "city": card.city,
        "region": card.region,
        "version": card.version,
        "recorded_at": plain.moment(card.recorded_at),
        "base_currency": base,
        "balances": [
            {
                "currency": one.currency,
                "open": plain.amount(one.open, one.currency),
                "overdue": plain.amount(one.overdue, one.currency),
                "unapplied": plain.amount(one.unapplied, one.currency),
            }
            for one in card.balances
        ],
        "parent": card.parent,
        "children": card.children,
        "contacts": card.contacts,
        "open_count": card.open_count,
        "last_payment_on": card.last_payment_on,
    }
    return respond(made, headers={"ETag": f'"{card.version}"'})


@does(router, "POST", "/customers", "customers.create", result_of(CustomerKept), status=201)
def create(desk: Desk, body: NewCustomer) -> CustomerKept:
    """Create a customer."""
    return customers.create(desk.context, CreateCustomer(**body.fields()))


@does(router, "PATCH", "/customers/{path:number}", "customers.edit", result_of(CustomerKept))
def edit(desk: Desk, number: Number, body: CustomerChanges, if_match: IfMatch = None) -> CustomerKept:
    """Change a customer; with `If-Match`, only when nobody else has."""
    version = int(if_match.strip('"')) if if_match else 0
    return customers.edit(desk.context, EditCustomer(number=number, version=version, **body.fields()))


def _shown(row: customer_reports.CustomerRow, base: str) -> dict[str, Any]:
    limit = None if row.credit_limit is None else plain.amount(row.credit_limit, row.currency)
    return {
        "id": row.id,
        "number": row.number,
        "name": row.name,
        "kind": row.kind,
        "email": row.email,
        "country": row.country,
        "currency": row.currency,
        "terms": row.terms,
        "parent_number": row.parent_number,
        "credit_limit": limit,
        "segment": row.segment,
        "open": plain.amount(row.open, base),
        "overdue": plain.amount(row.overdue, base),
        "unapplied": plain.amount(row.unapplied, base),
        "balance": plain.amount(row.balance, base),
        "oldest_due_on": row.oldest_due_on,
    }
