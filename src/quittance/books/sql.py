"""The few words in which SQLite and PostgreSQL differ, and typed access to rows of one statement."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

Params = Mapping[str, Any]
CHUNK_ROWS = 2_000
"""Rows fetched at a time when a result is streamed."""


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
        cursor.execute(statement, _plain(params))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def row(statement: str, params: Params | Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The first row, or None."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _plain(params))
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def execute(statement: str, params: Params | Sequence[Any] = ()) -> int:
    """Number of rows that the statement touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _plain(params))
        return int(cursor.rowcount)


def stream(statement: str, params: Params | Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows as they come, `CHUNK_ROWS` at a time: memory stays flat however long the result is.

    On PostgreSQL a server-side cursor needs an open transaction; without one the driver
    holds the whole result.
    """
    if on_postgresql() and connection.in_atomic_block:
        with connection.chunked_cursor() as cursor:
            cursor.execute(statement, _plain(params))
            while chunk := cursor.fetchmany(CHUNK_ROWS):
                yield from chunk
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, _plain(params))
        while chunk := cursor.fetchmany(CHUNK_ROWS):
            yield from chunk


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows by as few multi-row statements as the parameter limits allow."""
    per_statement = max(1, 16_000 // len(columns))
    one = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(columns)
    for start in range(0, len(values), per_statement):
        part = values[start : start + per_statement]
        flat = [_plain_value(value) for given in part for value in given]
        execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(part))}", flat)


def marks(count: int) -> str:
    """Placeholders for an IN list of `count` positional values; NULL when there are none."""
    return ", ".join(["%s"] * count) or "NULL"


def _plain(params: Params | Sequence[Any]) -> Any:
    if on_postgresql():
        return params
    if isinstance(params, Mapping):
        return {name: _plain_value(value) for name, value in params.items()}
    return [_plain_value(value) for value in params]


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime.date) and not on_postgresql():
        return value.isoformat()
    return value
