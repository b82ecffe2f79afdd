"""Many rows at once, by the fastest way each database has: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from quittance.books import sql

GROWING = ("customer", "entry", "document", "line", "payment", "open_item", "posting", "allocation")
"""Tables that an import fills."""


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows in one go; days may be given as dates on both databases."""
    if not values:
        return
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if sql.on_postgresql():
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def gather(grown: int) -> None:
    """Have PostgreSQL look anew at tables that it knows nothing of, or thinks smaller than half of `grown` rows.

    Its own look comes by the minute. Until then it takes the tables for small, checks foreign keys by an
    index that leads with the tenant alone, and each row of a first import costs as much as all before it.
    """
    if not sql.on_postgresql():
        return
    small = sql.rows(
        f"SELECT relname FROM pg_class WHERE relname IN ({sql.marks(len(GROWING))}) AND pg_table_is_visible(oid) "
        "AND (reltuples * 2 < %s OR NOT EXISTS (SELECT 1 FROM pg_stats WHERE tablename = relname "
        "AND schemaname = relnamespace::regnamespace::text)) ORDER BY relname",
        [*GROWING, grown],
    )
    if small:
        sql.execute(f"ANALYZE {', '.join(row[0] for row in small)}")
