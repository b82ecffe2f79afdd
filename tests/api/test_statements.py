"""Statements through the API: the command line's document to the letter."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers
from quittance.actions.customers import EditCustomer
from tests import factories
from tests.api.client import Api
from tests.api.test_aging import printed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def history(api: Api) -> None:
    """An invoice, a payment and a credit note."""
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "100.00", datetime.date(2026, 5, 1))
    factories.payment(api.context, "PAY-1", "30.00", datetime.date(2026, 6, 1), allocate="oldest")
    factories.credit_note(api.context, "CN-1", "5.00", datetime.date(2026, 6, 2))


def test_the_document_is_the_one_that_the_command_line_prints(api: Api) -> None:
    assert api.get("/statements", customer_number="C-1").body == printed("statement", "C-1")
    assert api.get("/statements", customer_number="C-1", kind="activity").body == printed(
        "statement", "C-1", "--activity"
    )
    some = {"kind": "activity", "since": "2026-06-01", "until": "2026-06-01"}
    found = api.get("/statements", customer_number="C-1", **some).body
    assert found == printed("statement", "C-1", "--since", "2026-06-01", "--until", "2026-06-01")
    assert (found["sections"][0]["opening"], found["sections"][0]["closing"]) == ("100.00", "70.00")
    earlier = api.get("/statements", customer_number="C-1", until="2026-05-31").body
    assert earlier == printed("statement", "C-1", "--as-of", "2026-05-31")


def test_a_group_is_the_same_document_too(api: Api) -> None:
    factories.customer(api.context, "C-2")
    customers.edit(api.context, EditCustomer("C-2", parent_number="C-1"))
    factories.invoice(api.context, "INV-2", "9.00", customer="C-2")
    found = api.get("/statements", customer_number="C-1", group="true").body
    assert found == printed("statement", "C-1", "--group")
    assert [one["customer"] for one in found["members"]] == ["C-1", "C-2"]
    assert found["sections"][0]["closing"] == "74.00" and not found["sections"][0]["rows"]


def test_what_is_no_question_is_refused(api: Api) -> None:
    assert api.get("/statements").field == "customer_number"
    assert api.get("/statements", customer_number="C-9").code == "not_found"
    assert api.get("/statements", customer_number="C-9", kind="activity").code == "not_found"
    assert api.get("/statements", customer_number="C-1", kind="all").field == "kind"
    assert api.get("/statements", customer_number="C-1", since="2026-01-01").field == "since"
    late = {"kind": "activity", "since": "2026-06-02", "until": "2026-06-01"}
    assert api.get("/statements", customer_number="C-1", **late).field == "since"
    assert api.get("/statements", customer_number="C-1", kind="activity", until="0001-01-01").status == 200
