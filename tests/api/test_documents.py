"""Invoices and credit notes through the API: recorded in few statements, refused by their field, listed and shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 12
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
LINE = {"description": "Box", "quantity": "3", "unit_price": "1.10", "tax_rate": "21"}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"customer_number": None}, "customer_number"),
    ({"issued_on": "2026-02-30"}, "issued_on"),
    ({"issued_on": "30.06.2026"}, "issued_on"),
    ({"issued_on": "2026-06-30T00:00:00Z"}, "issued_on"),
    ({"issued_on": 20260630}, "issued_on"),
    ({"issued_on": "1969-12-31"}, "issued_on"),
    ({"issued_on": "9999-12-31"}, "issued_on"),
    ({"due_on": "2026-05-31"}, "due_on"),
    ({"total": 10}, "total"),
    ({"total": 10.5}, "total"),
    ({"total": 1e300}, "total"),
    ({"total": True}, "total"),
    ({"total": "10,50"}, "total"),
    ({"total": "1e3"}, "total"),
    ({"total": "-5.00"}, "total"),
    ({"total": "0.00"}, "total"),
    ({"total": "1.005"}, "total"),
    ({"total": "99999999999999.99"}, "total"),
    ({"total": "\u0661"}, "total"),
    ({"total": None}, "total"),
    ({"total": None, "lines": []}, "total"),
    ({"lines": [LINE]}, "total"),
    ({"lines": [{}]}, "lines[0].unit_price"),
    ({"lines": [LINE, {**LINE, "quantity": 3}]}, "lines[1].quantity"),
    ({"lines": [{**LINE, "tax_rate": "101"}]}, "lines[1].tax_rate"),
    ({"lines": [{**LINE, "description": "x" * 1_001}]}, "lines[0].description"),
    ({"lines": LINE}, "lines"),
    ({"lines": [LINE] * 5_001}, "lines"),
    ({"number": "x" * 65}, "number"),
    ({"currency": "eu"}, "currency"),
    ({"currency": "XXX"}, "currency"),
    ({"terms": "whenever"}, "terms"),
    ({"rate": "0"}, "rate"),
    ({"note": "a\u0007b"}, "note"),
    ({"paid": True}, "paid"),
]


@pytest.fixture(autouse=True)
def customer(api: Api) -> None:
    """The customer of every test."""
    factories.customer(api.context, "C-1")


def invoice(api: Api, **more: Any) -> Any:
    """An invoice of 10.00, or as `more` says."""
    return api.post("/invoices", {"customer_number": "C-1", "issued_on": "2026-06-01", "total": "10.00", **more})


@pytest.mark.parametrize(("change", "field"), WRONG)
def test_bad_input_is_refused_by_its_field_and_leaves_nothing(api: Api, change: dict[str, Any], field: str) -> None:
    given = {"currency": "USD"} if field == "rate" else {}
    found = invoice(api, **given, **change)
    assert (found.status, found.code, found.field) == (422, "invalid", field)
    assert api.get("/documents").body["rows"] == [] == api.get("/journal").body["rows"]


def test_what_the_books_refuse_has_its_own_code(api: Api) -> None:
    assert invoice(api, number="INV-1", external_id="shop 1").status == 201
    assert invoice(api, customer_number="C-9").code == "not_found"
    taken = invoice(api, number="INV-1")
    assert (taken.status, taken.code, taken.field) == (409, "duplicate", "number")
    note = api.post(
        "/credit-notes", {"customer_number": "C-1", "issued_on": "2026-06-01", "total": "1", "number": "INV-1"}
    )
    assert (note.code, note.field) == ("duplicate", "number")
    twice = invoice(api, external_id="shop 1")
    assert (twice.code, twice.field) == ("duplicate", "external_id")
    assert invoice(api, currency="BTN", total="5").code == "rate_missing"
    api.post("/periods/lock", {"through": "2026-06-01"})
    locked = invoice(api)
    assert (locked.status, locked.code) == (409, "period_locked")
    assert [row["number"] for row in api.get("/documents").body["rows"]] == ["INV-1"]


@pytest.mark.parametrize("lines", [1, 40, 400])
@pytest.mark.parametrize("own", [{}, {"number": "INV-1"}])
def test_an_invoice_takes_few_statements_however_long_it_is(api: Api, lines: int, own: dict[str, str]) -> None:
    invoice(api)
    body = {"customer_number": "C-1", "issued_on": "2026-06-01", "lines": [LINE] * lines, **own}
    with CaptureQueriesContext(connection) as seen:
        found = api.post("/invoices", body, key="once")
    assert found.status == 201
    said = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(CONTROL)]
    assert len(said) == 12 <= MOST_STATEMENTS, "the key, and everything that is written"


def test_an_invoice_is_shown_with_its_lines_and_what_met_it(api: Api) -> None:
    made = api.post(
        "/invoices",
        {"customer_number": "C-1", "issued_on": "2026-06-01", "number": "2026/1", "terms": "net 30", "lines": [LINE]},
    )
    assert (made.body["total"], made.body["due_on"]) == ("3.99", "2026-07-01")
    factories.payment(api.context, "PAY-1", "1.00", allocate="oldest")
    card = api.get("/documents/2026/1").body
    assert card["lines"] == [
        {
            "n": 1,
            "description": "Box",
            "quantity": "3",
            "unit_price": "1.1",
            "item": "",
            "unit": "",
            "discount_percent": "0",
            "discount": "0.00",
            "amount": "3.30",
            "tax_category": "standard",
            "tax_rate": "21",
            "tax_reason": "",
            "net": "3.30",
        }
    ]
    assert card["taxes"] == [{"category": "standard", "rate": "21", "net": "3.30", "tax": "0.69", "reason": ""}]
    assert (card["net"], card["tax"], card["total"], card["open"], card["state"]) == (
        "3.30",
        "0.69",
        "3.99",
        "2.99",
        "part-paid",
    )
    assert [(one["number"], one["amount"]) for one in card["met"]] == [("PAY-1", "1.00")]
    api.post("/reversals", {"number": "2026/1", "reason": "wrong price"})
    gone = api.get("/documents/2026/1").body
    assert (gone["state"], gone["reversed_on"]) == ("reversed", "2026-06-30")


def test_a_credit_note_corrects_the_invoices_it_names(api: Api) -> None:
    invoice(api, number="INV-1")
    body = {
        "customer_number": "C-1",
        "issued_on": "2026-06-10",
        "lines": [LINE],
        "allocate": [{"invoice_number": "INV-1", "amount": "3.00"}],
    }
    found = api.post("/credit-notes", body)
    assert (found.status, found.body["total"], found.body["unapplied"]) == (201, "3.99", "0.99")
    over = api.post("/credit-notes", {**body, "allocate": [{"invoice_number": "INV-1", "amount": "9.00"}]})
    assert over.code == "overallocated"
    rows = api.get("/documents", side="credit_notes").body["rows"]
    assert [(row["number"], row["open"], row["state"]) for row in rows] == [("CN-2026-00001", "0.99", "to-be-used")]


def test_the_list_is_filtered_ordered_and_paged(api: Api) -> None:
    for n in range(1, 8):
        invoice(api, number=f"INV-{n}", issued_on=f"2026-06-0{n}", due_on=f"2026-06-{10 + n}", external_id=f"x{n}")
    factories.payment(api.context, "PAY-1", "25.00", allocate="oldest")

    def numbers(**query: Any) -> list[str]:
        return [row["number"] for row in api.get("/documents", **query).body["rows"]]

    assert numbers(state="paid", order="closed") == ["INV-1", "INV-2"]
    assert numbers(state="part-paid") == ["INV-3"]
    assert numbers(since="2026-06-06") == ["INV-7", "INV-6"]
    assert numbers(external_id="x4") == ["INV-4"]
    assert numbers(search="INV-5") == ["INV-5"]
    assert numbers(customer_number="C-9") == []
    walked, cursor = [], ""
    while True:
        page = api.get("/documents", state="overdue", order="due", limit=2, cursor=cursor).body
        walked += [row["number"] for row in page["rows"]]
        cursor = page["next"]
        if not cursor:
            break
    assert walked == [f"INV-{n}" for n in range(3, 8)]
    assert api.get("/documents", state="to-be-used").field == "state"
    assert api.get("/documents", state="paid", order="number").field == "order"
    assert api.get("/documents/INV-9").code == "not_found"


def test_categories_discounts_and_charges_come_back_as_they_were_settled(api: Api) -> None:
    lines = [
        {**LINE, "discount": "10%"},
        {"description": "Course", "unit_price": "80", "tax_category": "exempt", "tax_reason": "Article 132"},
    ]
    charges = [{"kind": "allowance", "reason": "Loyalty", "amount": "1.00", "tax_rate": "21"}]
    body = {"customer_number": "C-1", "issued_on": "2026-06-01", "number": "INV-1", "lines": lines, "charges": charges}
    assert api.post("/invoices", body).body["total"] == "82.38"
    card = api.get("/documents/INV-1").body
    assert (card["prices"], card["lines"][0]["discount"], card["lines"][0]["net"]) == ("without_tax", "0.33", "2.97")
    assert [(one["kind"], one["amount"], one["net"]) for one in card["charges"]] == [("allowance", "1.00", "-1.00")]
    assert card["taxes"] == [
        {"category": "exempt", "rate": "0", "net": "80.00", "tax": "0.00", "reason": "Article 132"},
        {"category": "standard", "rate": "21", "net": "1.97", "tax": "0.41", "reason": ""},
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lines": [{**LINE, "tax_category": "exempt"}]}, "lines[1].tax_rate"),
        ({"lines": [{**LINE, "tax_rate": "0", "tax_category": "exempt"}]}, "lines[1].tax_reason"),
        ({"lines": [{**LINE, "tax_category": "luxury"}]}, "lines[0].tax_category"),
        ({"lines": [{**LINE, "discount": "ten"}]}, "lines[0].discount"),
        ({"lines": [{**LINE, "discount": "9"}]}, "lines[1].discount"),
        ({"charges": [{"kind": "gift", "reason": "why", "amount": "1"}]}, "charges[0].kind"),
        ({"charges": [{"kind": "charge", "reason": "why", "amount": "1"}]}, "lines"),
        ({"prices": "half"}, "prices"),
    ],
)
def test_bad_tax_is_refused_by_its_field(api: Api, change: dict[str, Any], field: str) -> None:
    found = invoice(api, **{"total": None, **change} if "lines" in change else change)
    assert (found.status, found.code, found.field) == (422, "invalid", field)
    assert api.get("/documents").body["rows"] == []


def test_documents_are_listed_by_their_stage(api: Api) -> None:
    factories.invoice(api.context, "STAGED", "10.00")
    assert "STAGED" in [row["number"] for row in api.get("/documents", stage="not-sent").body["rows"]]
    assert api.get("/documents", stage="bounced").body["rows"] == []
    assert api.get("/documents", stage="lost").field == "stage"
