"""The day on which every test of the screens happens, and a company small enough to know by heart."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.plugin import DjangoDbBlocker

from quittance.actions.command import Context
from tests import factories, once
from tests.web import browse
from tests.web.browse import Person

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Noon of the factories' day; no attempt at signing in is remembered."""
    cache.clear()
    with once.noon():
        yield


@pytest.fixture
def company(made: Context, db: None) -> Context:
    """Two customers: one late by 40 days with a payment to use, one in dollars that pays in time."""
    return made


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Context]:
    """The company, made once for a file."""
    yield from once.made(django_db_blocker, build)


def build() -> Context:
    """A company small enough to know by heart."""
    made = factories.company("Alder & Reed", country="NL", timezone="Europe/Amsterdam")
    today = factories.TODAY
    factories.customer(made, "C-1", name="Brightwater Foods")
    factories.customer(made, "C-2", name="Palmera <Retail>", currency="USD")
    factories.invoice(made, "INV-1", "1000.00", today - 70 * DAY, today - 40 * DAY)
    factories.invoice(made, "INV-2", "250.50", today - 5 * DAY, today + 25 * DAY)
    factories.invoice(made, "INV-3", "800.00", today - 20 * DAY, today + 10 * DAY, customer="C-2", rate="0.90")
    factories.payment(made, "PAY-1", "400.00", today - 3 * DAY)
    factories.credit_note(made, "CN-1", "50.00", today - 2 * DAY)
    return made


@pytest.fixture
def clerk(company: Context) -> Person:
    """Records invoices and payments."""
    return browse.person(company, "clerk")


@pytest.fixture
def controller(company: Context) -> Person:
    """Locks periods and corrects."""
    return browse.person(company, "controller")


@pytest.fixture
def administrator(company: Context) -> Person:
    """Keeps people and roles."""
    return browse.person(company, "administrator")


@pytest.fixture
def auditor(company: Context) -> Person:
    """Looks only."""
    return browse.person(company, "auditor")
