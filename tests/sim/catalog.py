"""What the database itself says of its keys, on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db import connection

from quittance.books import sql

Columns = tuple[str, ...]


def primary_key(table: str) -> Columns:
    """Columns of the primary key, in order."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return next(tuple(one["columns"]) for one in found.values() if one["primary_key"])


def unique_keys(table: str) -> set[Columns]:
    """Columns of every unique constraint and index but the primary key."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {tuple(one["columns"]) for one in found.values() if one["unique"] and not one["primary_key"]}


def foreign_keys(table: str) -> set[tuple[Columns, str, Columns]]:
    """(columns, table they point at, columns there) of every foreign key."""
    return _on_postgresql(table) if sql.on_postgresql() else _on_sqlite(table)


def _on_postgresql(table: str) -> set[tuple[Columns, str, Columns]]:
    def names(keys: str, relation: str) -> str:
        return (
            f"ARRAY(SELECT a.attname FROM unnest(c.{keys}) WITH ORDINALITY AS k(n, place) "
            f"JOIN pg_attribute a ON a.attrelid = c.{relation} AND a.attnum = k.n ORDER BY k.place)::text[]"
        )

    found = sql.rows(
        f"SELECT {names('conkey', 'conrelid')}, c.confrelid::regclass::text, {names('confkey', 'confrelid')} "
        "FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = %s::regclass",
        [table],
    )
    return {(tuple(here), target, tuple(there)) for here, target, there in found}


def _on_sqlite(table: str) -> set[tuple[Columns, str, Columns]]:
    keys: dict[int, list[tuple[int, str, str, str]]] = {}
    for number, place, target, here, there, *_ in sql.rows(f"PRAGMA foreign_key_list({table})"):
        keys.setdefault(number, []).append((place, target, here, there))
    return {
        (tuple(here for _, _, here, _ in sorted(key)), key[0][1], tuple(there for _, _, _, there in sorted(key)))
        for key in keys.values()
    }
