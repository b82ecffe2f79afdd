"""The catalogue at the terminal: items, prices, stock on hand, and items imported from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.actions.catalogue import TextInput

catalogue = typer.Typer(name="catalogue", help="What is sold: items, prices and stock.", no_args_is_help=True)

Item = Annotated[str, typer.Argument(help="Number of the item.")]
NameIn = Annotated[list[str] | None, typer.Option("--name-in", help="LANGUAGE=NAME, such as de=Seil; may be repeated.")]


@does(catalogue, "add", "catalogue.add")
def add(
    desk: Desk,
    number: Item,
    name: Annotated[str, typer.Argument(help="What stands on lines.")],
    price: Annotated[str, typer.Option(help="List price of one, without tax.")] = "",
    unit: Annotated[str, typer.Option(help="Such as piece, hour or kg, or a code.")] = "",
    tax: Annotated[str, typer.Option(help="Percent such as 21, or exempt, reverse charge.")] = "0",
    tax_reason: Annotated[str, typer.Option(help="Why no tax is due.")] = "",
    name_in: NameIn = None,
    stocked: Annotated[bool, typer.Option(help="Whether stock is kept of it.")] = False,
    low_at: Annotated[str, typer.Option(help="Warn at this stock or below.")] = "0",
    blocks: Annotated[bool, typer.Option(help="Whether an invoice may not take more than there is.")] = False,
) -> Answer:
    """Add an item."""
    from quittance.actions import catalogue as verbs

    data = verbs.AddItem(number, name, price, unit, tax, tax_reason, _texts(name_in) or (), stocked, low_at, blocks)
    made = desk.do(verbs.add, data)
    return of_result(made, f"Item {made.number} is in the catalogue.")


@does(catalogue, "edit", "catalogue.edit")
def edit(
    desk: Desk,
    number: Item,
    name: Annotated[str | None, typer.Option(help="What stands on lines.")] = None,
    unit: Annotated[str | None, typer.Option(help="Such as piece, hour or kg, or a code.")] = None,
    tax: Annotated[str | None, typer.Option(help="Percent such as 21, or exempt, reverse charge.")] = None,
    tax_reason: Annotated[str | None, typer.Option(help="Why no tax is due.")] = None,
    name_in: NameIn = None,
    stocked: Annotated[bool | None, typer.Option(help="Whether stock is kept of it.")] = None,
    low_at: Annotated[str | None, typer.Option(help="Warn at this stock or below.")] = None,
    blocks: Annotated[bool | None, typer.Option(help="Whether an invoice may not take more than there is.")] = None,
    retired: Annotated[bool | None, typer.Option(help="Whether it is sold no more.")] = None,
) -> Answer:
    """Change an item."""
    from quittance.actions import catalogue as verbs

    data = verbs.EditItem(
        number,
        name=name,
        unit=unit,
        tax=tax,
        tax_reason=tax_reason,
        texts=_texts(name_in),
        stocked=stocked,
        low_at=low_at,
        blocks=blocks,
        retired=retired,
    )
    made = desk.do(verbs.edit, data)
    return of_result(made, f"Item {made.number} is kept.")


@asks(catalogue, "list")
def listed(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Part of a number or name.")] = "",
    state: Annotated[str, typer.Option(help="low, stocked or retired.")] = "",
    after: Annotated[str, typer.Option(help="Continue behind this number.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many rows.")] = 50,
) -> Answer:
    """List items by number."""
    from quittance.reports import catalogue as reports
    from quittance.rules import catalogue as rules
    from quittance.rules import tax, totals, units

    page = reports.find(desk.books, reports.Wanted(search, state, after, limit), desk.context.today)
    rows = [
        (
            *(one.number, one.name, "" if one.price_e6 is None else rules.written(one.price_e6), one.currency),
            *(units.shown(one.unit), tax.written(one.tax_category, totals.written(one.tax_rate_e4, 4))),
            *(rules.written(one.on_hand_e6) if one.stocked else "", "low" if one.low else ""),
        )
        for one in page.rows
    ]
    more = (f"More: --after {page.after!r}",) if page.after else ()
    columns = ("number", "name", "price", "currency", "unit", "tax", "on_hand", "stock")
    return Answer(columns, rows, title="Catalogue", lines=more, empty="No item here.")


@asks(catalogue, "show")
def show(desk: Desk, number: Item) -> Answer:
    """Show the prices of an item, and the latest of its stock moves."""
    from quittance.reports import catalogue as reports
    from quittance.rules import catalogue as rules

    card = reports.card(desk.books, number, desk.context.today)
    rows = [
        (
            *(one.customer_number or "everybody", one.valid_from, rules.written(one.from_quantity_e6)),
            *("ends" if one.price_e6 is None else rules.written(one.price_e6), one.currency, one.actor_name),
        )
        for one in card.prices
    ]
    moves = tuple(
        f"{one.on} {one.kind} {rules.written(one.quantity_e6)} {one.document or one.note} {moment(one.recorded_at)}"
        for one in card.moves
    )
    held = f", {rules.written(card.row.on_hand_e6)} on hand" if card.row.stocked else ""
    columns = ("for", "from", "from_quantity", "price", "currency", "by")
    return Answer(columns, rows, title=f"{card.row.number} {card.row.name}{held}", lines=moves, empty="No price yet.")


@does(catalogue, "price", "catalogue.set_price")
def price(
    desk: Desk,
    number: Item,
    amount: Annotated[str, typer.Argument(help="Price of one without tax; '' ends a customer's own.")],
    customer: Annotated[str, typer.Option(help="For this customer alone.", metavar="NUMBER")] = "",
    since: Annotated[str, typer.Option("--from", help="First day; today when left out.", metavar="DAY")] = "",
    quantity: Annotated[str, typer.Option(help="From this quantity on.")] = "0",
    currency: Annotated[str, typer.Option(help="The company's when left out.")] = "",
) -> Answer:
    """Set the price of an item, for everybody or one customer."""
    from quittance.actions import catalogue as verbs

    data = verbs.SetPrice(number, amount, customer, desk.day_or_none(since, "from"), quantity, currency)
    made = desk.do(verbs.set_price, data)
    said = f"{made.price} {made.currency}" if made.price else "no price of its own"
    return of_result(made, f"{made.item} for {made.customer_number or 'everybody'}: {said} from {made.valid_from}.")


@does(catalogue, "receive", "catalogue.receive")
def receive(
    desk: Desk,
    number: Item,
    quantity: Annotated[str, typer.Argument(help="How much has come in.")],
    on: Annotated[str, typer.Option(help="The day; today when left out.", metavar="DAY")] = "",
    note: Annotated[str, typer.Option(help="A note on it.")] = "",
) -> Answer:
    """Take stock in."""
    from quittance.actions import stock

    made = desk.do(stock.receive, stock.Receive(number, quantity, desk.day_or_none(on, "on"), note))
    return of_result(made, f"{made.on_hand} of {made.item} are on hand.")


@does(catalogue, "count", "catalogue.adjust")
def count(
    desk: Desk,
    number: Item,
    counted: Annotated[str, typer.Argument(help="What was counted.")],
    why: Annotated[str, typer.Option(help="Why it differs.")],
    on: Annotated[str, typer.Option(help="The day; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Set the stock to what was counted."""
    from quittance.actions import stock

    made = desk.do(stock.adjust, stock.Adjust(number, counted, why, desk.day_or_none(on, "on")))
    return of_result(made, f"{made.on_hand} of {made.item} are on hand, {made.quantity} against before.")


@does(catalogue, "import", "catalogue.import_items")
def import_items(
    desk: Desk, file: Annotated[Path, typer.Argument(help="CSV or XLSX.", exists=True, dir_okay=False)]
) -> Answer:
    """Import items from a table with the columns number and name, and price, unit, tax, on hand, low at."""
    from quittance.actions import catalogue_import
    from quittance.formats.catalogue_sheet import LIMITS

    with file.open("rb") as held:
        content = held.read(LIMITS.file_bytes + 1)
    made = desk.do(catalogue_import.import_items, catalogue_import.table(file.name, content))
    said = f"{made.added} added, {made.changed} changed, {made.unchanged} as they were, {made.refused} refused."
    return of_result(made, said)


def _texts(given: list[str] | None) -> tuple[TextInput, ...] | None:
    """Names from texts such as de=Seil; None when none are given."""
    from quittance.actions.catalogue import TextInput

    if given is None:
        return None
    made = []
    for text in given:
        language, sign, name = text.partition("=")
        if not sign:
            raise typer.BadParameter(f"{text!r} says no language. Write de=Seil.", param_hint="--name-in")
        made.append(TextInput(language.strip(), name.strip()))
    return tuple(made)
