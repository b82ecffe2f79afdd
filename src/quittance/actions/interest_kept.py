"""Late interest kept for the day: what everybody owes, reckoned each night, so that a list of it is read at once."""

from __future__ import annotations

from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import id_at, new_id, new_ids
from quittance.reports import interest_due
from quittance.reports import interest_kept as reports
from quittance.reports.books import of as books_of
from quittance.reports.interest_due import Sum

UNDER_WAY_MICROS = 60_000_000
"""What began to be recorded so long before the reckoning may not have been seen by it, and counts as recorded since.

So does what a transaction records that runs for longer than that.
"""

COLUMNS = (
    "tenant_id id entity_id customer_id currency debts interest compensation elsewhere provisional disputed".split()
)

_Sums = dict[tuple[int, str], Sum]


def keep(context: Context) -> int:
    """Keep what everybody owes through today, unless it is kept and holds; how many sums were kept.

    Raises `Invalid` for days before the first known rate. It is reckoned outside the transaction that keeps it: of
    two who do it at once, the second one's stands.
    """
    books = books_of(context)
    if reports.of(books, context.today) is not None:
        return 0
    terms, since = reports.digest(books), id_at(min(context.now, _earliest(context.now)) - UNDER_WAY_MICROS)
    made = interest_due.reckoned(books, context.today)
    with transaction.atomic():
        _keep(context, (terms, since), made)
    return len(made)


def _earliest(now: int) -> int:
    """When the earliest transaction began that writes now, in microseconds since 1970; on SQLite others wait for it."""
    if not sql.on_postgresql():
        return now
    found = sql.row(
        "SELECT CAST(EXTRACT(EPOCH FROM MIN(xact_start)) * 1000000 AS bigint) FROM pg_stat_activity "
        "WHERE datname = current_database() AND backend_xid IS NOT NULL"
    )
    return int(found[0]) if found and found[0] is not None else now


def _keep(context: Context, known: tuple[str, int], made: _Sums) -> None:
    where = [context.tenant_id, context.entity_id]
    row = [context.tenant_id, new_id(), context.entity_id, None, 0, ""]
    columns = "tenant_id id entity_id through_on since terms".split()
    sql.insert_new("interest_kept", columns, [row], "tenant_id, entity_id")
    sql.execute(
        "UPDATE interest_kept SET through_on = %s, since = %s, terms = %s WHERE tenant_id = %s AND entity_id = %s",
        [context.today, known[1], known[0], *where],
    )
    sql.execute("DELETE FROM interest_sum WHERE tenant_id = %s AND entity_id = %s", where)
    rows = [
        [
            *(context.tenant_id, id, context.entity_id, customer_id, currency),
            *(one.debts, one.interest, one.compensation, one.elsewhere, one.provisional, one.disputed),
        ]
        for id, ((customer_id, currency), one) in zip(new_ids(max(1, len(made))), made.items(), strict=False)
    ]
    sql.insert("interest_sum", COLUMNS, rows)
