"""Dunning through the API: proposed, adopted, previewed, run, released and told."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dunning, users
from quittance.actions.command import Context
from tests import dunned, factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
POLICY = {"name": "Standard", "standard": True, "steps": ["3 email friendly fee=5.00", "10 letter formal approval"]}


def late(context: Context) -> None:
    """One invoice that is late enough for a letter."""
    factories.customer(context, "C-1", email="c@customer.example")
    due = context.today - 11 * DAY
    factories.invoice(context, "INV-1", "100.00", due - 30 * DAY, due)


def test_a_policy_is_proposed_adopted_and_listed(api: Api) -> None:
    made = api.post("/dunning/policies", POLICY | {"texts": [{"day": 3, "language": "de", "subject": "{invoices}?"}]})
    assert made.status == 201 and made.body["state"] == "proposed"
    assert api.post("/dunning/policies/Standard/adopt", {}).code == "not_allowed"
    dunning.adopt(api.context, dunning.AdoptPolicy("Standard"))
    assert api.post("/dunning/policies/Standard/adopt", {}).code == "conflict"
    (row,) = api.get("/dunning/policies").body["rows"]
    assert row["steps"] == ["+3 email friendly fee=5.00", "+10 letter formal approval"]
    assert row["texts"] == [{"day": 3, "language": "de", "subject": "{invoices}?", "body": ""}]
    assert api.post("/dunning/policies", POLICY | {"steps": ["3 pigeon friendly"]}).code == "invalid"
    assert (
        api.post("/dunning/policies", POLICY | {"texts": [{"day": 3, "language": "de", "body": "{x}"}]}).status == 422
    )


def test_what_is_proposed_is_taken_back_and_a_policy_ends(api: Api) -> None:
    api.post("/dunning/policies", POLICY)
    made = api.post("/dunning/policies/Standard/withdraw", {})
    assert made.status == 200 and (made.body["version"], made.body["state"]) == (1, "past")
    assert api.post("/dunning/policies/Standard/withdraw", {}).code == "conflict"
    dunned.policy(api.context)
    assert api.post("/dunning/policies/Standard/retire", {}).body["state"] == "past"
    assert api.post("/dunning/policies/Standard/retire", {}).code == "conflict"
    assert api.post("/dunning/policies/Nobody/retire", {}).code == "not_found"


def test_a_customer_is_held_and_what_is_held_is_told(api: Api) -> None:
    late(api.context)
    dunned.policy(api.context)
    kept = api.ask("PATCH", "/customers/C-1/dunning", {"senior_name": "Ines Roy"})
    assert kept.status == 200 and kept.body["policy"] == "Standard"
    assert api.get("/customers/C-1/dunning").body["senior_name"] == "Ines Roy"
    assert api.post("/holds", {"customer_number": "C-1", "reason": "Moving house"}).status == 201
    dunned.decide(api.context)
    (row,) = api.get("/dunning/held").body["rows"]
    assert (row["rule"], row["whole"], row["amount"]) == ("hold", True, "100.00")
    assert api.ask("PATCH", "/customers/C-1/dunning", {"time_zone": "Mars/Olympus"}).status == 422


def test_the_effect_of_a_policy_is_measured(api: Api) -> None:
    body = {"name": "Standard", "steps": ["3 call friendly"], "standard": True}
    assert api.post("/dunning/policies", body | {"holdout": 51}).code == "invalid"
    assert api.post("/dunning/policies", body | {"holdout": 10, "holdout_seed": "a"}).status == 201
    dunning.adopt(api.context, dunning.AdoptPolicy("Standard"))
    (row,) = api.get("/dunning/policies").body["rows"]
    assert (row["holdout"], row["holdout_days"], row["holdout_seed"]) == (10, 30, "a")
    told = api.get("/dunning/policies/Standard/effect").body
    assert told["plain"] == {"verdict": "too_few", "days": "", "low": "", "high": "", "seen_from": ""}
    assert told["treated"]["customers"] == 0 and told["sentence"].startswith("Too few")
    assert api.get("/dunning/policies/Nobody/effect").code == "not_found"


def test_escalations_go_to_a_named_member_and_only_to_one_who_is_here(api: Api) -> None:
    late(api.context)
    for email, name in (("nora@company.example", "Nora Weiss"), ("own@company.example", "Own Director")):
        users.invite(api.context, users.InviteUser(email, name, ("credit_manager",), "!"))
    steps = {"name": "Standard", "standard": True, "steps": ["10 inside firm min=25.00", "20 letter formal ours"]}
    refused = api.post("/dunning/policies", steps)
    assert (refused.status, refused.body["field"]) == (422, "our_senior")
    assert api.post("/dunning/policies", steps | {"our_senior": "ghost@company.example"}).body["field"] == "our_senior"
    assert api.post("/dunning/policies", steps | {"our_senior": "nora@company.example"}).status == 201
    dunning.adopt(api.context, dunning.AdoptPolicy("Standard"))
    (policy,) = api.get("/dunning/policies").body["rows"]
    assert (policy["our_senior"], policy["steps"][0]) == ("nora@company.example", "+10 inside firm min=25.00")
    assert api.get("/dunning/preview").body["rows"][0]["ours"] == "Nora Weiss"
    kept = api.ask("PATCH", "/customers/C-1/dunning", {"our_senior": "own@company.example"})
    assert kept.body["our_senior"] == "own@company.example"
    assert api.ask("PATCH", "/customers/C-1/dunning", {"our_senior": "ghost@company.example"}).status == 422
    assert api.ask("PATCH", "/customers/C-1/dunning", {"opted_out": ["inside"]}).status == 422
    assert dunned.run(api.context)["inside"] == 1
    (row,) = api.get("/dunning/reminders").body["rows"]
    assert (row["channel"], row["state"], row["owner"], row["address"]) == ("inside", "to_do", "Own Director", "")
    assert api.get("/dunning/runs").body["rows"][0]["inside"] == 1
    (account,) = api.get("/worklist").body["rows"]
    assert (account["step"], account["owner"]) == ("escalate", "Own Director")
    assert account["reason"] == "Escalated by the policy: 11 days late, €100.00"
    assert api.post(f"/dunning/reminders/{row['id']}/finish", {"outcome": "They pay"}).body["state"] == "sent"
    assert api.get("/worklist").body["rows"][0]["step"] == "email"


def test_a_policy_for_segments_and_grades_is_tried_and_claims_them_alone(api: Api) -> None:
    late(api.context)
    dunned.policy(api.context, "3 letter friendly")
    api.ask("PATCH", "/customers/C-1", {"segment": "Key accounts"})
    body = {"name": "Key", "steps": ["5 call firm risk=N"], "segments": ["key accounts"], "grades": "DE"}
    assert api.post("/dunning/policies", body).status == 201
    tried = api.get("/dunning/policies/Key/preview").body
    assert tried["moved"] == [{"before": "Standard", "after": "Key", "count": 1, "customers": ["C-1"]}]
    assert [(row["after"]["policy"], row["after"]["channel"]) for row in tried["rows"]] == [("Key", "call")]
    dunning.adopt(api.context, dunning.AdoptPolicy("Key"))
    kept = api.get("/customers/C-1/dunning").body
    assert (kept["policy"], kept["why"]) == ("Key", "segment")
    row = api.get("/dunning/policies").body["rows"][0]
    assert (row["segments"], row["grades"], row["steps"]) == (["key accounts"], "DE", ["+5 call firm risk=N"])
    assert api.post("/dunning/policies", body | {"name": "Other", "segments": ["KEY ACCOUNTS"]}).status == 201
    assert api.get("/dunning/policies/Other/preview").code == "conflict"
    assert api.post("/dunning/policies", body | {"grades": "XY"}).status == 422
    assert api.post("/dunning/policies", body | {"grades": "ABCDEN"}).field == "grades"
