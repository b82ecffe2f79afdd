"""Customers and their contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does
from quittance.cli.paging import paged

customer = typer.Typer(name="customer", help="Customers: add, edit, list, show.", no_args_is_help=True)
contact = typer.Typer(name="contact", help="Contacts at a customer.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the customer.")]
Email = Annotated[str | None, typer.Option(help="Address for invoices and statements.")]
Country = Annotated[str | None, typer.Option(help="Two letters, such as NL.")]
CurrencyCode = Annotated[str | None, typer.Option(help="The company's when left out.", metavar="CODE")]
Language = Annotated[str | None, typer.Option(help="Such as en or nl.")]
Terms = Annotated[str | None, typer.Option(help="Such as net 30, 2/10 net 30 or net 45 eom.")]
Parent = Annotated[str | None, typer.Option(help="Number of the customer above it.")]
Limit = Annotated[str | None, typer.Option("--credit-limit", help="Decimal text; empty text takes it away.")]
Vat = Annotated[str | None, typer.Option("--vat-id", help="VAT id.")]
Iban = Annotated[str | None, typer.Option(help="Bank account it pays from.")]
External = Annotated[str | None, typer.Option("--external-id", help="Its id in another system.")]

Street = Annotated[str | None, typer.Option(help="Street and number.")]
Postcode = Annotated[str | None, typer.Option(help="Postcode.")]
City = Annotated[str | None, typer.Option(help="City.")]
Region = Annotated[str | None, typer.Option(help="State or province, where an address has one.")]
Segment = Annotated[str | None, typer.Option(help="Your own word for a group, such as Key accounts.")]


@does(customer, "add", "customers.create")
def add(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="Name of the customer.")],
    number: Annotated[str, typer.Option(help="The next of the series when left out.")] = "",
    email: Email = None,
    country: Country = None,
    currency: CurrencyCode = None,
    language: Language = None,
    terms: Terms = None,
    parent: Parent = None,
    credit_limit: Limit = None,
    vat_id: Vat = None,
    iban: Iban = None,
    external_id: External = None,
    street: Street = None,
    postcode: Postcode = None,
    city: City = None,
    region: Region = None,
    segment: Segment = None,
) -> Answer:
    """Create a customer."""
    from quittance.actions import customers

    data = customers.CreateCustomer(
        name=name,
        number=number,
        email=email or "",
        country=country or "",
        currency=currency or "",
        language=language or "en",
        terms=terms or "",
        parent_number=parent or "",
        credit_limit=credit_limit or "",
        vat_id=vat_id or "",
        iban=iban or "",
        external_id=external_id or "",
        street=street or "",
        postcode=postcode or "",
        city=city or "",
        region=region or "",
        segment=segment or "",
    )
    made = desk.do(customers.create, data)
    return of_result(made, f"Customer {made.number} {name}.")


@does(customer, "edit", "customers.edit")
def edit(
    desk: Desk,
    number: Number,
    name: Annotated[str | None, typer.Option(help="Name of the customer.")] = None,
    email: Email = None,
    country: Country = None,
    currency: CurrencyCode = None,
    language: Language = None,
    terms: Terms = None,
    parent: Parent = None,
    credit_limit: Limit = None,
    vat_id: Vat = None,
    iban: Iban = None,
    external_id: External = None,
    street: Street = None,
    postcode: Postcode = None,
    city: City = None,
    region: Region = None,
    segment: Segment = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="It was wrong: papers already issued say it too.")
    ] = False,
) -> Answer:
    """Change a customer; options left out stay as they are, empty text clears one."""
    from quittance.actions import customers

    data = customers.EditCustomer(
        number=number,
        name=name,
        email=email,
        country=country,
        currency=currency,
        language=language,
        terms=terms,
        parent_number=parent,
        credit_limit=credit_limit,
        vat_id=vat_id,
        iban=iban,
        external_id=external_id,
        street=street,
        postcode=postcode,
        city=city,
        region=region,
        segment=segment,
        correction=correction,
    )
    made = desk.do(customers.edit, data)
    return of_result(made, f"Customer {made.number}, version {made.version}.")


@asks(customer, "list")
def find(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Part of a name or number; everybody when left out.")] = "",
    state: Annotated[str, typer.Option(help="open, overdue or credit.")] = "",
    segment: Annotated[str, typer.Option(help="Only those of this segment.")] = "",
    order: Annotated[str, typer.Option(help="name, -name, number or -number.")] = "name",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 200,
) -> Answer:
    """List customers with what they owe, in the company's currency."""
    from quittance.reports import customers

    def page(after: str, most: int) -> tuple[Sequence[customers.CustomerRow], str]:
        wanted = customers.Wanted(search=search, state=state, segment=segment, order=order, after=after, limit=most)
        found = customers.find(desk.books, wanted, desk.context.today)
        return found.rows, found.after

    base = desk.currency
    columns = (
        "number",
        "name",
        "country",
        "currency",
        "terms",
        "open",
        "overdue",
        "unapplied",
        "balance",
        "credit_limit",
        "segment",
    )
    rows = (
        (
            one.number,
            one.name,
            one.country,
            one.currency,
            one.terms,
            Amount(one.open, base),
            Amount(one.overdue, base),
            Amount(one.unapplied, base),
            Amount(one.balance, base),
            "" if one.credit_limit is None else Amount(one.credit_limit, one.currency),
            one.segment,
        )
        for one in paged(page, limit)
    )
    return Answer(columns, rows, empty="No customer here. Add one: quittance customer add NAME")


