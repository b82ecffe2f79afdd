"""Saved views of the list pages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import views
from quittance.actions.views import RemoveView, SaveView, ViewKept
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import PLAIN, Given, Id, IdShown, Shown
from quittance.reports import views as view_reports

router = Router()

Page = Literal["customers", "invoices", "aging", "payments", "worklist"]


class NewView(Given):
    """The query string of a list page under a name; the same name on the same page is replaced."""

    page: Page
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
    query: Annotated[str, Field(max_length=1_000, pattern=PLAIN)]
    shared: Annotated[bool, Field(description="For everybody.")] = False


class ViewShown(Shown):
    """A saved view."""

    id: IdShown
    name: str
    query: str
    shared: bool


class Views(Shown):
    """Saved views, one's own and the shared ones."""

    rows: list[ViewShown]


@asks(router, "/views", Views)
def find(desk: Desk, page: Page) -> dict[str, Any]:
    """List the saved views of a page."""
    return {"rows": view_reports.of_page(desk.books, page, desk.context.actor.id)}


@does(router, "POST", "/views", "views.save", result_of(ViewKept), status=201)
def save(desk: Desk, body: NewView) -> ViewKept:
    """Save a view."""
    return views.save(desk.context, SaveView(**body.fields()))


@does(router, "DELETE", "/views/{view_id}", "views.remove", result_of(ViewKept))
def remove(desk: Desk, view_id: Id) -> ViewKept:
    """Remove a view of one's own, or a shared one."""
    return views.remove(desk.context, RemoveView(view_id))
