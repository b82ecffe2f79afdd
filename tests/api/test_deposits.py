"""Deposits and notes through the API: billed, listed with what can be drawn on, taken off, and told on both sides."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db
BODY = {"customer_number": "C-1", "issued_on": "2026-06-30", "total": "100.00"}


@pytest.fixture
def deposit(api: Api) -> str:
    """The number of a deposit of 100.00 that is paid."""
    factories.customer(api.context)
    made = api.post("/invoices", {**BODY, "kind": "deposit"})
    assert made.status == 201
    factories.payment(api.context, "PAY-1", "100.00", allocate="oldest")
    return str(made.body["number"])


def test_a_deposit_is_listed_and_taken_off(api: Api, deposit: str) -> None:
    (row,) = api.get("/customers/C-1/deposits").body["rows"]
    assert (row["number"], row["paid"], row["drawable"]) == (deposit, "100.00", "100.00")
    whole = {**BODY, "total": "250.00", "draws": [{"number": deposit, "amount": "60.00"}]}
    number = api.post("/invoices", whole).body["number"]
    card = api.get(f"/documents/{number}").body
    assert (card["total"], card["payable"], card["open"], card["deposit"]) == ("250.00", "190.00", "190.00", False)
    assert card["draws"] == [{"number": deposit, "issued_on": "2026-06-30", "amount": "60.00", "tax": "0.00"}]
    other = api.get(f"/documents/{deposit}").body
    assert (other["deposit"], other["drawable"], other["drawn_by"][0]["number"]) == (True, "40.00", number)
    refused = api.post("/invoices", {**whole, "draws": [{"number": deposit, "amount": "40.01"}]})
    assert (refused.status, refused.code) == (409, "overallocated")
    assert api.post("/reversals", {"number": deposit, "reason": "x"}).code == "conflict"


def test_notes_name_what_they_are_about(api: Api, deposit: str) -> None:
    for n in (1, 2):
        factories.invoice(api.context, f"INV-{n}", "10.00")
    note = api.post("/invoices", {**BODY, "kind": "debit_note", "corrects": ["INV-1"]}).body["number"]
    credit = api.post("/credit-notes", {**BODY, "total": "15.00", "corrects": ["INV-2", "INV-1"]}).body
    assert [one["document"] for one in credit["allocated"]] == ["INV-2", "INV-1"]
    assert api.get("/documents/INV-1").body["corrected_by"] == sorted([note, credit["number"]])
    assert api.get(f"/documents/{note}").body["corrects"] == ["INV-1"]
    draft = api.post("/drafts", {**BODY, "issued_on": None, "draws": [{"number": deposit}]})
    assert api.get(f"/drafts/{draft.body['id']}").body["draws"] == [{"number": deposit, "amount": ""}]