@asks(customer, "show")
def show(desk: Desk, number: Number) -> Answer:
    """Show one customer with its people, relatives and balances."""
    from quittance.reports import customers

    books, base = desk.books, desk.currency
    card = customers.card(books, customers.id_of(books, number), desk.context.today)
    row = card.row
    values: dict[str, Any] = {
        "number": row.number,
        "name": row.name,
        "email": row.email,
        "country": row.country,
        "currency": row.currency,
        "language": card.language,
        "terms": row.terms,
        "credit_limit": None if row.credit_limit is None else Amount(row.credit_limit, row.currency),
        "parent_number": row.parent_number,
        "vat_id": card.vat_id,
        "iban": card.iban,
        "external_id": card.external_id,
        "street": card.street,
        "postcode": card.postcode,
        "city": card.city,
        "region": card.region,
        "segment": row.segment,
        "version": card.version,
        "open": Amount(row.open, base),
        "overdue": Amount(row.overdue, base),
        "unapplied": Amount(row.unapplied, base),
        "balance": Amount(row.balance, base),
        "oldest_due_on": row.oldest_due_on,
        "last_payment_on": card.last_payment_on,
    }
    document = {
        **values,
        "balances": [
            {"currency": b.currency, **{n: Amount(getattr(b, n), b.currency) for n in ("open", "overdue", "unapplied")}}
            for b in card.balances
        ],
        "children": [one.number for one in card.children],
        "contacts": plain_of(card.contacts),
    }
    people = tuple(
        f"contact {one.id}: " + ", ".join(part for part in (one.name, one.duty, one.email, one.phone) if part)
        for one in card.contacts
    )
    below = (f"children: {', '.join(one.number for one in card.children)}",) if card.children else ()
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    return Answer(("what", "value"), rows, lambda: document, f"{row.number} {row.name}", (*below, *people))


Main = Annotated[bool | None, typer.Option("--main/--not-main", help="Who is written to first.")]
Phone = Annotated[str | None, typer.Option(help="Phone number.")]
Duty = Annotated[str | None, typer.Option(help="What they do there, such as accounts payable.")]


@does(contact, "add", "contacts.add")
def contact_add(
    desk: Desk,
    number: Number,
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    email: Email = None,
    phone: Phone = None,
    duty: Duty = None,
    main: Main = None,
) -> Answer:
    """Add a contact to a customer."""
    from quittance.actions import contacts

    data = contacts.AddContact(number, name, email or "", phone or "", duty or "", bool(main))
    return of_result(desk.do(contacts.add, data), f"{name}, contact at {number}.")


@does(contact, "edit", "contacts.edit")
def contact_edit(
    desk: Desk,
    id: Annotated[int, typer.Argument(help="The contact's id, as `customer show` prints it.")],
    name: Annotated[str | None, typer.Option(help="Name of the person.")] = None,
    email: Email = None,
    phone: Phone = None,
    duty: Duty = None,
    main: Main = None,
) -> Answer:
    """Change a contact."""
    from quittance.actions import contacts

    data = contacts.EditContact(id, name, email, phone, duty, main)
    return of_result(desk.do(contacts.edit, data), "Changed.")


@does(contact, "remove", "contacts.edit")
def contact_remove(desk: Desk, id: Annotated[int, typer.Argument(help="The contact's id.")]) -> Answer:
    """Remove a contact."""
    from quittance.actions import contacts

    return of_result(desk.do(contacts.edit, contacts.EditContact(id, remove=True)), "Removed.")
