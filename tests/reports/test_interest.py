"""The account of late interest: whose terms hold, what counts, and a fixed number of statements."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions import interest as verbs
from quittance.actions import payments
from quittance.actions.command import Context
from quittance.reports import interest, interest_told
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
FIRST, DUE = datetime.date(2024, 1, 1), datetime.date(2024, 1, 31)


@pytest.fixture
def context() -> Context:
    """A customer with two late debts, one not due, one paid in time, one taken back; 10 percent as agreed."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "3650.00", FIRST, DUE)
    factories.invoice(context, "INV-2", "7300.00", FIRST, DUE + datetime.timedelta(days=5))
    factories.invoice(context, "INV-LATER", "100.00", FIRST, datetime.date(2026, 12, 31))
    factories.invoice(context, "INV-PAID", "100.00", FIRST, DUE)
    factories.payment(context, "PAY-1", "100.00", DUE)
    factories.allocate(context, "PAY-1", ("INV-PAID", ""))
    factories.invoice(context, "INV-GONE", "100.00", FIRST, DUE)
    factories.reverse(context, "INV-GONE")
    verbs.set_terms(context, verbs.SetInterestTerms("contract", rate="10"))
    return context


def test_only_what_was_open_after_its_due_day_counts(context: Context) -> None:
    found = interest.account(of(context), "C-1", datetime.date(2024, 2, 10))
    assert [(item.document, item.accrued.interest) for item in found.items] == [("INV-1", 10_00), ("INV-2", 10_00)]
    assert found.totals == (("EUR", 20_00, 0),)
    told = interest_told.of_account(found)
    assert told["totals"][0]["total"] == "20.00" and told["rows"][1]["spans"][0]["days"] == 5


def test_the_account_takes_few_statements_however_many_debts(context: Context) -> None:
    with CaptureQueriesContext(connection) as few:
        interest.account(of(context), "C-1", datetime.date(2024, 6, 30))
    for n in range(20):
        factories.invoice(context, f"INV-M{n}", "10.00", FIRST, DUE)
    with CaptureQueriesContext(connection) as many:
        found = interest.account(of(context), "C-1", datetime.date(2024, 6, 30))
    assert len(found.items) == 22
    assert len(many) == len(few) <= 8


def test_a_rate_that_was_added_stands_once_among_the_known(context: Context) -> None:
    day = datetime.date(2025, 1, 1)
    verbs.set_rate(context, verbs.SetReferenceRate("ecb", day, "3.2"))
    found = [one.rate_e4 for one in interest.rates(of(context)) if (one.reference, one.from_on) == ("ecb", day)]
    assert found == [32_000]


def test_a_rate_that_was_agreed_below_that_of_the_law_is_told() -> None:
    context = factories.company(country="DE")
    factories.customer(context, "C-1")
    for pack, rate, granted in (("contract", "5", 102_700), ("contract", "10.27", None), ("de", "", None)):
        verbs.set_terms(context, verbs.SetInterestTerms(pack, rate=rate))
        assert interest.account(of(context), "C-1", context.today).granted_e4 == granted


def test_money_that_lay_elsewhere_paid_on_the_day_on_which_it_came(context: Context) -> None:
    factories.customer(context, "C-2")
    factories.payment(context, "PAY-2", "3650.00", DUE, customer="C-2")
    factories.payment(context, "PAY-3", "7300.00", DUE + 15 * DAY, customer="C-2")
    for reference, number in (("PAY-2", "INV-1"), ("PAY-3", "INV-2")):
        payments.move(context, payments.MovePayment(reference, "C-1"))
        factories.allocate(context, reference, (number, ""))
    (found,) = interest.account(of(context), "C-1", context.today).items
    assert (found.document, found.paid_on, found.accrued.interest) == ("INV-2", DUE + 15 * DAY, 20_00)
