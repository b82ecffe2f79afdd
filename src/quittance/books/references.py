"""Foreign keys of many rows at once: on PostgreSQL what they name is looked up and held once, not once a row."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection

from quittance.books import sql
from quittance.books.keys import ScopedForeignKey, scoped_models

FEWEST_ROWS = 100
"""From so many rows on it is worth the statements that it takes."""

_MAY = (
    "SELECT has_parameter_privilege('session_replication_role', 'SET') "
    "AND current_setting('session_replication_role') = 'origin' "
    "AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal)"
)

# Index: the primary key of the table that is named. The lock is the one that the database's own check takes.
_HELD = (
    "WITH held AS (SELECT 1 FROM {} WHERE {} AND id = ANY(%s::bigint[]) FOR KEY SHARE) "
    "SELECT COUNT(*) AS count FROM held"
)


@contextmanager
def by_sets(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> Iterator[None]:
    """The rows are written within; raises `IntegrityError` when one of them names what is not there.

    The database's own check carries out a statement for each row and key, which is three quarters of what an
    import costs it. It stays in force where the role may not set `session_replication_role`, where somebody has
    put a trigger of his own on the table, and for few rows.
    """
    if not (len(values) >= FEWEST_ROWS and connection.in_atomic_block and _may(table)):
        yield
        return
    sql.execute("SET LOCAL session_replication_role = replica")
    yield
    sql.execute("SET LOCAL session_replication_role = origin")
    tenants = _named(columns.index("tenant_id"), values)
    for column, target in keys(table):
        if column in columns:
            _check(f"{table}.{column}", target, tenants, _named(columns.index(column), values))


@functools.lru_cache(maxsize=1_000)
def keys(table: str) -> tuple[tuple[str, str], ...]:
    """Columns of a table that name rows of others, and the table that each names."""
    model = next(one for one in scoped_models() if one._meta.db_table == table)
    return tuple((one.column, one.target) for one in model._meta.constraints if isinstance(one, ScopedForeignKey))


def _may(table: str) -> bool:
    return sql.row(_MAY, [table]) == (True,)


def _named(at: int, values: Sequence[Sequence[Any]]) -> list[int]:
    return sorted({row[at] for row in values} - {None})


def _check(what: str, target: str, tenants: Sequence[int], ids: Sequence[int]) -> None:
    """Hold what is named, and count it."""
    if target == "tenant":
        found = sql.row(_HELD.format("tenant", "TRUE"), [ids])
    else:
        if len(tenants) != 1:
            raise IntegrityError(f"{what}: rows of several tenants are not written at once")
        found = sql.row(_HELD.format(target, "tenant_id = %s"), [*tenants, ids])
    if ids and found != (len(ids),):
        raise IntegrityError(f"{what} names a row of {target} that is not there")
