"""The few words in which SQLite and PostgreSQL differ, and typed access to rows of one statement."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import DatabaseError, DataError, connection

from quittance.rules.refusals import Invalid

Params = Mapping[str, Any]
CHUNK_ROWS = 2_000
"""Rows fetched at a time when a result is streamed."""

_UNKEEPABLE = "This holds characters that cannot be kept. Remove them."


def on_postgresql() -> bool:
    """True on PostgreSQL (and Citus), False on SQLite."""
    return connection.vendor == "postgresql"


def day(value: object) -> datetime.date:
    """A date column of a raw statement: text on SQLite, a date on PostgreSQL."""
    if isinstance(value, datetime.date):
        return value
    return datetime.date.fromisoformat(str(value))


def day_or_none(value: object) -> datetime.date | None:
    """As `day`, with NULL as None."""
    return None if value is None else day(value)


def rows(statement: str, params: Params | Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement; named parameters are written %(name)s."""
    with connection.cursor() as cursor:
        _send(cursor, statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def row(statement: str, params: Params | Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The first row, or None."""
    with connection.cursor() as cursor:
        _send(cursor, statement, params)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def execute(statement: str, params: Params | Sequence[Any] = ()) -> int:
    """Number of rows that the statement touched."""
    with connection.cursor() as cursor:
        _send(cursor, statement, params)
        return int(cursor.rowcount)


def stream(statement: str, params: Params | Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows as they come, `CHUNK_ROWS` at a time: memory stays flat however long the result is.

    On PostgreSQL a server-side cursor needs an open transaction; without one the driver
    holds the whole result.
    """
    if on_postgresql() and connection.in_atomic_block:
        # All rows will be fetched: without this the planner would favour the first ones.
        execute("SET LOCAL cursor_tuple_fraction = 1")
        with connection.chunked_cursor() as cursor:
            _send(cursor, statement, params)
            while chunk := cursor.fetchmany(CHUNK_ROWS):
                yield from chunk
        return
    with connection.cursor() as cursor:
        _send(cursor, statement, params)
        while chunk := cursor.fetchmany(CHUNK_ROWS):
            yield from chunk


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows by as few multi-row statements as the parameter limits allow."""
    per_statement = max(1, 16_000 // len(columns))
    one = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(columns)
    for start in range(0, len(values), per_statement):
        part = values[start : start + per_statement]
        flat = [value for given in part for value in given]
        execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(part))}", flat)


def insert_new(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]], unique: str = "") -> int:
    """As `insert`, leaving out rows whose `unique` columns, or any key, are there already; how many rows were new."""
    target = f"({unique}) " if unique else ""
    per_statement = max(1, 16_000 // len(columns))
    one = f"({', '.join(['%s'] * len(columns))})"
    made = 0
    for start in range(0, len(values), per_statement):
        part = values[start : start + per_statement]
        flat = [value for given in part for value in given]
        made += execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(part))} "
            f"ON CONFLICT {target}DO NOTHING",
            flat,
        )
    return made


def by_index(name: str) -> str:
    """Words behind a table that hold SQLite, which keeps no statistics of its own, to an index; "" on PostgreSQL."""
    return "" if on_postgresql() else f"INDEXED BY {name}"


def as_list(values: str) -> str:
    """Values with commas between them as one JSON list in text."""
    return f"CAST(json_build_array({values}) AS text)" if on_postgresql() else f"json_array({values})"


def joined(value: str) -> str:
    """An aggregate: the texts of all rows with a space between them, NULL where there are none."""
    return f"string_agg({value}, ' ')" if on_postgresql() else f"group_concat({value}, ' ')"


def as_day(column: str) -> str:
    """A column of a VALUES list as a date, whatever is in it: on PostgreSQL a column of NULLs is text."""
    return f"CAST({column} AS date)" if on_postgresql() else column


def is_taken(fault: DatabaseError) -> bool:
    """True when a unique or primary key is taken; every other broken constraint is a fault of the program."""
    cause = fault.__cause__
    named = getattr(cause, "sqlite_errorname", "") in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
    return named or getattr(cause, "sqlstate", "") == "23505"


def is_busy(fault: DatabaseError) -> bool:
    """True when the database gave up waiting for other writers: locked, deadlock, or a failed serialization."""
    cause = fault.__cause__
    named = str(getattr(cause, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return named or getattr(cause, "sqlstate", "") in ("40001", "40P01", "55P03")


def is_deadlock(fault: DatabaseError) -> bool:
    """True when PostgreSQL undid this transaction to let another go on: tried again, it goes through."""
    return getattr(fault.__cause__, "sqlstate", "") in ("40001", "40P01")


def marks(count: int) -> str:
    """Placeholders for an IN list of `count` positional values; NULL when there are none."""
    return ", ".join(["%s"] * count) or "NULL"


def _send(cursor: Any, statement: str, params: Params | Sequence[Any]) -> None:
    """Execute; raises `Invalid` for text that no database takes: a NUL, or half of a character."""
    try:
        cursor.execute(statement, params)
    except UnicodeEncodeError:
        raise Invalid(_UNKEEPABLE) from None
    except DataError as fault:
        if "NUL" not in str(fault):
            raise
        raise Invalid(_UNKEEPABLE) from None
