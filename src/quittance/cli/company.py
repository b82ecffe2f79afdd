"""The company's own card and settings."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does

entity = typer.Typer(name="entity", help="The company: its card and its settings.", no_args_is_help=True)


@asks(entity, "show")
def show(desk: Desk) -> Answer:
    """Show the company's settings."""
    from quittance.reports import books

    card = books.entity(desk.books)
    values = {
        "name": card.name,
        "code": card.code,
        "currency": card.base_currency,
        "country": card.country,
        "timezone": card.timezone,
        "locked_through": card.locked_through,
        "writeoff_limit": Amount(card.writeoff_limit, card.base_currency),
        "receivable_account": card.receivable_code,
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
) -> Answer:
    """Change the company's settings; options left out stay as they are."""
    from quittance.actions import entities

    made = desk.do(entities.edit, entities.EditEntity(name, country, timezone, writeoff_limit))
    said = f"Changed: {', '.join(made.changed).replace('_', ' ')}." if made.changed else "Nothing to change."
    return of_result(made, said)
