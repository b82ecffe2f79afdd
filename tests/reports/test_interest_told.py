"""Late interest in plain values: amounts and rates as text, and the sums of what can be charged."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, interest
from quittance.reports import interest as reports
from quittance.reports import interest_told
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_an_account_is_told_with_its_spans_and_what_is_disputed() -> None:
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="36.5"))
    factories.customer(context, "C-1")
    due = context.today - 10 * DAY
    for number in ("INV-1", "INV-2"):
        factories.invoice(context, number, "1000.00", due - DAY, due)
    disputes.open_dispute(context, disputes.OpenDispute("INV-2", "price", "1.50"))
    told = interest_told.of_account(reports.account(of(context), "C-1", context.today))
    assert told["totals"] == [{"currency": "EUR", "interest": "10.00", "compensation": "0.00", "total": "10.00"}]
    assert [(row["document"], row["interest"], row["disputed"]) for row in told["rows"]] == [
        ("INV-1", "10.00", "0.00"),
        ("INV-2", "10.00", "1.50"),
    ]
    (span,) = told["rows"][0]["spans"]
    assert (span["days"], span["open"], span["rate"], span["interest"]) == (10, "1000.00", "36.50", "10.00")
    assert (told["rate"], told["law_rate"]) == ("36.50", "")
    assert interest_told.totals((("EUR", 1, 2),))[0]["total"] == "0.03"
