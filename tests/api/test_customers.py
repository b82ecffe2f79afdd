"""Customers through the API: made, changed under a version, listed with cursors that hold under inserts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.reports import books, paper_document
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "name"),
    ({"name": ""}, "name"),
    ({"name": "   "}, "name"),
    ({"name": 5}, "name"),
    ({"name": ["Ada"]}, "name"),
    ({"name": "x" * 301}, "name"),
    ({"name": "A\u0000da"}, "name"),
    ({"name": "A\ud800da"}, "name"),
    ({"name": "Ada", "number": "x" * 65}, "number"),
    ({"name": "Ada", "number": ""}, "number"),
    ({"name": "Ada", "email": "ada"}, "email"),
    ({"name": "Ada", "country": "Netherlands"}, "country"),
    ({"name": "Ada", "currency": "XYZ"}, "currency"),
    ({"name": "Ada", "currency": "EURO"}, "currency"),
    ({"name": "Ada", "credit_limit": 1000}, "credit_limit"),
    ({"name": "Ada", "credit_limit": 1000.5}, "credit_limit"),
    ({"name": "Ada", "credit_limit": "-1"}, "credit_limit"),
    ({"name": "Ada", "credit_limit": "1.234"}, "credit_limit"),
    ({"name": "Ada", "credit_limit": "9" * 16}, "credit_limit"),
    ({"name": "Ada", "iban": "NL00BANK0123456789"}, "iban"),
    ({"name": "Ada", "terms": "x" * 301}, "terms"),
    ({"name": "Ada", "version": 1}, "version"),
    ({"name": "Ada", "Name": "Eve"}, "Name"),
    ({"name": "Ada", "__class__": "x"}, "__class__"),
]


@pytest.mark.parametrize(("body", "field"), WRONG)
def test_bad_input_is_refused_by_its_field_and_leaves_nothing(api: Api, body: dict[str, Any], field: str) -> None:
    found = api.post("/customers", body)
    assert (found.status, found.code, found.field) == (422, "invalid", field)
    assert [row["number"] for row in api.get("/customers").body["rows"]] == ["UNIDENTIFIED"]


def test_an_unknown_parent_and_a_taken_number_have_their_own_codes(api: Api) -> None:
    assert api.post("/customers", {"name": "Ada", "number": "C-1"}).status == 201
    taken = api.post("/customers", {"name": "Eve", "number": "C-1"})
    assert (taken.status, taken.code, taken.field) == (409, "duplicate", "number")
    orphan = api.post("/customers", {"name": "Eve", "parent_number": "C-9"})
    assert (orphan.status, orphan.code, orphan.field) == (404, "not_found", "parent_number")


def test_a_customer_is_shown_with_everything_around_it(api: Api) -> None:
    factories.customer(api.context, "P/1 ü")
    factories.customer(api.context, "C-1", parent_number="P/1 ü", credit_limit="500", terms="net 30")
    api.post("/contacts", {"customer_number": "C-1", "name": "Eve", "duty": "payables"})
    factories.invoice(api.context, "INV-1", "100.00", due_on=factories.TODAY)
    factories.payment(api.context, "PAY-1", "30.00")
    card = api.get("/customers/C-1")
    assert card.headers["ETag"] == '"1"'
    told = {name: card.body[name] for name in ("open", "overdue", "unapplied", "balance", "credit_limit", "open_count")}
    assert told == {
        "open": "100.00",
        "overdue": "0.00",
        "unapplied": "-30.00",
        "balance": "70.00",
        "credit_limit": "500.00",
        "open_count": 2,
    }
    assert card.body["parent"]["number"] == "P/1 ü"
    assert [one["name"] for one in card.body["contacts"]] == ["Eve"]
    above = api.get("/customers/P%2F1%20%C3%BC").body
    assert [one["number"] for one in above["children"]] == ["C-1"]
    assert api.get("/customers/P/1 ü").body["id"] == above["id"], "a slash in a number stays a slash"


def test_an_edit_counts_and_a_lost_update_is_refused(api: Api) -> None:
    factories.customer(api.context, "C-1", terms="net 30", credit_limit="500", email="a@b.example")
    first = api.ask("PATCH", "/customers/C-1", {"terms": "net 60"}, headers={"If-Match": '"1"'})
    assert (first.status, first.body["version"]) == (200, 2)
    late = api.ask("PATCH", "/customers/C-1", {"terms": "net 90"}, headers={"If-Match": '"1"'})
    assert (late.status, late.code) == (412, "changed")
    cleared = api.ask("PATCH", "/customers/C-1", {"credit_limit": "", "email": "", "name": None})
    assert cleared.body["version"] == 3
    card = api.get("/customers/C-1").body
    assert (card["terms"], card["credit_limit"], card["email"], card["name"]) == ("net 60", None, "", "Customer C-1")
    assert api.ask("PATCH", "/customers/C-1", {"name": ""}).field == "name"
    for wrong in ("1", "*", 'W/"1"', '"x"', '"1", "2"'):
        assert api.ask("PATCH", "/customers/C-1", {}, headers={"If-Match": wrong}).field == "If-Match", wrong
    assert api.ask("PATCH", "/customers/C-9", {}).code == "not_found"


def test_the_list_is_filtered_and_ordered(api: Api) -> None:
    for number, country in (("C-1", "NL"), ("C-2", "DE"), ("C-3", "NL")):
        factories.customer(api.context, number, country=country, external_id=f"crm {number}")
    assert api.ask("PATCH", "/customers/C-3", {"segment": "Key accounts"}).status == 200
    factories.invoice(api.context, "INV-1", "10.00", customer="C-2")

    def numbers(**query: str) -> list[str]:
        return [row["number"] for row in api.get("/customers", **query).body["rows"]]

    assert numbers(country="nl", order="-number") == ["C-3", "C-1"]
    assert numbers(state="open") == ["C-2"]
    assert numbers(number="C-3") == ["C-3"]
    assert numbers(external_id="crm C-1") == ["C-1"]
    assert numbers(search="c-2") == ["C-2"]
    assert numbers(segment="Key accounts") == ["C-3"]
    assert api.get("/customers/C-3").body["segment"] == "Key accounts"
    assert numbers(search="%") == []
    assert numbers(order="-balance")[0] == "C-2"
    for query in ({"order": "age"}, {"state": "late"}, {"limit": "0"}, {"limit": "201"}, {"limit": "1.0"}):
        assert api.get("/customers", **query).field == next(iter(query))
    for cursor in ("x", "WyJhIl0", "W10", "a" * 3_000):
        assert api.get("/customers", cursor=cursor).field == "cursor", cursor
    assert api.get("/customers", cursor="a" * 3_001).field == "cursor"


def test_pages_over_hundreds_lose_and_repeat_nothing_while_rows_come_in(api: Api) -> None:
    many = 700
    for n in range(many):
        factories.customer(api.context, f"C-{n:04d}", name=f"Same name {n % 7}")
    seen: list[str] = []
    cursor, added = "", 0
    while True:
        with CaptureQueriesContext(connection) as queries:
            page = api.get("/customers", limit=70, cursor=cursor, order="name").body
        assert len(queries) <= 5
        seen += [row["number"] for row in page["rows"]]
        cursor = page["next"]
        if not cursor:
            break
        for _ in range(3):
            factories.customer(api.context, f"N-{added}", name=f"Same name {added % 7}")
            added += 1
    own = [number for number in seen if number.startswith("C-")]
    assert len(own) == many and set(own) == {f"C-{n:04d}" for n in range(many)}
    assert len(set(seen)) == len(seen)


def test_a_correction_reaches_issued_papers(api: Api) -> None:
    factories.customer(api.context, "C-5", name="Acme BV")
    factories.invoice(api.context, "INV-5", "5.00", customer="C-5")
    for body in ({"name": "Acme NV"}, {"name": "Acme SA", "correction": True}):
        assert api.ask("PATCH", "/customers/C-5", body).status == 200
    sheet = paper_document.of(books.of(api.context), "INV-5", api.context.today)
    assert sheet.to[0] == "Acme BV"
