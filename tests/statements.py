"""Counting what a verb asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Statements made inside, without those that only begin or end a transaction."""
    seen: list[str] = []

    def watch(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        if not statement.upper().startswith(_AROUND):
            seen.append(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen
