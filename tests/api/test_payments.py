"""Payments through the API: recorded in few statements over many invoices, moved, refunded, listed and shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api.client import Api
from tests.api.test_documents import CONTROL, MOST_STATEMENTS

pytestmark = pytest.mark.django_db

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"amount": 5}, "amount"),
    ({"amount": 5.0}, "amount"),
    ({"amount": None}, "amount"),
    ({"amount": "0"}, "amount"),
    ({"amount": "-5"}, "amount"),
    ({"amount": "NaN"}, "amount"),
    ({"amount": "5.001"}, "amount"),
    ({"amount": "9" * 16}, "amount"),
    ({"received_on": "today"}, "received_on"),
    ({"received_on": "2060-01-01"}, "received_on"),
    ({"method": "gold"}, "method"),
    ({"allocate": "all"}, "allocate"),
    ({"allocate": "chosen"}, "shares"),
    ({"allocate": "chosen", "shares": []}, "shares"),
    ({"shares": [{"invoice_number": "INV-1"}]}, "shares"),
    ({"allocate": "chosen", "shares": [{"invoice_number": "INV-1", "amount": 1}]}, "shares[0].amount"),
    ({"allocate": "chosen", "shares": [{"number": "INV-1"}]}, "shares[0].invoice_number"),
    ({"allocate": "chosen", "shares": [{"invoice_number": "INV-1"}] * 2_001}, "shares"),
    ({"reference": "x" * 129}, "reference"),
    ({"text": "\u0000"}, "text"),
]


@pytest.fixture(autouse=True)
def invoices(api: Api) -> None:
    """Two customers, and one that owes 30.00 on three invoices."""
    factories.customer(api.context, "C-1")
    factories.customer(api.context, "C-2")
    for n in range(1, 4):
        factories.invoice(api.context, f"INV-{n}", "10.00")


def pay(api: Api, key: str = "", **more: Any) -> Any:
    """A payment of 5.00, or as `more` says."""
    body = {"customer_number": "C-1", "received_on": "2026-06-30", "amount": "5.00", **more}
    return api.post("/payments", body, key=key)


@pytest.mark.parametrize(("change", "field"), WRONG)
def test_bad_input_is_refused_by_its_field_and_leaves_nothing(api: Api, change: dict[str, Any], field: str) -> None:
    found = pay(api, **change)
    assert (found.status, found.code, found.field) == (422, "invalid", field)
    assert api.get("/payments").body["rows"] == []


def test_what_the_books_refuse_has_its_own_code(api: Api) -> None:
    assert pay(api, reference="PAY-1").status == 201
    taken = pay(api, reference="PAY-1")
    assert (taken.status, taken.code, taken.field) == (409, "duplicate", "reference")
    too_much = [{"invoice_number": "INV-1", "amount": "10.01"}]
    assert pay(api, amount="50.00", allocate="chosen", shares=too_much).code == "overallocated"
    more_than_came = [{"invoice_number": "INV-1", "amount": "4.00"}, {"invoice_number": "INV-2", "amount": "1.01"}]
    assert pay(api, allocate="chosen", shares=more_than_came).code == "overallocated"
    assert pay(api, allocate="chosen", shares=[{"invoice_number": "INV-9"}]).code == "not_found"
    assert pay(api, customer_number="C-2", allocate="chosen", shares=[{"invoice_number": "INV-1"}]).code == "not_found"
    assert pay(api, customer_number="C-9").code == "not_found"
    api.post("/periods/lock", {"through": "2026-06-30"})
    assert pay(api).code == "period_locked"
    assert len(api.get("/payments").body["rows"]) == 1
    assert api.get("/verify").body["clean"]


@pytest.mark.parametrize("count", [5, 60])
@pytest.mark.parametrize("own", [{}, {"reference": "PAY-1"}])
def test_a_payment_takes_few_statements_over_however_many_invoices(api: Api, count: int, own: dict[str, str]) -> None:
    pay(api)
    for n in range(count):
        factories.invoice(api.context, f"MANY-{n}", "10.00")
    shares = [{"invoice_number": f"MANY-{n}"} for n in range(count)]
    with CaptureQueriesContext(connection) as seen:
        found = pay(api, "once", amount=f"{count * 10}.00", allocate="chosen", shares=shares, **own)
    assert (found.status, len(found.body["allocated"]), found.body["unapplied"]) == (201, count, "0.00")
    said = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(CONTROL)]
    assert len(said) == (12 if own else 13), "the key, and everything that is written"
    assert len(said) - 1 <= MOST_STATEMENTS, "without the look-up of the key"


def test_the_same_key_is_one_payment_and_another_body_a_conflict(api: Api) -> None:
    first = pay(api, "bank 1", allocate="oldest")
    again = [pay(api, "bank 1", allocate="oldest") for _ in range(8)]
    assert {one.text for one in again} == {first.text}
    assert len(api.get("/payments").body["rows"]) == 1
    other = pay(api, "bank 1", amount="6.00", allocate="oldest")
    assert (other.status, other.code, other.field) == (409, "conflict", "key")
    refused = pay(api, "bank 2", allocate="chosen", shares=[{"invoice_number": "INV-9"}])
    assert refused.status == 404
    assert pay(api, "bank 2").status == 201, "a refusal leaves its key free"


def test_money_of_an_unknown_payer_is_kept_moved_and_paid_back(api: Api) -> None:
    found = api.post("/payments", {"received_on": "2026-06-29", "amount": "20.00", "reference": "PAY-1"})
    assert found.body["customer_number"] == "UNIDENTIFIED"
    moved = api.post("/moves", {"reference": "PAY-1", "customer_number": "C-1", "amount": "15.00"})
    assert (moved.status, moved.body["amount"]) == (201, "15.00")
    over = api.post("/refunds", {"reference": "PAY-1", "amount": "99.00"})
    assert (over.status, over.code, over.field) == (409, "overallocated", "amount")
    back = api.post("/refunds", {"reference": "PAY-1", "amount": "3.00"})
    assert (back.status, back.body["amount"]) == (201, "3.00")
    card = api.get("/payments/PAY-1").body
    held = {one["customer_number"]: (one["amount"], one["unapplied"]) for one in card["holdings"]}
    assert held == {"UNIDENTIFIED": ("20.00", "2.00"), "C-1": ("15.00", "15.00")}, (
        "what was never moved goes back first"
    )
    assert (card["amount"], card["unapplied"], card["state"]) == ("20.00", "17.00", "to-be-used")
    for wrong in ({"reference": "PAY-9"}, {"reference": "PAY-9", "customer_number": "C-1"}):
        path = "/moves" if "customer_number" in wrong else "/refunds"
        assert api.post(path, wrong).code == "not_found"
    assert (
        api.post("/moves", {"reference": "PAY-1", "customer_number": "C-1", "effective_on": "1969-01-01"}).status == 422
    )


def test_the_list_is_filtered_ordered_and_paged(api: Api) -> None:
    for n in range(1, 6):
        pay(
            api,
            reference=f"PAY-{n}",
            received_on=f"2026-06-0{n}",
            amount=f"{n}.00",
            allocate="oldest" if n < 3 else "none",
        )

    def references(**query: Any) -> list[str]:
        return [row["reference"] for row in api.get("/payments", **query).body["rows"]]

    assert references() == [f"PAY-{n}" for n in (5, 4, 3, 2, 1)]
    assert references(state="to-be-used") == ["PAY-3", "PAY-4", "PAY-5"]
    assert references(state="used", order="closed") != []
    assert references(since="2026-06-02", until="2026-06-03", order="received") == ["PAY-2", "PAY-3"]
    assert references(search="PAY-4") == ["PAY-4"]
    first = api.get("/payments", limit=2).body
    assert [row["reference"] for row in api.get("/payments", limit=5, cursor=first["next"]).body["rows"]] == [
        "PAY-3",
        "PAY-2",
        "PAY-1",
    ]
    assert api.get("/payments", cursor="x").field == "cursor"
    assert api.get("/payments/PAY-9").code == "not_found"
