"""The list of estimates: by state, by number and customer, and what it says when there is none."""

from __future__ import annotations

import pytest

from quittance.actions import estimates
from quittance.actions.command import Context
from quittance.actions.estimates import DeclineEstimate, WriteEstimate
from quittance.rules.draft import Content
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_estimates_are_listed_by_state_and_found(clerk: Person, company: Context) -> None:
    assert "No estimate yet" in clerk.text("/estimates/")
    for customer, total in (("C-1", "12.00"), ("C-2", "34.00")):
        estimates.write(company, WriteEstimate(Content(customer, total=total)))
    estimates.decline(company, DeclineEstimate("EST-2026-00002"))
    said = clerk.text("/estimates/")
    assert "EST-2026-00001 Brightwater Foods" in said and "Declined" in said and "2 on this page" in said
    clerk.get("/estimates/", state="declined")
    assert "34.00" in text_of(clerk.last) and "12.00" not in text_of(clerk.last)
    clerk.get("/estimates/", q="est-2026-00001", part="list")
    assert "12.00" in clerk.last and "34.00" not in clerk.last and "<html" not in clerk.last
    clerk.get("/estimates/", state="expired")
    assert "None of the estimates fits" in clerk.last
