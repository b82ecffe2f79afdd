"""The databases the tests run on, and the fixtures that every folder shares.

QUITTANCE_TEST_DATABASE chooses sqlite (the default) or postgresql. On PostgreSQL only the tests
that touch a database run, because the others would run twice for nothing.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.signals import connection_created
from hypothesis import settings

from quittance.actions.passwords import Hasher
from quittance.database import configuration
from tests import supervisor, tenancy

CHOICE = "QUITTANCE_TEST_DATABASE"
MARK = "django_db"
GARBAGE_AFTER = 20_000
"""Objects between two looks for garbage; a request of a test makes thousands."""

SHARED = Path(__file__).resolve().parents[2] / "shared"
_home = tempfile.TemporaryDirectory(prefix="quittance-test-")
os.environ["QUITTANCE_HOME"] = _home.name
os.environ.setdefault("QUITTANCE_SECRET_KEY", "a secret for tests only, of no use anywhere else")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser keeps a loop running in its thread
if os.environ.get(CHOICE, "sqlite") == "sqlite":
    os.environ.pop("QUITTANCE_DATABASE_URL", None)

settings.register_profile("same", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("same")

HASHING = {"memory_cost": Hasher.memory_cost, "time_cost": Hasher.time_cost}
"""What hashing costs in the product; people of the tests get their passwords at once."""
Hasher.memory_cost, Hasher.time_cost = 64, 1

connection_created.connect(tenancy.watch)
gc.disable()  # while files are imported and collected, next to nothing becomes garbage

_server: list[supervisor.Server] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that the workers come from."""
    if os.environ.get(CHOICE) != "postgresql" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    server = supervisor.start(supervisor.BRIEF)
    if server is None:
        pytest.exit("PostgreSQL was asked for, and neither the wheel's binaries nor the system's run here.", 3)
    _server.append(server)
    os.environ["QUITTANCE_DATABASE_URL"] = server.url()
    # Workers read their settings after this; this process had read them when pytest-django was loaded.
    connections.settings["default"] = configuration(server.url(), Path(_home.name))
    connections.configure_settings(connections.settings)
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]
        del connections["default"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it with the run."""
    while _server:
        _server.pop().stop()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL, a file that marks no test for a database is not even imported."""
    if os.environ.get(CHOICE) != "postgresql" or not fnmatch(collection_path.name, "test_*.py"):
        return None
    return True if MARK not in collection_path.read_text(encoding="utf-8") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what touches no database; the files with slow tests come first, each whole."""
    if os.environ.get(CHOICE) == "postgresql":
        kept = [item for item in items if item.get_closest_marker(MARK) is not None]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    slow = {item.path for item in items if any(item.get_closest_marker(name) for name in ("slow", "browser"))}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end, so that no later look for garbage goes through it again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """While a test runs, every statement on a tenant's table must name its tenant."""
    with tenancy.enforced():
        result = yield
    if tenancy.watching:
        pytest.fail(f"a statement without its tenant: {tenancy.watching[0]}", pytrace=False)
    return result


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party data beside the project; the test skips where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"NO DATA: {SHARED / 'data'} is absent, so nothing third-party was read")
    return SHARED


@pytest.fixture
def costly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as slowly as in the product."""
    for name, value in HASHING.items():
        monkeypatch.setattr(Hasher, name, value)
