"""A database of its own for tests that start processes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest
from psycopg import sql


@pytest.fixture(scope="module")
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database on the chosen kind of server."""
    given = os.environ.get("QUITTANCE_DATABASE_URL", "")
    if not given.startswith("postgresql"):
        yield f"sqlite:///{tmp_path_factory.mktemp('own') / 'books.sqlite3'}"
        return
    parts = urlsplit(given)
    name = f"own_{secrets.token_hex(6)}"
    where = dict(parse_qsl(parts.query))
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:  # type: ignore[arg-type]
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield (
            parts._replace(path=f"/{name}").geturl().replace("postgresql:/", "postgresql:///", 1).replace("////", "///")
        )
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
