"""The list of drafts: by state, by customer, and what it says when there is none."""

from __future__ import annotations

import pytest

from quittance.actions import approvals
from quittance.actions.approvals import RequestApproval
from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_drafts_are_listed_by_state_and_customer(clerk: Person, company: Context) -> None:
    assert "takes its number only then" in clerk.text("/drafts/")
    factories.draft(company, "12.00")
    asked = factories.draft(company, "34.00", customer="C-2", kind="credit_note")
    approvals.request(company, RequestApproval(asked.id))
    said = clerk.text("/drafts/")
    assert "Brightwater Foods Draft" in said and "Palmera <Retail> To approve" in said and "2 on this page" in said
    clerk.get("/drafts/", state="to-approve")
    assert "34.00" in text_of(clerk.last) and "12.00" not in text_of(clerk.last)
    clerk.get("/drafts/", q="bright", part="list")
    assert "12.00" in clerk.last and "<html" not in clerk.last
    clerk.get("/drafts/", state="refused")
    assert "None of the drafts fits" in clerk.last
    assert clerk.get("/drafts/", state="gone").status_code == 400
