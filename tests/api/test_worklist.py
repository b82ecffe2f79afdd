"""The worklist through the API."""

from __future__ import annotations

import datetime

import pytest

from quittance.reports import activities as reports
from quittance.reports import books
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def late(api: Api) -> Api:
    """C-1 owes 1,000.00, late."""
    factories.customer(api.context, "C-1")
    today = api.context.today
    factories.invoice(api.context, "INV-1", "1000.00", today - 60 * DAY, today - 40 * DAY)
    return api


def test_an_account_is_listed_called_and_rests(late: Api) -> None:
    (row,) = late.get("/worklist").body["rows"]
    assert (row["customer_number"], row["asked"], row["step"]) == ("C-1", "1000.00", "call")
    made = late.post("/activities", {"customer_number": "C-1", "kind": "call", "outcome": "reached", "text": "Soon"})
    assert made.status == 201
    assert late.get("/worklist").body["rows"][0]["on"] > row["on"]
    assert late.get("/worklist/people").body["rows"][0]["calls"] == 1
    assert late.post(f"/activities/{made.body['id']}/take-back", {}).body["state"] == "taken_back"
    assert late.ask("DELETE", "/worklist/next/C-1").status == 200
    mail = {"customer_number": "C-1", "address": "ada@customer.example", "subject": "Open", "text": "Dear Ada"}
    assert late.post("/activities/mail", mail).status == 409


def test_the_list_is_narrowed(late: Api) -> None:
    factories.customer(late.context, "C-2", country="NL", segment="Key")
    today = late.context.today
    factories.invoice(late.context, "INV-2", "20.00", today - 60 * DAY, today - 5 * DAY, customer="C-2")
    choices = {
        "C-1": (
            {"late": "31-60"},
            {"least": "20.01"},
            {"step": "call"},
            {"search": "c-1"},
            {"owner": "nobody", "late": "9-"},
        ),
        "C-2": ({"late": "-9"}, {"country": "nl", "segment": "Key"}, {"step": "email", "grade": "N"}),
        "": ({"currency": "USD"}, {"grade": "A"}, {"late": "61-"}),
    }
    for number, given in choices.items():
        for one in given:
            found = late.get("/worklist", **one).body
            assert [row["customer_number"] for row in found["rows"]] == [number] * (number != ""), one
            assert found["count"] == len(found["rows"]), one
    refused = {"late": "soon", "grade": "X", "owner": "who@elsewhere.example", "least": "1.001", "step": "pray"}
    for name, value in refused.items():
        found = late.get("/worklist", **{name: value})
        assert found.status in (404, 422) and found.field == name, name


def test_accounts_are_given_to_people(late: Api) -> None:
    factories.member(late.context, "collector")
    emails = [email for _, _, email in reports.members(books.of(late.context))]
    assert late.post("/worklist/assign", {"customer_numbers": ["C-1"], "owner": emails[0]}).body["count"] == 1
    assert late.get("/worklist", owner=emails[0]).body["count"] == 1
    on = (late.context.today + DAY).isoformat()
    made = late.ask("PUT", "/worklist/next/C-1", {"step": "plan", "on": on, "reason": "They asked"})
    assert (made.status, made.body["step"]) == (200, "plan")
    assert late.post("/worklist/hand-over", {"owner": emails[0], "to": emails[-1]}).body["count"] == 1


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/activities", {"customer_number": "C-1", "kind": "call"}, "outcome"),
        ("/activities", {"customer_number": "C-9", "kind": "note", "text": "x"}, "customer"),
        ("/activities", {"customer_number": "C-1", "kind": "note", "text": "x", "document": "INV-X"}, "document"),
        ("/worklist/assign", {"customer_numbers": ["C-1"], "owner": "cy@company.example"}, "owner"),
        ("/worklist/assign", {"customer_numbers": []}, "customer_numbers"),
    ],
)
def test_what_cannot_be_is_refused(late: Api, path: str, body: dict[str, object], field: str) -> None:
    found = late.post(path, body)
    assert found.status in (404, 422) and found.field == field
