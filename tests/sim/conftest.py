"""A database of its own for tests that start processes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def own_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a database on the chosen kind of server: a copy of the tests' own while that holds only tables."""
    given = os.environ.get("QUITTANCE_DATABASE_URL", "")
    if not given.startswith("postgresql"):
        path = tmp_path_factory.mktemp("own") / "books.sqlite3"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield f"sqlite:///{path}"
        return
    parts = urlsplit(given)
    name = f"own_{secrets.token_hex(6)}"
    where = dict(parse_qsl(parts.query))
    tables = sql.Identifier(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        connection.close()  # nobody may be connected to what is copied
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:  # type: ignore[arg-type]
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), tables))
        yield (
            parts._replace(path=f"/{name}").geturl().replace("postgresql:/", "postgresql:///", 1).replace("////", "///")
        )
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
