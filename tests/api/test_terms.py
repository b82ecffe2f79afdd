"""Terms through the API: granted, shown through time, worked out; holidays; the policy of early payment."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_terms_are_granted_and_shown_through_time(api: Api) -> None:
    factories.customer(api.context, "C-7", terms="net 30")
    given = {"customer_number": "C-7", "terms": "N/14", "valid_from": "2026-03-01", "reference": "FRAME-7"}
    made = api.post("/terms", given)
    assert made.status == 201 and (made.body["means"], made.body["valid_from"]) == ("net 14", "2026-03-01")
    shown = api.get("/terms?customer_number=C-7").body
    assert (shown["today"], shown["before"], shown["rows"][0]["reference"]) == ("N/14", "net 30", "FRAME-7")
    assert api.get("/customers/C-7").body["terms"] == "N/14"
    assert api.post("/terms", given | {"terms": "soon"}).field == "terms"
    assert api.post("/terms", given | {"customer_number": "C-9"}).code == "not_found"
    assert api.get("/terms?customer_number=C-9").status == 404


def test_terms_are_worked_out(api: Api) -> None:
    shown = api.get("/terms/example?terms=2/10+net+30&issued_on=2026-01-20&total=1200.00").body
    assert shown["parts"][0] == {"due_on": "2026-02-19", "percent": "100", "amount": "1200.00"}
    assert shown["early"][0]["payable"] == "1176.00"
    assert api.get("/terms/example?terms=soon").code == "invalid"


def test_holidays_are_set_by_year_and_the_policy_is_kept(api: Api) -> None:
    days = {"days": [{"on": "2026-12-25", "name": "Christmas"}, {"on": "2026-12-26"}]}
    assert api.ask("PUT", "/holidays/2026", days).body["count"] == 2
    assert [one["on"] for one in api.get("/holidays?year=2026").body["rows"]] == ["2026-12-25", "2026-12-26"]
    assert {one["kept"] for one in api.get("/holidays?year=2026").body["rows"]} == {True}
    assert api.ask("PUT", "/holidays/2027", days).code == "invalid"
    assert api.ask("PUT", "/holidays/soon", days).status == 422
    assert api.ask("PUT", "/discount-policy", {"part_payments": True, "tax": "keep"}).status == 200
    assert api.get("/discount-policy").body == {"part_payments": True, "tax": "keep", "adjusts_tax": False}
    assert api.ask("PUT", "/discount-policy", {"part_payments": True, "tax": "half"}).status == 422


def test_an_invoice_says_when_its_goods_came_and_what_early_payment_saves(api: Api) -> None:
    factories.customer(api.context, "C-7")
    given = {"customer_number": "C-7", "issued_on": "2026-06-01", "total": "100.00", "number": "ROG-1"}
    made = api.post("/invoices", given | {"terms": "2/10 net 30 rog", "goods_on": "2026-06-11"})
    assert made.body["due_on"] == "2026-07-11"
    shown = api.get("/documents/ROG-1").body
    assert (shown["goods_on"], shown["early"]) == ("2026-06-11", [{"last_on": "2026-06-21", "percent": "2"}])
