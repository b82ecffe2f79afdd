"""One moment of the books held still while a long answer is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from quittance.books import sql


@contextmanager
def held() -> Iterator[None]:
    """Let every statement inside see the same moment, whoever writes meanwhile; nobody waits for it.

    Inside a transaction it does nothing. Nothing may be written inside. On PostgreSQL it also lets rows be
    streamed from the server; on SQLite a plain BEGIN reads without taking the lock of a writer.
    """
    if connection.in_atomic_block:
        yield
    elif sql.on_postgresql():
        with transaction.atomic():
            sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        sql.execute("BEGIN")
        try:
            yield
        finally:
            sql.execute("ROLLBACK")
