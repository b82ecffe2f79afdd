"""Dossiers as they are asked for: by state and customer, live while they wait and fixed once they are out."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dossiers, interest
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import dossiers as reports
from quittance.rules.interest import Span
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00 late under an agreed rate of 10 percent, and C-2 200.00."""
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    for number, amount in (("C-1", "1000.00"), ("C-2", "200.00")):
        factories.customer(context, number)
        factories.invoice(context, f"INV-{number}", amount, TODAY - 90 * DAY, TODAY - 73 * DAY, customer=number)
        dossiers.propose(context, dossiers.ProposeDossier(number, "agency", "Collect Ltd"))
    return context


def test_dossiers_are_listed_by_state_and_customer(context: Context) -> None:
    here = books.of(context)
    dossiers.release(factories.member(context, "credit_manager"), dossiers.ReleaseDossier("DOS-0002"))
    assert [one.number for one in reports.rows(here)] == ["DOS-0002", "DOS-0001"]
    assert [one.number for one in reports.rows(here, "proposed")] == ["DOS-0001"]
    assert [one.number for one in reports.rows(here, "live", "C-2")] == ["DOS-0002"]
    assert reports.rows(here, "recalled") == ()
    with pytest.raises(Invalid):
        reports.rows(here, "lost")
    with pytest.raises(NotFound):
        reports.of_number(here, "DOS-0009")


def test_a_dossier_that_waits_is_read_anew_and_one_that_is_out_stands(context: Context) -> None:
    here, later = books.of(context), TODAY + 10 * DAY
    dossiers.release(factories.member(context, "credit_manager"), dossiers.ReleaseDossier("DOS-0002"))
    # 73 days are a fifth of a year: 2 percent of 1,000.00, and ten days later 2.2739 percent
    assert reports.card(here, "DOS-0001", TODAY).sums.interest == 2_000
    assert reports.card(here, "DOS-0001", later).sums.interest == 2_274
    (out,) = reports.card(here, "DOS-0002", later).claims
    assert (out.interest, out.spans) == (400, (Span(TODAY - 72 * DAY, TODAY, 73, 20_000, 100_000, 400),))


def test_a_machine_is_told_amounts_as_text(context: Context) -> None:
    card = reports.card(books.of(context), "DOS-0001", TODAY)
    told = reports.told(card.row)
    assert (told["total"], told["left"], told["number"]) == ("1020.00", "1000.00", "DOS-0001")
    assert "id" not in told and "proposed_by" not in told
    assert reports.claim_told(card.claims[0], "EUR")["interest"] == "20.00"
