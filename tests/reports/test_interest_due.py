"""Who owes interest: every customer on its own terms, what dossiers claim, and a fixed number of statements."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions import disputes, dossiers, dunning, insolvencies, interest
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest, SetInterestTerms
from quittance.reports import interest as asked
from quittance.reports import interest_due
from quittance.reports.books import of
from quittance.rules.refusals import Invalid
from tests import accruing, factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Four customers who are 73 days late with 1,000.00 to 4,000.00, on an agreed 10 percent: 2 percent of each."""
    return accruing.four_late()


def rows(context: Context, through: datetime.date = TODAY) -> list[tuple[str, int, int, int]]:
    """Number, interest, compensation, and what is claimed elsewhere."""
    found = interest_due.due(of(context), through)
    return [(one.customer_number, one.interest, one.compensation, one.elsewhere) for one in found.rows]


def test_the_largest_stands_first_and_what_was_charged_no_more(context: Context) -> None:
    assert rows(context) == [("C-4", 8000, 0, 0), ("C-3", 6000, 0, 0), ("C-2", 4000, 0, 0), ("C-1", 2000, 0, 0)]
    interest.charge(context, ChargeInterest("C-4"))
    found = interest_due.due(of(context), TODAY)
    assert (found.count, found.totals) == (3, (("EUR", 12_000, 0),))
    assert interest_due.told(found)["rows"][0]["total"] == "60.00"


def test_everybody_is_asked_on_terms_of_its_own(context: Context) -> None:
    interest.set_terms(context, SetInterestTerms("contract", customer_number="C-1", rate="20"))
    interest.set_terms(context, SetInterestTerms("eu", customer_number="C-2"))
    interest.set_terms(context, SetInterestTerms("eu", customer_number="C-3"))
    dunning.set_customer(context, dunning.SetDunning("C-3", consumer=True))
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency("C-4", TODAY - 36 * DAY, "Court", "1 IN 1"))
    assert rows(context) == [
        ("C-2", 4060, 4000, 0),
        ("C-1", 4000, 0, 0),
        ("C-4", 3945, 0, 0),
    ], "a consumer owes nothing by the directive, and an insolvent customer 36 days"
    for number, earned, fixed, _ in rows(context):
        assert asked.account(of(context), number, TODAY).totals == (("EUR", earned, fixed),)


def test_what_lies_in_a_dossier_is_told_apart(context: Context) -> None:
    factories.invoice(context, "INV-4b", "1000.00", TODAY - 103 * DAY, TODAY - 73 * DAY, customer="C-4")
    dossiers.propose(context, dossiers.ProposeDossier("C-4", "lawyer", "Marsh & Vale", ("INV-4",)))
    dossiers.release(factories.member(context, "credit_manager"), dossiers.ReleaseDossier("DOS-0001"))
    assert ("C-4", 2000, 0, 8000) in rows(context)
    assert interest_due.due(of(context), TODAY).totals == (("EUR", 14_000, 0),)


def test_what_is_disputed_waits_until_that_is_decided(context: Context) -> None:
    before = {row[0]: row for row in rows(context)}["C-4"]
    opened = disputes.open_dispute(context, disputes.OpenDispute("INV-4", "price", "0.01"))
    (row,) = [one for one in interest_due.due(of(context), TODAY).rows if one.customer_number == "C-4"]
    assert (row.debts, row.total, row.disputed) == (0, 0, before[1] + before[2])
    account = asked.account(of(context), "C-4", TODAY)
    assert (account.totals, [one.disputed for one in account.waiting], account.chargeable) == ((), [1], ())
    with pytest.raises(Invalid, match="INV-4 is disputed"):
        interest.charge(context, interest.ChargeInterest("C-4"))
    disputes.resolve(context, disputes.ResolveDispute(opened.number, "Agreed in writing", "reject"))
    assert before in rows(context), "nothing of it is lost"


def test_a_rate_that_is_not_known_yet_is_provisional_and_one_before_the_first_is_refused(context: Context) -> None:
    interest.set_terms(context, SetInterestTerms("eu"))
    assert [one.provisional for one in interest_due.due(of(context), TODAY).rows] == [False] * 4
    assert [one.provisional for one in interest_due.due(of(context), TODAY + DAY).rows] == [True] * 4
    factories.customer(context, "C-9")
    old = datetime.date(2012, 1, 1)
    factories.invoice(context, "INV-OLD", "10.00", old, old + DAY, customer="C-9")
    with pytest.raises(Invalid, match="is not known"):
        interest_due.due(of(context), TODAY)


def test_more_customers_and_portions_change_nothing_but_their_number(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(context)
    with CaptureQueriesContext(connection) as few:
        interest_due.due(of(context), TODAY)
    for n in range(5, 30):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV-{n}", "1.00", TODAY - 40 * DAY, TODAY - 10 * DAY, customer=f"C-{n}")
    with CaptureQueriesContext(connection) as many:
        assert interest_due.due(of(context), TODAY).rows[:4] != ()
    assert len(many) == len(few) <= 11
    monkeypatch.setattr(interest_due, "PORTION", 3)
    assert rows(context)[:4] == whole
