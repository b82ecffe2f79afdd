"""Lists and cards of invoices, credit notes and payments at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Papers of January 2024 in every state."""
    context = factories.company()
    factories.customer(context, "C-1", name="Harbour Cranes")
    factories.customer(context, "C-2")
    add = ("invoice", "add", "C-1", "--on", "2024-01-10", "--number")
    done(*add, "INV-1", "--line", "Boxes|12|3.50|21", "--purchase-order", "PO-7", "--note", "as agreed")
    done(*add, "INV-2", "--total", "90", "--terms", "50/50 net 30/60")
    done(*add, "INV-3", "--total", "7.00")
    done("invoice", "add", "C-2", "--total", "1000", "--on", "2024-02-10", "--number", "INV-4")
    done("pay", "50.82", "C-1", "--on", "2024-01-20", "--reference", "P-1", "--to", "INV-1", "--payer", "HARBOUR")
    done("pay", "100", "C-2", "--on", "2024-02-20", "--reference", "P-2", "--to", "INV-4=60")
    done("credit", "add", "C-1", "--total", "5", "--on", "2024-01-21", "--number", "CN-1", "--to", "INV-2")
    done("reverse", "INV-3", "--reason", "sent twice", "--on", "2024-01-12")
    return context


def test_invoices_are_listed_by_state_customer_and_day(context: Context) -> None:
    def numbers(*words: str) -> list[str]:
        return [row["number"] for row in done("invoice", "list", *words)]

    assert sorted(numbers()) == ["INV-1", "INV-2", "INV-3", "INV-4"]
    assert numbers("--state", "paid") == ["INV-1"]
    assert numbers("--state", "overdue", "--order", "due") == ["INV-2", "INV-4"]
    assert numbers("--state", "reversed") == ["INV-3"]
    assert numbers("--customer", "C-2") == numbers("--since", "2024-02-01") == ["INV-4"]
    assert numbers("--until", "2024-01-31", "--limit", "1") == ["INV-3"]
    assert numbers("INV-1") == numbers("50.82") == ["INV-1"]
    assert len(numbers("harbour")) == 3
    assert quittance("invoice", "list", "--state", "lost", "--format", "json").refusal == ("invalid", "state")


def test_a_row_tells_what_is_left(context: Context) -> None:
    (row,) = done("invoice", "list", "INV-4")
    assert (row["customer"], row["state"], row["total"], row["open"]) == ("C-2", "overdue", "1000.00", "940.00")
    assert "1,000.00" in quittance("invoice", "list").out
    assert "quittance invoice add" in quittance("invoice", "list", "nothing").out


def test_an_invoice_is_shown_with_its_lines_and_what_met_it(context: Context) -> None:
    shown = done("invoice", "show", "INV-1")
    assert shown["lines"] == [
        {
            "n": 1,
            "description": "Boxes",
            "quantity": "12",
            "unit_price": "3.5",
            "item": "",
            "unit": "",
            "discount_percent": "0",
            "discount": "0.00",
            "amount": "42.00",
            "tax_category": "standard",
            "tax_rate": "21",
            "tax_reason": "",
            "net": "42.00",
        }
    ]
    assert (shown["net"], shown["tax"], shown["total"], shown["open"]) == ("42.00", "8.82", "50.82", "0.00")
    assert [(one["kind"], one["number"], one["amount"]) for one in shown["met"]] == [("payment", "P-1", "50.82")]
    said = quittance("invoice", "show", "INV-1").out
    assert "line 1: 12 x 3.5 = 42.00, tax 21%: Boxes" in said and "50.82 with payment P-1 on 2024-01-20" in said
    assert "as agreed" in said and "PO-7" in said


def test_parts_of_an_invoice_are_shown_each(context: Context) -> None:
    parts = done("invoice", "show", "INV-2")["instalments"]
    assert [(one["due_on"], one["amount"], one["open"]) for one in parts] == [
        ("2024-02-09", "45.00", "40.00"),
        ("2024-03-10", "45.00", "45.00"),
    ]
    assert "part 2: 45.00 due on 2024-03-10, 45.00 open" in quittance("invoice", "show", "INV-2").out


def test_a_reversed_invoice_says_when(context: Context) -> None:
    shown = done("invoice", "show", "INV-3")
    assert (shown["state"], shown["reversed_on"]) == ("reversed", "2024-01-12")


def test_credit_notes_and_payments_are_listed_and_shown(context: Context) -> None:
    (note,) = done("credit", "list")
    assert (note["number"], note["state"], note["open"]) == ("CN-1", "used", "0.00")
    assert done("credit", "show", "CN-1")["met"][0]["number"] == "INV-2"
    assert [row["reference"] for row in done("payment", "list")] == ["P-2", "P-1"]
    assert [row["unapplied"] for row in done("payment", "list", "--state", "to-be-used")] == ["40.00"]
    assert (
        done("payment", "list", "--customer", "C-1", "--since", "2024-01-01", "--until", "2024-01-31")[0]["payer"]
        == "HARBOUR"
    )
    assert done("payment", "show", "P-2")["met"][0]["number"] == "INV-4"
    assert "quittance pay" in quittance("payment", "list", "nothing").out


def test_what_is_not_there_is_not_found(context: Context) -> None:
    for words in (("invoice", "show", "INV-9"), ("credit", "show", "CN-9"), ("payment", "show", "P-9")):
        assert quittance(*words, "--format", "json").refusal[0] == "not_found"


def test_csv_of_a_list_is_a_row_each(context: Context) -> None:
    rows = quittance("invoice", "list", "--format", "csv").rows
    assert {row["number"]: row["open"] for row in rows} == {
        "INV-1": "0.00",
        "INV-2": "85.00",
        "INV-3": "0.00",
        "INV-4": "940.00",
    }


def test_invoices_are_listed_by_their_stage() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    assert [row["number"] for row in done("invoice", "list", "--stage", "not-sent")] == ["INV-1"]
    assert done("invoice", "list", "--stage", "viewed") == []
    assert quittance("invoice", "list", "--stage", "lost", "--format", "json").refusal == ("invalid", "stage")


@pytest.mark.django_db
def test_drafted_is_a_stage_that_lists_the_drafts() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    kept = factories.draft(context, "7.00")
    assert [row["id"] for row in quittance("invoice", "list", "--stage", "drafted", "--format", "csv").rows] == [
        str(kept.id)
    ]
