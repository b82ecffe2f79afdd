"""Exchange rates as kept: the latest one up to a day, and the currencies in use."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import rates
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import rates as listed
from tests import factories


@pytest.fixture
def company(db: None) -> Context:
    """Three rates of the dollar, one of them for a day to come."""
    made = factories.company()
    for month, rate in ((1, "0.90"), (5, "0.95"), (9, "0.99")):
        rates.set_rate(made, rates.SetRate("USD", "EUR", datetime.date(2026, month, 1), rate))
    return made


def test_the_rate_that_holds_is_the_last_one_up_to_the_day(company: Context) -> None:
    mine = books.of(company)
    assert listed.standing(mine, "EUR", factories.TODAY) == {"USD": "0.95"}
    assert listed.standing(mine, "EUR", datetime.date(2025, 12, 31)) == {}
    assert listed.standing(mine, "GBP", factories.TODAY) == {}


def test_kept_rates_come_latest_first(company: Context) -> None:
    assert [row.on.month for row in listed.kept(books.of(company))] == [9, 5, 1]
    assert listed.kept(books.of(factories.company("Elsewhere"))) == ()


def test_a_currency_is_in_use_while_something_is_open_in_it(company: Context) -> None:
    factories.customer(company, currency="USD")
    assert listed.used(books.of(company)) == ()
    factories.invoice(company, "INV-1", "10.00")
    assert listed.used(books.of(company)) == ("USD",)
    factories.payment(company, "PAY-1", "10.00")
    factories.allocate(company, "PAY-1", ("INV-1", "10.00"))
    assert listed.used(books.of(company)) == ()
