"""Aging and open items at the terminal: a contract for machines, a table for people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

ON = ("--as-of", "2024-06-30")


@pytest.fixture
def context() -> Context:
    """Two customers with debt of every age in 2024, some credit, and a dollar invoice."""
    context = factories.company("Delft Tiles")
    factories.customer(context, "C-1", name="Harbour Cranes")
    factories.customer(context, "C-2", name="=Zoo")
    for number, amount, issued, due in (
        ("INV-1", "100.00", "2024-01-05", "2024-02-04"),
        ("INV-2", "1000.00", "2024-05-01", "2024-05-31"),
        ("INV-3", "50.00", "2024-06-15", "2024-07-15"),
    ):
        assert (
            quittance("invoice", "add", "C-1", "--total", amount, "--number", number, "--on", issued, "--due", due).code
            == 0
        )
    words = ("invoice", "add", "C-2", "--total", "10", "--number", "INV-4", "--on", "2024-06-01", "--due", "2024-06-30")
    assert quittance(*words, "--currency", "USD", "--rate", "0.9").code == 0
    assert quittance("pay", "25.50", "C-1", "--reference", "PAY-1", "--on", "2024-06-20").code == 0
    return context


def test_the_document_is_the_public_contract(context: Context) -> None:
    made = done("aging", *ON)
    assert list(made) == ["as_of", "entity", "currency", "buckets", "unapplied", "receivable", "rows"]
    assert (made["as_of"], made["entity"], made["currency"]) == ("2024-06-30", "Delft Tiles", "EUR")
    assert made["buckets"] == [
        {"name": "Not due", "from_day": None, "to_day": 0, "amount": "59.00"},
        {"name": "1-30", "from_day": 1, "to_day": 30, "amount": "1000.00"},
        {"name": "31-60", "from_day": 31, "to_day": 60, "amount": "0.00"},
        {"name": "61-90", "from_day": 61, "to_day": 90, "amount": "0.00"},
        {"name": "Over 90", "from_day": 91, "to_day": None, "amount": "100.00"},
    ]
    assert (made["unapplied"], made["receivable"]) == ("-25.50", "1133.50")
    assert made["rows"][0] == {
        "customer": "C-1",
        "name": "Harbour Cranes",
        "amounts": ["50.00", "1000.00", "0.00", "0.00", "100.00"],
        "unapplied": "-25.50",
        "balance": "1124.50",
    }


@pytest.mark.parametrize("by", ["customer", "invoice"])
@pytest.mark.parametrize("day", ["2024-01-04", "2024-02-04", "2024-05-15", "2024-06-19", "2024-06-30", "2025-01-01"])
def test_rows_and_buckets_come_to_the_receivable(context: Context, by: str, day: str) -> None:
    made = done("aging", "--as-of", day, "--by", by)
    total = sum(Decimal(one["amount"]) for one in made["buckets"]) + Decimal(made["unapplied"])
    assert total == Decimal(made["receivable"])
    column = "balance" if by == "customer" else "open"
    assert sum(Decimal(row[column]) for row in made["rows"]) == total


def test_by_invoice_each_item_stands_in_its_bucket(context: Context) -> None:
    rows = done("aging", *ON, "--by", "invoice")["rows"]
    assert [(row["number"], row["days_late"], row["bucket"], row["open"]) for row in rows] == [
        ("INV-1", 147, "Over 90", "100.00"),
        ("INV-2", 30, "1-30", "1000.00"),
        ("PAY-1", 0, "Unapplied", "-25.50"),
        ("INV-3", 0, "Not due", "50.00"),
        ("INV-4", 0, "Not due", "9.00"),
    ]


def test_buckets_and_currency_are_chosen(context: Context) -> None:
    made = done("aging", *ON, "--buckets", "15/29")
    assert [(one["name"], one["amount"]) for one in made["buckets"]] == [
        ("Not due", "59.00"),
        ("1-15", "0.00"),
        ("16-29", "0.00"),
        ("Over 29", "1100.00"),
    ]
    dollars = done("aging", *ON, "--currency", " usd ")
    assert (dollars["currency"], dollars["receivable"], len(dollars["rows"])) == ("USD", "10.00", 1)
    assert quittance("aging", "--currency", "dollar", "--format", "json").refusal == ("invalid", "currency")
    assert quittance("aging", "--buckets", "30,30", "--format", "json").refusal == ("invalid", "buckets")
    assert quittance("aging", "--by", "day").code == 2


def test_what_was_known_before_anything_was_recorded_is_nothing(context: Context) -> None:
    assert done("aging", *ON, "--known-at", "2024-06-30")["receivable"] == "0.00"


def test_people_see_a_title_a_total_and_thousands(context: Context) -> None:
    said = quittance("aging", *ON)
    assert "Delft Tiles: receivable as of 2024-06-30, in EUR" in said.out
    assert "1,000.00" in said.out and "1,133.50" in said.out and "Total" in said.out
    by_invoice = quittance("aging", *ON, "--by", "invoice").out
    assert "INV-2" in by_invoice and "1,133.50" in by_invoice


def test_csv_has_one_row_a_customer_and_no_formula(context: Context) -> None:
    rows = quittance("aging", *ON, "--format", "csv").rows
    assert [(row["customer"], row["name"], row["balance"]) for row in rows] == [
        ("C-1", "Harbour Cranes", "1124.50"),
        ("C-2", "'=Zoo", "9.00"),
    ]


def test_open_items_of_all_or_one(context: Context) -> None:
    assert [row["number"] for row in done("items", "C-2", *ON)] == ["INV-4"]
    every = done("items", *ON)
    assert [row["open"] for row in every] == ["100.00", "1000.00", "-25.50", "50.00", "10.00"]
    assert quittance("items", "C-9", "--format", "json").refusal == ("not_found", "customer")
    assert "Nothing was open on that day." in quittance("items", "--as-of", "2020-01-01").out


def test_an_empty_company_shows_its_columns_and_what_to_do() -> None:
    factories.company()
    said = quittance("aging")
    assert all(word in said.out for word in ("Not due", "Over 90", "unapplied", "0.00", "quittance invoice add"))
    assert done("aging")["rows"] == []
