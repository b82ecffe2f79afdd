"""Exchange rates: what a person set from a day on, else the reference rate, else a clear refusal."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from quittance.actions import ecb, rates
from quittance.actions.command import Context
from quittance.actions.rates import SetRate
from quittance.reports import books, open_items
from quittance.rules.refusals import Invalid, RateMissing
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 5, 15)


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def found(context: Context, on: datetime.date, currency: str = "USD") -> Decimal:
    """The rate into euros that is known on a day."""
    return rates.find(context.tenant_id, currency, "EUR", on)


def test_a_rate_holds_from_its_day_until_a_later_one(context: Context) -> None:
    day = datetime.timedelta(days=1)
    rates.set_rate(context, SetRate("USD", "EUR", DAY, "0.9"))
    rates.set_rate(context, SetRate("USD", "EUR", DAY + 10 * day, " 0.95 "))
    assert [found(context, DAY + n * day) for n in (0, 9, 10, 400)] == [
        Decimal(t) for t in ("0.9", "0.9", "0.95", "0.95")
    ]
    assert found(context, DAY - day) == ecb.reference("USD", "EUR", DAY - day)


def test_a_rate_may_be_set_again_and_posted_amounts_stay(context: Context) -> None:
    factories.customer(context, "C-1", currency="USD")
    rates.set_rate(context, SetRate("USD", "EUR", DAY, "0.9"))
    factories.invoice(context, "INV-1", "100.00", DAY)
    rates.set_rate(context, SetRate("USD", "EUR", DAY, "0.8"))
    factories.invoice(context, "INV-2", "100.00", DAY)
    rows = open_items.of_customer(books.of(context), "C-1", DAY).rows
    assert [row.open_base for row in rows] == [90_00, 80_00]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (SetRate("USD", "EUR", DAY, "0"), "rate"),
        (SetRate("USD", "EUR", DAY, "1e2"), "rate"),
        (SetRate("USD", "EUR", DAY, ""), "rate"),
        (SetRate("EUR", "EUR", DAY, "1"), "currency"),
        (SetRate("DOLLAR", "EUR", DAY, "1"), "currency"),
        (SetRate("USD", "EURO", DAY, "1"), "currency"),
        (SetRate("USD", "EUR", datetime.date(1969, 12, 31), "1"), "on"),
        (SetRate("USD", "EUR", datetime.date(2226, 1, 1), "1"), "on"),
    ],
)
def test_a_wrong_rate_is_refused_by_its_field(context: Context, given: SetRate, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rates.set_rate(context, given)
    assert refused.value.field == field


def test_an_unknown_pair_is_refused_with_what_to_do(context: Context) -> None:
    with pytest.raises(RateMissing, match="Set one") as refused:
        found(context, DAY, "KWD")
    assert refused.value.field == "currency"
    factories.customer(context, "C-1", currency="KWD")
    with pytest.raises(RateMissing):
        factories.invoice(context, "INV-1", "1.000", DAY)
    assert factories.invoice(context, "INV-1", "1.000", DAY, rate="3").total == "1.000"


def test_a_rate_of_another_company_is_not_used(context: Context) -> None:
    rates.set_rate(factories.company(), SetRate("KWD", "EUR", DAY, "3"))
    with pytest.raises(RateMissing):
        found(context, DAY, "KWD")
