"""The tables are made once in a run: the first of its processes keeps a copy, and the others begin with that."""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path
from typing import IO

from django.core.management import call_command
from django.db import connection

FILE, LOCK, KEPT = "tables.sqlite3", "tables.lock", "tables"
_held: list[IO[str]] = []
"""The lock while the first process makes the tables."""

_alive: list[sqlite3.Connection] = []
"""What keeps a database in memory until Django has opened it."""


def begin(folder: Path, name: str) -> None:
    """Name the test database; start it from the copy, or hold the lock when there is none yet."""
    kept = folder / (FILE if connection.vendor == "sqlite" else KEPT)
    lock = (folder / LOCK).open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    given = connection.settings_dict["TEST"]
    given["NAME"] = f"file:{name}?mode=memory&cache=shared" if connection.vendor == "sqlite" else f"test_{name}"
    if not kept.exists():
        _held.append(lock)
        return
    lock.close()
    if connection.vendor == "sqlite":
        memory = sqlite3.connect(given["NAME"], uri=True)
        source = sqlite3.connect(kept)
        source.backup(memory)
        source.close()
        _alive.append(memory)
    else:
        given["TEMPLATE"] = KEPT


def keep(folder: Path) -> None:
    """Keep a copy of the tables that have just been made, for the processes that wait for it."""
    if connection.vendor == "sqlite":
        _keep_file(folder / FILE)
    elif not (folder / KEPT).exists():
        made = str(connection.settings_dict["NAME"])
        connection.close()  # nobody may be connected to what is copied
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{KEPT}" TEMPLATE "{made}"')
        (folder / KEPT).touch()
    for lock in _held:
        lock.close()
    _held.clear()


def _keep_file(path: Path) -> None:
    if path.exists():
        return
    if not connection.introspection.table_names():  # where no chosen test touches a database, nobody has made them
        call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
