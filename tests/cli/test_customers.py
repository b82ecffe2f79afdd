"""Customers and contacts at the terminal: added, edited, listed and shown."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, paper_document
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with one customer who owes since 2024, and one below it."""
    context = factories.company()
    done("customer", "add", "Harbour Cranes", "--terms", "net 30", "--credit-limit", "500", "--country", "nl")
    done("customer", "add", "Zoo", "--number", "Z-1", "--parent", "C-1001", "--currency", "usd")
    done("invoice", "add", "C-1001", "--total", "120.50", "--on", "2024-01-10")
    return context


def test_a_customer_is_added_with_every_option(context: Context) -> None:
    words = ("Full", "--number", "F-1", "--email", "ap@full.example", "--country", "de", "--language", "de")
    more = (
        "--vat-id",
        "DE136695976",
        "--iban",
        "DE89370400440532013000",
        "--external-id",
        "x1",
        "--credit-limit",
        "10",
        "--segment",
        "Key accounts",
    )
    assert done("customer", "add", *words, *more)["number"] == "F-1"
    shown = done("customer", "show", "F-1")
    assert {name: shown[name] for name in ("name", "email", "country", "language", "vat_id", "external_id")} == {
        "name": "Full",
        "email": "ap@full.example",
        "country": "DE",
        "language": "de",
        "vat_id": "DE136695976",
        "external_id": "x1",
    }
    assert (shown["iban"], shown["credit_limit"], shown["version"]) == ("DE89370400440532013000", "10.00", 1)
    assert shown["segment"] == "Key accounts"
    assert [row["number"] for row in done("customer", "list", "--segment", "Key accounts")] == ["F-1"]


def test_an_edit_leaves_what_is_left_out_and_clears_what_is_empty(context: Context) -> None:
    made = done("customer", "edit", "C-1001", "--name", "New", "--credit-limit", "")
    assert made["version"] == 2
    shown = done("customer", "show", "C-1001")
    assert (shown["name"], shown["terms"], shown["credit_limit"]) == ("New", "net 30", None)
    assert quittance("customer", "edit", "C-9", "--name", "X", "--format", "json").refusal == ("not_found", "number")


def test_the_list_tells_what_each_owes(context: Context) -> None:
    rows = done("customer", "list", "--order", "number")
    assert [(row["number"], row["open"], row["overdue"], row["credit_limit"]) for row in rows] == [
        ("C-1001", "120.50", "120.50", "500.00"),
        ("UNIDENTIFIED", "0.00", "0.00", ""),
        ("Z-1", "0.00", "0.00", ""),
    ]
    assert [row["number"] for row in done("customer", "list", "crane")] == ["C-1001"]
    assert [row["number"] for row in done("customer", "list", "--state", "overdue")] == ["C-1001"]
    assert len(done("customer", "list", "--limit", "2")) == 2
    assert quittance("customer", "list", "--order", "age", "--format", "json").refusal == ("invalid", "order")
    assert "quittance customer add" in quittance("customer", "list", "nobody").out


def test_a_customer_is_shown_with_its_people_and_relatives(context: Context) -> None:
    added = done("contact", "add", "C-1001", "Ann", "--email", "ann@c.example", "--duty", "buyer", "--main")
    said = quittance("customer", "show", "C-1001")
    assert "C-1001 Harbour Cranes" in said.out and "children: Z-1" in said.out
    assert f"contact {added['id']}: Ann, buyer, ann@c.example" in said.out
    document = done("customer", "show", "C-1001")
    assert document["children"] == ["Z-1"] and document["contacts"][0]["id"] == added["id"]
    assert document["balances"] == [{"currency": "EUR", "open": "120.50", "overdue": "120.50", "unapplied": "0.00"}]
    assert done("customer", "show", "Z-1")["parent_number"] == "C-1001"


def test_a_contact_is_changed_and_removed_by_its_id(context: Context) -> None:
    id = done("contact", "add", "C-1001", "Ann")["id"]
    done("contact", "edit", id, "--phone", "1", "--not-main")
    assert done("customer", "show", "C-1001")["contacts"][0]["phone"] == "1"
    assert done("contact", "remove", id)["removed"] is True
    assert done("customer", "show", "C-1001")["contacts"] == []
    assert quittance("contact", "edit", id, "--format", "json").refusal == ("not_found", "id")
    assert quittance("contact", "edit", "Ann").code == 2


def test_a_correction_reaches_issued_papers(context: Context) -> None:
    done("customer", "add", "Acme BV", "--number", "C-5")
    factories.invoice(context, "INV-5", "5.00", customer="C-5")
    done("customer", "edit", "C-5", "--name", "Acme NV", "--correction")
    assert paper_document.of(books.of(context), "INV-5", context.today).to[0] == "Acme NV"
