"""Waivers as they are listed: by state and customer, the latest first, and as plain values."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import interest, waivers
from quittance.actions.waivers import ApproveWaiver, EndWaiver, WaiveInterest
from quittance.reports import waivers as reports
from quittance.reports.books import of
from quittance.rules.refusals import Invalid
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_waivers_stand_by_state_and_customer_the_latest_first() -> None:
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="36.5"))
    for n in (1, 2, 3):
        factories.customer(context, f"C-{n}")
        due = context.today - 10 * DAY
        factories.invoice(context, f"INV-{n}", "1000.00", due - DAY, due, customer=f"C-{n}")
        waivers.waive(factories.member(context, "collector"), WaiveInterest(f"INV-{n}", "Goodwill"))
    waivers.approve(context, ApproveWaiver("INV-2"))
    waivers.end(context, EndWaiver("INV-3", "They can pay"))
    found = [(one.document, one.state) for one in reports.rows(of(context))]
    assert found == [("INV-3", "dropped"), ("INV-2", "given"), ("INV-1", "proposed")]
    assert [one.document for one in reports.rows(of(context), "given")] == ["INV-2"]
    assert reports.rows(of(context), "given", "C-1") == ()
    with pytest.raises(Invalid):
        reports.rows(of(context), "lost")
    told = reports.told(reports.rows(of(context), "dropped")[0])
    assert (told["interest"], told["through"], told["ended"]) == ("10.00", context.today.isoformat(), "They can pay")


def test_instalments_of_a_proposal_are_one_row_and_the_latest_of_a_document_is_what_ends() -> None:
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="36.5"))
    factories.customer(context, "C-1")
    issued = context.today - 60 * DAY
    factories.invoice(context, "INV-1", "1000.00", issued, customer="C-1", terms="50% net 10, 50% net 20")
    factories.invoice(context, "INV-2", "1000.00", issued, issued + 10 * DAY, customer="C-1")
    collector = factories.member(context, "collector")
    for n, (document, days) in enumerate((("INV-1", 30), ("INV-2", 40), ("INV-1", 50))):
        waivers.waive(factories.later(collector, n), WaiveInterest(document, "Goodwill", issued + days * DAY))
        if n < 2:
            waivers.approve(factories.later(context, n), ApproveWaiver(document))
    found = [
        (one.document, one.state, one.interest, one.through_on, ends)
        for one, ends in reports.together(reports.rows(of(context)))
    ]
    assert found == [
        ("INV-1", "proposed", 20_00, issued + 50 * DAY, True),
        ("INV-2", "given", 30_00, issued + 40 * DAY, True),
        ("INV-1", "given", 15_00, issued + 30 * DAY, False),
    ]
