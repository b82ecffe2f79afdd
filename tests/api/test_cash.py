"""Cash application through the API: lines matched, applied, taken back; rules, policy, memory, deductions, rates."""

from __future__ import annotations

import pytest

from quittance.actions import cash_calibration
from quittance.jobs import worker
from tests import factories
from tests.api.client import Api
from tests.api.test_banking import send

pytestmark = pytest.mark.django_db

FILE = (
    ":20:X\n:25:NL20INGB0001234567\n:60F:C260302EUR0,\n"
    ":61:2603030303C200,NTRFNONREF//B1\n:86:/IBAN/NL91ABNA0417164300/NAME/ACME NV/REMI/INV-1 less damage/EREF/E1\n"
    ":61:2603030303C33,10NTRFNONREF//B2\n:86:/IBAN/DE89370400440532013000/NAME/BANK/REMI/Interest/EREF/E2\n"
    ":62F:C260303EUR233,10\n-"
)


@pytest.fixture
def lines(api: Api) -> tuple[str, str]:
    """A customer with an invoice of 250.00, and two lines: 200.00 and 33.10."""
    factories.customer(api.context, "C-1", name="Acme NV")
    factories.invoice(api.context, "INV-1", "250.00")
    assert send(api, FILE.encode(), "a.sta").status == 201
    rows = {row["amount"]: row["id"] for row in api.get("/bank-lines").body["rows"]}
    return rows["200.00"], rows["33.10"]


def test_a_line_is_applied_with_a_deduction_and_taken_back(api: Api, lines: tuple[str, str]) -> None:
    part = {"document": "INV-1", "amount": "200.00", "adjustment": "50.00", "kind": "deduction", "reason": "damage"}
    body = {"customer_number": "C-1", "parts": [part]}
    dry = api.post(f"/bank-lines/{lines[0]}/apply", body, dry_run="true")
    assert dry.status == 200 and api.get("/deductions").body["rows"] == []
    made = api.post(f"/bank-lines/{lines[0]}/apply", body, key="one")
    assert made.body["unapplied"] == "0.00" and made.body["deductions"] == ["INV-1: 50.00 damaged or missing"]
    assert api.post(f"/bank-lines/{lines[0]}/apply", body, key="one").body == made.body
    (deduction,) = api.get("/deductions", state="open").body["rows"]
    assert (deduction["amount"], deduction["reason"], deduction["owner"]) == ("50.00", "damage", "logistics")
    assert api.post(f"/deductions/{deduction['id']}/assign", {"owner": "Ada"}).body["owner"] == "Ada"
    assert api.post(f"/deductions/{deduction['id']}/resolve", {"resolution": "x", "way": "gift"}).status == 422
    resolved = api.post(f"/deductions/{deduction['id']}/resolve", {"resolution": "Theirs", "way": "reject"})
    assert (resolved.status, resolved.body["way"]) == (200, "reject")
    assert api.get("/deductions", state="resolved").body["rows"][0]["open"] == "50.00"
    assert api.post(f"/deductions/{deduction['id']}/resolve", {"resolution": "x"}).code == "conflict"
    undone = api.post(f"/bank-lines/{lines[0]}/undo", {"reason": "Wrong invoice"})
    assert [one["document"] for one in undone.body["reopened"]] == ["INV-1"]
    assert api.get(f"/bank-lines/{lines[0]}").body["state"] == "open"


def test_matching_posts_and_proposes_and_the_rates_tell(api: Api, lines: tuple[str, str]) -> None:
    rule = {"name": "Interest", "text_contains": "interest", "account_code": "4950"}
    assert api.post("/cash/rules", rule).status == 201
    assert api.post("/cash/rules", rule).code == "duplicate"
    asked = api.post("/cash/match", {})
    assert asked.status == 202 and api.get(f"/cash/runs/{asked.body['run_id']}").body["state"] == "queued"
    assert worker.once()
    made = api.get(f"/cash/runs/{asked.body['run_id']}").body
    assert (made["state"], made["lines"], made["set_aside"]) == ("done", 2, 1)
    assert api.get("/cash/rates").body["payments"] == made["posted"]
    assert api.ask("DELETE", "/cash/rules/Interest").status == 200
    assert api.get("/cash/rules").body["rows"] == []


def test_probabilities_are_refitted_when_there_are_enough_outcomes(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api.get("/cash/rates").body["refit"] is None
    assert api.post("/cash/refit", {}).code == "invalid"
    monkeypatch.setattr(cash_calibration, "LEAST_OUTCOMES", 0)
    assert api.post("/cash/refit", {}).body["outcomes"] == 0
    assert api.get("/cash/rates").body["refit"]["error_after"] == "0.000000"


def test_what_was_learnt_is_shown_and_forgotten(api: Api, lines: tuple[str, str]) -> None:
    api.post(f"/bank-lines/{lines[0]}/apply", {"customer_number": "C-1"})
    known = api.get("/cash/memory").body["rows"]
    assert {(row["kind"], row["value"]) for row in known} == {("account", "NL91ABNA0417164300"), ("name", "acmenv")}
    assert api.ask("DELETE", f"/cash/memory/{known[0]['id']}").status == 200
    assert len(api.get("/cash/memory").body["rows"]) == 1


def test_the_policy_is_set_and_refused_out_of_range(api: Api) -> None:
    made = api.ask("PUT", "/cash/policy", {"auto_post": True, "threshold": "0.999", "most": "1000.00"})
    assert (made.body["threshold_e6"], made.body["most_base"]) == (999_000, 100_000)
    for wrong in ({"auto_post": True, "threshold": "0.2"}, {"auto_post": True, "threshold": 0.9}, {"auto_post": "yes"}):
        assert api.ask("PUT", "/cash/policy", wrong).status == 422


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"customer_number": "C-9"}, "not_found"),
        ({"customer_number": "C-1", "parts": [{"document": "INV-1", "amount": "200.01"}]}, "overallocated"),
        ({"customer_number": "C-1", "parts": [{"document": "INV-1", "amount": 200}]}, "invalid"),
        ({"customer_number": "C-1", "parts": [{"document": "INV-1", "amount": "1", "kind": "gift"}]}, "invalid"),
        ({"customer_number": "C-1", "parts": [{"document": "INV-1"}]}, "invalid"),
    ],
)
def test_what_does_not_fit_is_refused(api: Api, lines: tuple[str, str], body: dict[str, object], code: str) -> None:
    assert api.post(f"/bank-lines/{lines[0]}/apply", body).code == code
    assert api.get(f"/bank-lines/{lines[0]}").body["state"] == "open"
