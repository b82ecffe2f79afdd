"""A state that is made once for the tests of a file: in a transaction around theirs, taken back behind the last."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TypeVar

import time_machine
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests import factories

Made = TypeVar("Made")


def noon() -> time_machine.travel:
    """The moment at which every test of a face happens: noon of the factories' day."""
    return time_machine.travel(datetime.datetime.combine(factories.TODAY, datetime.time(12), datetime.UTC), tick=False)


def made(blocker: DjangoDbBlocker, build: Callable[[], Made]) -> Iterator[Made]:
    """What `build` makes at noon, for a fixture of a module, which needs `django_db_setup`."""
    around = transaction.atomic()
    with blocker.unblock(), noon():
        around.__enter__()
        state = build()
    yield state
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
