"""No statement on a tenant's table without its tenant: a wrapper that watches every statement of every test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

_EXEMPT = re.compile(
    r"\s*(create|drop|alter|pragma|savepoint|release|rollback|begin|commit|set|vacuum|analyze|truncate)\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r'\b(?:from|join|into|update|using)\s+"?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?', re.IGNORECASE)
_LISTED = re.compile(r",\s*(\w+)\s+(?:as\s+)?(\w+)\b", re.IGNORECASE)
_WORDS = frozenset(
    "where on set left join inner cross order group limit values indexed select using as for returning union having "
    "default on conflict not".split()
)

watching: list[str] = []
"""What was found while a test ran."""

_on = False


class TenantMissing(AssertionError):
    """A statement on a tenant's table that does not name the tenant."""


def watch(connection: Any, **_: Any) -> None:
    """Watch a new connection; receives `connection_created`."""
    if _wrapper not in connection.execute_wrappers:
        connection.execute_wrappers.append(_wrapper)


@contextmanager
def enforced() -> Iterator[None]:
    """Statements are checked inside."""
    global _on
    _on = True
    watching.clear()
    try:
        yield
    finally:
        _on = False


@contextmanager
def across() -> Iterator[None]:
    """Statements are not checked inside: for tests that look over all tenants at once."""
    global _on
    before, _on = _on, False
    try:
        yield
    finally:
        _on = before


@lru_cache(maxsize=10_000)
def fault(statement: str) -> str:
    """What is wrong with a statement: "" when every scoped table in it names its tenant; most are sent many times."""
    if _EXEMPT.match(statement):
        return ""
    lowered = statement.lower()
    for table, alias in _tables(lowered):
        named = re.search(rf'(?<![\w"])"?{alias}"?\."?tenant_id"?', lowered) or (
            alias == table and re.search(r'(?<![.\w"])"?tenant_id"?', lowered)
        )
        if not named:
            return f"{table} {alias}".strip()
    return ""


def _tables(lowered: str) -> Iterator[tuple[str, str]]:
    scoped = _scoped()
    for table, alias in _TABLE.findall(lowered):
        if table in scoped:
            yield table, alias if alias and alias not in _WORDS else table
    for table, alias in _LISTED.findall(lowered):
        if table in scoped and alias not in _WORDS:
            yield table, alias


@lru_cache(maxsize=1)
def _scoped() -> frozenset[str]:
    from quittance.books.keys import scoped_tables

    return scoped_tables()


def _wrapper(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
    if _on:
        missing = fault(str(statement))
        if missing:
            watching.append(f"{missing}: {statement[:2000]}")
            raise TenantMissing(f"{missing} is read or written without its tenant: {statement[:2000]}")
    return execute(statement, params, many, context)
