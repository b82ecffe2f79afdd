"""Insolvency through the API."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

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


def test_an_insolvency_is_recorded_changed_filed_and_ended(late: Api) -> None:
    opened = (late.context.today - 10 * DAY).isoformat()
    body = {"customer_number": "C-1", "opened_on": opened, "court": "Court", "reference": "F.16", "percent": "50"}
    made = late.post("/insolvencies", body)
    assert (made.status, made.body["number"], made.body["marked"]) == (201, "INS-0001", "500.00")
    assert late.post("/insolvencies", body).status == 409
    assert late.ask("PATCH", "/insolvencies/INS-0001", {"administrator": "Bo Kim"}).body["administrator"] == "Bo Kim"
    whole = late.get("/insolvencies/INS-0001").body
    assert (whole["percent"], whole["claims"][0]["document"], whole["claims"][0]["open"]) == (
        "50.00",
        "INV-1",
        "1000.00",
    )
    assert late.post("/insolvencies/INS-0001/file", {}).body["filed_on"] == late.context.today.isoformat()
    header = {"Authorization": f"Bearer {late.secret}"}
    content = late.client.get("/api/v1/insolvencies/INS-0001/zip", headers=header).content
    assert "claims.pdf" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert late.post("/insolvencies/INS-0001/end", {"reason": "Plan"}).status == 200
    assert late.get("/insolvencies", state="running").body["rows"] == []
    (row,) = late.get("/insolvencies", customer_number="C-1").body["rows"]
    assert (row["reason"], row["marked"], len(row["digest"])) == ("Plan", "0.00", 64)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/insolvencies", {"customer_number": "C-1", "opened_on": "2020-13-01", "court": "x", "reference": "1"}, 422),
        ("/insolvencies", {"customer_number": "C-9", "opened_on": "2026-06-01", "court": "x", "reference": "1"}, 404),
        ("/insolvencies", {"customer_number": "C-1", "opened_on": "2026-06-01", "court": "x", "reference": ""}, 422),
        ("/insolvencies/INS-0009/file", {}, 404),
        ("/insolvencies/INS-0009/end", {"reason": "x"}, 404),
    ],
)
def test_what_cannot_be_is_refused(late: Api, path: str, body: dict[str, object], status: int) -> None:
    assert late.post(path, body).status == status
