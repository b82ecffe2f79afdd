"""Saved views of a list page: one's own and those shared with everybody."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list's filter and order under a name; `query` is the page's query string."""

    id: int
    name: str
    query: str
    shared: bool


def of_page(books: Books, page: str, member_id: int) -> tuple[SavedView, ...]:
    """The views that a member sees on a page, shared ones first. Index saved_view_page."""
    found = sql.rows(
        "SELECT id, name, query, member_id FROM saved_view WHERE tenant_id = %s AND page = %s "
        "AND (member_id IS NULL OR member_id = %s) ORDER BY CASE WHEN member_id IS NULL THEN 0 ELSE 1 END, name, id",
        [books.tenant_id, page, member_id],
    )
    return tuple(SavedView(row[0], row[1], row[2], row[3] is None) for row in found)
