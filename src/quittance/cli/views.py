"""Saved views of the list pages."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

ListPage = Annotated[str, typer.Argument(help="customers, invoices, aging, payments or worklist.")]

view = typer.Typer(name="view", help="Saved views of the list pages.", no_args_is_help=True)


@asks(view, "list")
def find(desk: Desk, page: ListPage) -> Answer:
    """List the views of a page: those for everybody, and one's own."""
    from quittance.reports import views

    found = views.of_page(desk.books, page, desk.context.actor.id)
    rows = [(str(one.id), one.name, one.query, one.shared) for one in found]
    return Answer(("id", "name", "query", "shared"), rows, lambda: plain_of(found), empty="No view of that page.")


@does(view, "save", "views.save")
def save(
    desk: Desk,
    page: ListPage,
    name: Annotated[str, typer.Argument(help="The view's name.")],
    query: Annotated[str, typer.Argument(help="The page's query string, such as state=overdue&sort=-open.")],
    shared: Annotated[bool, typer.Option(help="For everybody.")] = False,
) -> Answer:
    """Save a view; the same name on the same page is replaced."""
    from quittance.actions import views

    made = desk.do(views.save, views.SaveView(page, name, query, shared))
    return of_result(made, f"Saved: {made.name}.")


@does(view, "remove", "views.remove")
def remove(desk: Desk, id: Annotated[int, typer.Argument(help="The view's id.")]) -> Answer:
    """Remove a saved view."""
    from quittance.actions import views

    made = desk.do(views.remove, views.RemoveView(id))
    return of_result(made, f"Removed: {made.name}.")
