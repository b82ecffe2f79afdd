"""People who are told of customers: one look at the events as the worker takes it, and what somebody then has."""

from __future__ import annotations

from quittance.actions import notifications
from quittance.actions.command import Context
from quittance.books import sql
from quittance.formats import notification_words, paper_figures
from quittance.reports import books
from quittance.reports import notifications as reports

FIGURES = paper_figures.of("en", "IE")


def look(context: Context) -> int:
    """Tell what has happened; how many notifications that made."""
    return notifications.look(context)


def told(context: Context) -> list[tuple[str, str]]:
    """Customer and sentence of what a person has, the latest first."""
    rows = reports.listed(books.of(context), context.actor.id)
    return [(row.customer_number, notification_words.staff(row.told, FIGURES)) for row in rows]


def topics_of(context: Context) -> list[str]:
    """Topics of what a person has, the earliest first."""
    return [row.told.topic for row in reversed(reports.listed(books.of(context), context.actor.id, limit=500))]


def count(context: Context, table: str) -> int:
    """Rows of a table of the company's tenant."""
    found = sql.row(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    return int(found[0])
