"""Proposals: an end of a dispute that waits for somebody who may decide it, with nothing posted before."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, proposals
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute, ResolveDispute
from quittance.actions.proposals import ProposeResolution
from quittance.reports import books, open_items
from quittance.reports import disputes as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """20.00 of INV-1 over 500.00 are disputed as DSP-0001."""
    context = factories.company()
    factories.customer(context)
    factories.invoice(context, "INV-1", "500.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    disputes.open_dispute(context, OpenDispute("INV-1", "freight", "20.00"))
    return context


def test_a_collector_proposes_and_a_second_person_decides(context: Context) -> None:
    collector = factories.member(context, "collector")
    made = proposals.propose(collector, ProposeResolution("DSP-0001", "Not worth a call", "write_off", "15.00"))
    assert (made.document, made.amount, made.way) == ("INV-1", "15.00", "write_off")
    here = books.of(context)
    row = reports.of_number(here, "DSP-0001")
    assert (row.proposed_way, row.proposed_amount, row.proposal) == ("write_off", 15_00, "Not worth a call")
    assert row.proposer == collector.actor.name and row.state == "review"
    [item] = open_items.of_customer(here, "C-1", TODAY).rows
    assert item.open == 500_00, "nothing is posted before the decision"
    with pytest.raises(NotAllowed):
        disputes.resolve(collector, ResolveDispute("DSP-0001", row.proposal, row.proposed_way, "15.00"))
    again = proposals.propose(collector, ProposeResolution("DSP-0001", "They are right", "credit"))
    assert again.amount == "20.00" and reports.of_number(here, "DSP-0001").proposed_way == "credit"
    disputes.resolve(context, ResolveDispute("DSP-0001", "They are right", "credit"))
    with pytest.raises(Conflict):
        proposals.propose(collector, ProposeResolution("DSP-0001", "Late", "reject"))


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (ProposeResolution("DSP-0009", "x", "reject"), NotFound, "number"),
        (ProposeResolution("DSP-0001", "", "reject"), Invalid, "resolution"),
        (ProposeResolution("DSP-0001", "x", "burn"), Invalid, "way"),
        (ProposeResolution("DSP-0001", "x", "credit", "20.01"), Overallocated, "amount"),
        (ProposeResolution("DSP-0001", "x", "credit", "-1"), Invalid, "amount"),
    ],
)
def test_what_cannot_be_is_refused(
    context: Context, data: ProposeResolution, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        proposals.propose(context, data)
    assert getattr(refused.value, "field", "") == field


def test_only_who_collects_proposes(context: Context) -> None:
    with pytest.raises(NotAllowed):
        proposals.propose(factories.member(context, "auditor"), ProposeResolution("DSP-0001", "x", "reject"))
