"""Saved views: a list's filter and order, kept by name for oneself or for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import text
from quittance.rules.refusals import Invalid, NotFound

PAGES = ("customers", "invoices", "aging", "payments", "worklist")
MOST_VIEWS = 50


@dataclass(frozen=True, slots=True)
class SaveView:
    """The query string of a list page under a name; `shared` shows it to everybody."""

    page: str
    name: str
    query: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class RemoveView:
    """A saved view, by id."""

    id: int


@dataclass(frozen=True, slots=True)
class ViewKept:
    """The view, by id and name."""

    id: int
    name: str


@command.verb("views.save", ViewKept)
def save(context: Context, data: SaveView) -> ViewKept:
    """Save a view; the same name on the same page is replaced."""
    if data.page not in PAGES:
        raise Invalid(f"Views are kept for {', '.join(PAGES)}.", field="page")
    name = text.clean(data.name, "name", 60, needed=True)
    query = text.clean(data.query, "query", 1000)
    member_id = None if data.shared or context.actor.kind != "user" else context.actor.id
    mine = "member_id IS NULL" if member_id is None else "member_id = %s"
    whose = [] if member_id is None else [member_id]
    scope = [context.tenant_id, data.page, *whose]
    held = sql.rows(f"SELECT id, name FROM saved_view WHERE tenant_id = %s AND page = %s AND {mine}", scope)
    same = next((row[0] for row in held if row[1] == name), None)
    if same is None and len(held) >= MOST_VIEWS:
        raise Invalid(f"At most {MOST_VIEWS} views a page. Remove one first.", field="name")
    if same is not None:
        sql.execute(
            "UPDATE saved_view SET query = %s WHERE tenant_id = %s AND id = %s",
            [query, context.tenant_id, same],
        )
    id = same or new_id()
    if same is None:
        sql.insert(
            "saved_view",
            ["tenant_id", "id", "page", "name", "query", "member_id"],
            [[context.tenant_id, id, data.page, name, query, member_id]],
        )
    command.note(context, "views.save", Subject("view", id), {"page": data.page, "name": name})
    return ViewKept(id, name)


@command.verb("views.remove", ViewKept)
def remove(context: Context, data: RemoveView) -> ViewKept:
    """Remove a view of one's own, or a shared one."""
    found = sql.row(
        "SELECT name FROM saved_view WHERE tenant_id = %s AND id = %s AND (member_id IS NULL OR member_id = %s)",
        [context.tenant_id, command.check_id(data.id), context.actor.id],
    )
    if found is None:
        raise NotFound("There is no such view.", field="id")
    sql.execute("DELETE FROM saved_view WHERE tenant_id = %s AND id = %s", [context.tenant_id, data.id])
    command.note(context, "views.remove", Subject("view", data.id), {"name": found[0]})
    return ViewKept(data.id, found[0])
