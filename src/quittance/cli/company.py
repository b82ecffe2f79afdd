"""The company's own card and settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does

entity = typer.Typer(name="entity", help="The company: its card and its settings.", no_args_is_help=True)


@asks(entity, "show")
def show(desk: Desk) -> Answer:
    """Show the company's settings."""
    from quittance.reports import books, letterhead

    card, head = books.entity(desk.books), letterhead.of(desk.books)
    values = {
        "name": card.name,
        "code": card.code,
        "currency": card.base_currency,
        "country": card.country,
        "timezone": card.timezone,
        "locked_through": card.locked_through,
        "writeoff_limit": Amount(card.writeoff_limit, card.base_currency),
        "approval_limit": None if card.approval_limit is None else Amount(card.approval_limit, card.base_currency),
        "receivable_account": card.receivable_code,
        **{name: getattr(head, name) for name in letterhead.FIELDS},
        "logo_kind": head.logo_kind,
    }
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    return Answer(("what", "value"), rows, lambda: values, card.name)


@does(entity, "edit", "entities.edit")
def edit(
    desk: Desk,
    name: Annotated[str | None, typer.Option(help="Its name.")] = None,
    country: Annotated[str | None, typer.Option(help="Two letters, such as NL.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Such as Europe/Amsterdam; it decides the day.")] = None,
    writeoff_limit: Annotated[str | None, typer.Option(help="Largest small-balance write-off.")] = None,
    approval_limit: Annotated[
        str | None, typer.Option(help="Above it a document needs a second person; empty for no limit.")
    ] = None,
    legal_name: Annotated[str | None, typer.Option(help="The name that signs, where it differs.")] = None,
    street: Annotated[str | None, typer.Option(help="Street and number.")] = None,
    postcode: Annotated[str | None, typer.Option(help="Postcode.")] = None,
    city: Annotated[str | None, typer.Option(help="City.")] = None,
    region: Annotated[str | None, typer.Option(help="State or province, where an address has one.")] = None,
    vat_id: Annotated[str | None, typer.Option("--vat-id", help="VAT id; its check digits must fit.")] = None,
    tax_number: Annotated[str | None, typer.Option(help="Tax number at home, where it differs.")] = None,
    registration: Annotated[str | None, typer.Option(help="Such as: KvK 24307711, Rotterdam.")] = None,
    bank_name: Annotated[str | None, typer.Option(help="Name of the bank.")] = None,
    iban: Annotated[str | None, typer.Option(help="Account that customers pay to.")] = None,
    bic: Annotated[str | None, typer.Option(help="BIC of the bank.")] = None,
    phone: Annotated[str | None, typer.Option(help="Phone number on paper.")] = None,
    email: Annotated[str | None, typer.Option(help="Address for questions.")] = None,
    website: Annotated[str | None, typer.Option(help="Such as www.example.com.")] = None,
    footer: Annotated[str | None, typer.Option(help="Text below every paper.")] = None,
    payment_text: Annotated[str | None, typer.Option(help="How to pay, beside the bank details.")] = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="It was wrong: papers already issued say it too.")
    ] = False,
) -> Answer:
    """Change the company's settings and letterhead; options left out stay, empty text clears one."""
    from quittance.actions import entities

    given = {name: value for name, value in locals().items() if isinstance(value, str)}
    made = desk.do(entities.edit, entities.EditEntity(**given, correction=correction))
    said = f"Changed: {', '.join(made.changed).replace('_', ' ')}." if made.changed else "Nothing to change."
    return of_result(made, said)


@does(entity, "logo", "entities.set_logo")
def set_logo(
    desk: Desk,
    file: Annotated[Path, typer.Argument(help="A PNG or a plain SVG.", exists=True, dir_okay=False)],
) -> Answer:
    """Give the company a logo for its papers, of at most 256 KiB."""
    from quittance.actions import entities
    from quittance.formats.image import MOST_BYTES

    with file.open("rb") as held:
        content = held.read(MOST_BYTES + 1)
    made = desk.do(entities.set_logo, entities.logo(content))
    return of_result(made, f"{file.name} is the logo now.")


@does(entity, "remove-logo", "entities.remove_logo")
def remove_logo(desk: Desk) -> Answer:
    """Take the company's logo away."""
    from quittance.actions import entities

    return of_result(desk.do(entities.remove_logo, entities.RemoveLogo()), "There is no logo now.")
