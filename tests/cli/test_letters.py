"""Registered post at the terminal."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.identity import operator
from tests import dunned, factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_letter_is_posted_settled_and_listed() -> None:
    company = factories.company()
    here = operator(company.tenant_id, company.entity_id)
    factories.customer(here, "C-1", city="Delft")
    dunned.policy(here, "3 letter formal")
    factories.invoice(here, "INV-1", "100.00", here.today - 40 * DAY, here.today - 10 * DAY)
    dunned.run(here)
    id = str(done("dunning", "log")[0]["id"])
    assert done("letter", "post", id, "RR1", "--carrier", "PostNL")["state"] == "under_way"
    assert done("letter", "settle", id, "delivered", "--proof", "Signed")["state"] == "delivered"
    assert done("letter", "list")[0]["tracking"] == "RR1"
    done("letter", "correct", id, "Typing error", "--tracking", "RR2", "--state", "returned")
    assert [(one["tracking"], one["state"]) for one in done("letter", "list")] == [("RR2", "returned")]
    assert quittance("letter", "list", "--state", "odd", "--format", "json").refusal == ("invalid", "state")
