"""Drafts through the API: written, changed by version, approved by a second key, issued."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import identity, users
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db
LINES = [{"description": "Boxes", "quantity": "12", "unit_price": "3.50", "tax_rate": "21", "discount": "10%"}]
BODY: dict[str, Any] = {"customer_number": "C-1", "lines": LINES, "note": "Thanks", "terms": "net 30"}


@pytest.fixture
def draft(api: Api) -> str:
    """The id of a draft of 45.74."""
    factories.customer(api.context)
    made = api.post("/drafts", BODY)
    assert (made.status, made.body["total"], made.body["version"]) == (201, "45.74", 1)
    return str(made.body["id"])


def second(api: Api) -> Api:
    """Another key of the same company that may approve."""
    secret = identity.new_secret(api.context.tenant_id)
    users.create_key(api.context, users.CreateKey("second", ("controller",), secret.digest, secret.hint))
    return Api(api.context, secret.text)


def test_a_draft_is_shown_changed_and_issued(api: Api, draft: str) -> None:
    card = api.get(f"/drafts/{draft}").body
    assert (card["net"], card["tax"], card["state"], card["number"]) == ("37.80", "7.94", "draft", "")
    assert card["lines"][0]["discount"] == "10%" and card["issued_on"] is None
    changed = api.ask("PUT", f"/drafts/{draft}", {**BODY, "version": 1, "issued_on": "2026-06-01"})
    assert (changed.status, changed.body["version"]) == (200, 2)
    assert api.ask("PUT", f"/drafts/{draft}", {**BODY, "version": 1}).status == 412
    assert api.post(f"/drafts/{draft}/issue", {"version": 1}).code == "changed"
    issued = api.post(f"/drafts/{draft}/issue", {})
    assert (issued.status, issued.body["number"], issued.body["draft_id"]) == (201, "INV-2026-00001", draft)
    assert api.get("/documents/INV-2026-00001").body["issued_on"] == "2026-06-01"
    assert api.get(f"/drafts/{draft}").body["number"] == "INV-2026-00001"
    assert api.get("/drafts").body["rows"] == []


def test_a_dry_run_of_issuing_tells_the_number_and_takes_none(api: Api, draft: str) -> None:
    rehearsed = api.post(f"/drafts/{draft}/issue", {}, dry_run="true")
    assert (rehearsed.status, rehearsed.body["number"]) == (200, "INV-2026-00001")
    assert [row["state"] for row in api.get("/drafts").body["rows"]] == ["draft"]


def test_above_the_limit_another_key_approves(api: Api, draft: str) -> None:
    assert api.ask("PATCH", "/company", {"approval_limit": "40"}).status == 200
    assert api.get("/company").body["approval_limit"] == "40.00"
    assert api.post(f"/drafts/{draft}/issue", {}).code == "limit_exceeded"
    assert api.post(f"/drafts/{draft}/request", {}).body["state"] == "to-approve"
    assert api.post(f"/drafts/{draft}/approve", {}).code == "not_allowed"
    other = second(api)
    assert other.post(f"/drafts/{draft}/refuse", {"reason": "Too dear"}).body["state"] == "refused"
    assert api.get("/drafts", state="refused").body["rows"][0]["reason"] == "Too dear"
    api.post(f"/drafts/{draft}/request", {})
    assert other.post(f"/drafts/{draft}/approve", {}).body["state"] == "approved"
    assert api.post(f"/drafts/{draft}/issue", {}).status == 201
    assert api.ask("PATCH", "/company", {"approval_limit": ""}).status == 200
    assert api.get("/company").body["approval_limit"] is None


def test_drafts_are_copied_and_thrown_away(api: Api, draft: str) -> None:
    factories.invoice(api.context, "INV-1", "10.00")
    assert api.post("/drafts/copy", {"number": "INV-1"}).body["total"] == "10.00"
    assert api.post("/drafts/copy", {"draft_id": draft}).status == 201
    assert api.ask("DELETE", f"/drafts/{draft}").status == 200
    assert api.get(f"/drafts/{draft}").code == "not_found"
    assert len(api.get("/drafts", limit=1).body["rows"]) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"customer_number": "C-9"}, "customer_number"),
        ({"kind": "estimate"}, "kind"),
        ({"number": "INV-7"}, "number"),
        ({"terms": "whenever"}, "terms"),
    ],
)
def test_what_is_no_draft_is_refused_by_its_field(api: Api, sent: dict[str, str], field: str) -> None:
    factories.customer(api.context)
    assert api.post("/drafts", {**BODY, **sent}).field == field
