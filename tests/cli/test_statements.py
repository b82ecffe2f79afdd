"""Statements at the terminal: of a customer and of a group, printed and as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def history() -> None:
    """A customer with three invoices and a payment, and a child that owes dollars."""
    context = factories.company("Delft Tiles")
    factories.customer(context, "C-1", name="Harbour Cranes")
    assert quittance("customer", "add", "Harbour Tugs", "--number", "C-2", "--parent", "C-1").code == 0
    for number, amount, issued, due in (
        ("INV-1", "100.00", "2024-01-05", "2024-02-04"),
        ("INV-2", "1000.00", "2024-05-01", "2024-05-31"),
        ("INV-3", "50.00", "2024-06-15", "2024-07-15"),
    ):
        given = ("--total", amount, "--number", number, "--on", issued, "--due", due)
        assert quittance("invoice", "add", "C-1", *given).code == 0
    words = ("invoice", "add", "C-2", "--total", "10", "--number", "INV-4", "--on", "2024-06-01", "--due", "2024-06-30")
    assert quittance(*words, "--currency", "USD", "--rate", "0.9").code == 0
    assert quittance("pay", "25.50", "C-1", "--reference", "PAY-1", "--on", "2024-06-20").code == 0


def test_a_statement_of_what_is_open_and_of_what_happened(history: None) -> None:
    made = done("statement", "C-1", "--as-of", "2024-06-30")
    (euros,) = made["sections"]
    assert (made["kind"], euros["closing"], [row["number"] for row in euros["rows"]]) == (
        "open_item",
        "1124.50",
        ["INV-1", "INV-2", "PAY-1", "INV-3"],
    )
    moved = done("statement", "C-1", "--since", "2024-05-01", "--until", "2024-06-30")
    (section,) = moved["sections"]
    assert (moved["kind"], section["opening"], section["closing"]) == ("activity", "100.00", "1124.50")
    said = quittance("statement", "C-1", "--activity", "--until", "2024-06-30").out
    assert "2023-07-01 to 2024-06-30" in said and "opening balance" in said and "Balance: 1,124.50 EUR" in said
    assert "Nothing is open." in quittance("statement", "C-1", "--as-of", "2020-01-01").out


def test_a_group_has_its_members_and_their_sums(history: None, tmp_path: Path) -> None:
    made = done("statement", "C-1", "--group", "--as-of", "2024-06-30")
    assert [(one["customer"], one["sections"][0]["closing"]) for one in made["members"]] == [
        ("C-1", "1124.50"),
        ("C-2", "10.00"),
    ]
    assert [(one["currency"], one["closing"], one["rows"]) for one in made["sections"]] == [
        ("EUR", "1124.50", []),
        ("USD", "10.00", []),
    ]
    said = quittance("statement", "C-1", "--group", "--as-of", "2024-06-30").out
    assert "C-2 Harbour Tugs: 10.00 USD" in said and "Balance: 1,124.50 EUR" in said
    file = tmp_path / "group.pdf"
    assert quittance("statement", "C-1", "--group", "--pdf", str(file)).code == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert quittance("statement", "--all", "--group", "--pdf", str(tmp_path)).code == 2
