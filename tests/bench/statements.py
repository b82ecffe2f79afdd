"""The statement of a customer with five hundred open invoices, against one plain SELECT of its items."""

from __future__ import annotations

from collections.abc import Iterator

from quittance.actions.command import Context
from quittance.reports import books, statement
from tests.bench import figure, loading
from tests.bench.figure import Figure

FULL, SMALL = 1, 2
"""Customers: the one whose open invoices are counted in the hundreds, and one with some."""

_PLAIN = (
    "SELECT i.effective_on, i.due_on, COALESCE(d.number, p.reference), i.kind, i.side, i.currency, "
    "i.amount - i.allocated FROM customer c JOIN open_item i ON i.tenant_id = c.tenant_id AND i.customer_id = c.id "
    "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id "
    "WHERE c.tenant_id = %(tenant)s AND c.number = %(number)s AND i.entity_id = %(entity)s "
    "AND i.closed_on = %(never)s ORDER BY i.due_on, i.id"
)


def run(context: Context) -> Iterator[Figure]:
    """The figures of statements."""
    mine, today = books.of(context), context.today
    number = loading.customer_number(FULL)
    never = "9999-12-31"
    params = {"tenant": mine.tenant_id, "entity": mine.entity_id, "number": number, "never": never}
    made = statement.open_item(mine, number, today)
    rows = sum(len(section.rows) for section in made.sections)
    assert rows == len(figure.plain_rows(_PLAIN, params)) > 0
    counts = []
    for customer in (FULL, SMALL):
        with figure.counting() as counted:
            statement.open_item(mine, loading.customer_number(customer), today)
        counts.append(len(counted.statements))
    timed = figure.compared(lambda: figure.plain_rows(_PLAIN, params), lambda: statement.open_item(mine, number, today))
    yield figure.ratio(f"statement of {rows} open invoices", timed, 8.0, f"{counts[0]} statements")
    yield Figure("statement, statements more than for a small one", counts[0] - counts[1], "", 0)
