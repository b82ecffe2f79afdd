"""Dossiers through the API: proposed, refused to who proposed them, released, paid for, fetched and recalled."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from quittance.actions import dossiers
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def late(api: Api) -> Api:
    """C-1 owes 1,000.00, late."""
    factories.customer(api.context, "C-1")
    today = api.context.today
    factories.invoice(api.context, "INV-1", "1000.00", today - 60 * DAY, today - 30 * DAY)
    return api


def test_a_dossier_goes_out_by_a_second_person_and_comes_back(late: Api) -> None:
    body = {"customer_number": "C-1", "receiver_kind": "lawyer", "receiver": "Marsh & Vale", "reference": "MV-7"}
    made = late.post("/dossiers", body)
    assert (made.status, made.body["number"], made.body["principal"]) == (201, "DOS-0001", "1000.00")
    assert late.post("/dossiers/DOS-0001/release", {}).status == 403
    dossiers.release(factories.member(late.context, "credit_manager"), dossiers.ReleaseDossier("DOS-0001"))
    cost = late.post("/dossiers/DOS-0001/costs", {"kind": "court", "amount": "36.00", "note": "Order"})
    assert (cost.status, cost.body["document"]) == (201, "")
    whole = late.get("/dossiers/DOS-0001").body
    assert (whole["open"], whole["fees"]) == ("1000.00", "0.00")
    assert (whole["state"], whole["claims"][0]["document"], whole["costs"][0]["amount"]) == (
        "released",
        "INV-1",
        "36.00",
    )
    assert late.post(f"/dossiers/DOS-0001/costs/{cost.body['id']}/remove", {}).status == 200
    answer = late.client.get("/api/v1/dossiers/DOS-0001/zip", headers={"Authorization": f"Bearer {late.secret}"})
    assert "cover.pdf" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert late.post("/dossiers/DOS-0001/recall", {"reason": "They pay"}).body["state"] == "recalled"
    (row,) = late.get("/dossiers", state="recalled", customer_number="C-1").body["rows"]
    assert (row["total"], row["reason"], len(row["digest"])) == ("1000.00", "They pay", 64)


def test_interest_is_claimed_where_the_dossier_lies_and_charged_again_when_it_is_closed(late: Api) -> None:
    assert late.ask("PUT", "/interest/terms", {"pack": "contract", "rate": "10"}).status == 200
    late.post("/dossiers", {"customer_number": "C-1", "receiver_kind": "lawyer", "receiver": "Marsh & Vale"})
    dossiers.release(factories.member(late.context, "credit_manager"), dossiers.ReleaseDossier("DOS-0001"))
    shown = late.get("/interest", customer_number="C-1").body
    assert [(row["document"], row["dossier"]) for row in shown["rows"]] == [("INV-1", "DOS-0001")]
    assert shown["totals"] == []
    refused = late.post("/interest-notes", {"customer_number": "C-1"})
    assert (refused.status, "DOS-0001" in refused.body["detail"]) == (422, True)
    through = (late.context.today - DAY).isoformat()
    made = late.post("/dossiers/DOS-0001/close", {"reason": "They paid", "collected_through": through})
    assert (made.status, made.body["state"]) == (200, "closed")
    whole = late.get("/dossiers/DOS-0001").body
    assert (whole["collected_through_on"], whole["came"], whole["waiting"]) == (through, [], "0.00")
    # one day of 1,000.00 at ten percent
    assert late.get("/interest", customer_number="C-1").body["totals"][0]["interest"] == "0.27"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/dossiers", {"customer_number": "C-1", "receiver_kind": "friend", "receiver": "x"}, 422),
        ("/dossiers", {"customer_number": "C-9", "receiver_kind": "lawyer", "receiver": "x"}, 404),
        ("/dossiers/DOS-0009/release", {}, 404),
        ("/dossiers/DOS-0009/drop", {"reason": ""}, 422),
        ("/dossiers/DOS-0009/drop", {"reason": "x"}, 404),
        ("/dossiers/DOS-0009/close", {"reason": "x"}, 404),
        ("/dossiers/DOS-0009/close", {"reason": "x", "collected_through": "soon"}, 422),
        ("/dossiers/DOS-0009/costs", {"kind": "court", "amount": 5}, 422),
    ],
)
def test_what_cannot_be_is_refused(late: Api, path: str, body: dict[str, object], status: int) -> None:
    assert late.post(path, body).status == status
