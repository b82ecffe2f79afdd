"""Many rows at once, by the fastest way each database has: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from quittance.books import references, sql

GROWING = ("customer", "entry", "document", "line", "payment", "open_item", "posting", "allocation")
"""Tables that an import fills."""

REMINDED = ("reminder", "reminder_item", "reminder_asked", "reminder_left", "reminder_held")
"""Tables that a run of reminders fills."""

HANDFUL = 100
"""Up to so many rows go by one statement of values."""

ROOM_KIB = 65_536
"""What SQLite may keep in memory while an import goes on."""


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows in one go; days may be given as dates on both databases."""
    if not values:
        return
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if sql.on_postgresql():
            with references.by_sets(table, columns, values), connection.wrap_database_errors:
                _copy(cursor, f"COPY {table} ({names}) FROM STDIN", values)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _copy(cursor: Any, statement: str, values: Sequence[Sequence[Any]]) -> None:
    with cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)


def insert_new(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]], unique: str = "") -> int:
    """As `insert`, leaving out rows that any (or the `unique`) key has already; the number of rows that were new.

    On PostgreSQL the rows go by COPY into a table of the transaction's own, and from there in one statement.
    """
    if len(values) <= HANDFUL:
        return sql.insert_new(table, columns, values, unique)
    names = ", ".join(columns)
    tail = f"ON CONFLICT {f'({unique}) ' if unique else ''}DO NOTHING"
    if not sql.on_postgresql():
        return repeat(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))}) {tail}", values)
    sql.execute(f"CREATE TEMPORARY TABLE new_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
    with connection.cursor() as cursor, references.by_sets(table, columns, values), connection.wrap_database_errors:
        _copy(cursor, f"COPY new_{table} ({names}) FROM STDIN", values)
        made = sql.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_{table} n {tail}")
    sql.execute(f"DROP TABLE new_{table}")
    return made


def repeat(statement: str, values: Sequence[Sequence[Any]]) -> int:
    """Carry a statement out for each row of values, prepared once; how many rows of the table it touched. SQLite only.

    There a statement of thousands of values costs more to prepare than to carry out.
    """
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        return int(cursor.rowcount)


@contextmanager
def roomy() -> Iterator[None]:
    """SQLite keeps more pages in memory meanwhile: rows of an import reach into every index of their tables."""
    if sql.on_postgresql():
        yield
        return
    kept = sql.row("PRAGMA cache_size")
    assert kept is not None
    sql.execute(f"PRAGMA cache_size = {-ROOM_KIB}")
    try:
        yield
    finally:
        sql.execute(f"PRAGMA cache_size = {int(kept[0])}")
        sql.execute("PRAGMA shrink_memory")


def gather(tables: Sequence[str] = GROWING) -> None:
    """Have PostgreSQL look anew at tables that it knows nothing of, or that have doubled since it looked last.

    Its own look comes by the minute. Until then it takes the tables for small, checks foreign keys by an
    index that leads with the tenant alone, and each row of a first import costs as much as all before it.
    """
    if not sql.on_postgresql():
        return
    grown = sql.rows(
        f"SELECT relname FROM pg_class WHERE relname IN ({sql.marks(len(tables))}) AND pg_table_is_visible(oid) "
        "AND pg_relation_size(oid) > 0 AND (pg_relation_size(oid) > "
        "2 * CAST(current_setting('block_size') AS bigint) * relpages OR NOT EXISTS (SELECT 1 FROM pg_stats "
        "WHERE tablename = relname AND schemaname = relnamespace::regnamespace::text)) ORDER BY relname",
        [*tables],
    )
    if grown:
        sql.execute(f"ANALYZE {', '.join(row[0] for row in grown)}")
