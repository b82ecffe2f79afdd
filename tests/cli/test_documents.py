"""Invoices and credit notes at the terminal: from a total, from lines, or both when they agree."""

from __future__ import annotations

import pytest
import typer

from quittance.actions.command import Context
from quittance.cli.documents import charges, lines
from quittance.rules.totals import ChargeInput, LineInput
from tests import factories
from tests.cli.terminal import done, quittance

ON = ("--on", "2024-01-10")


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    context = factories.company()
    factories.customer(context, "C-1", terms="net 30")
    return context


def test_lines_are_written_between_bars() -> None:
    assert lines(["Boxes | 12 | 3.50 | 21", "Freight|9.99", "Hours|2|80"]) == (
        LineInput("Boxes", "12", "3.50", "21"),
        LineInput("Freight", "1", "9.99", "0"),
        LineInput("Hours", "2", "80", "0"),
    )
    assert lines(None) == ()
    for wrong in ("Boxes", "a|b|c|d|e|f|g", ""):
        with pytest.raises(typer.BadParameter):
            lines([wrong])


@pytest.mark.django_db
def test_an_invoice_of_a_total_is_due_by_the_terms(context: Context) -> None:
    made = done("invoice", "add", "C-1", "--total", "120.50", *ON, "--purchase-order", "PO-7")
    assert (made["number"], made["total"], made["due_on"]) == ("INV-2024-00001", "120.50", "2024-02-09")
    assert done("invoice", "add", "C-1", "--total", "1", *ON, "--due", "2024-01-12")["due_on"] == "2024-01-12"
    assert done("invoice", "add", "C-1", "--total", "1", *ON, "--terms", "eom")["due_on"] == "2024-01-31"


@pytest.mark.django_db
def test_an_invoice_of_lines_adds_them_up(context: Context) -> None:
    made = done("invoice", "add", "C-1", *ON, "--line", "Boxes|12|3.50|21", "--line", "Freight|9.99")
    assert made["total"] == "60.81"
    same = ("--line", "Boxes|12|3.50|21", "--total")
    assert done("invoice", "add", "C-1", *ON, *same, "50.82")["total"] == "50.82"
    assert quittance("invoice", "add", "C-1", *ON, *same, "50.81", "--format", "json").refusal == ("invalid", "total")
    assert quittance("invoice", "add", "C-1", *ON, "--line", "Boxes").code == 2


@pytest.mark.django_db
def test_a_foreign_invoice_takes_the_rate_given(context: Context) -> None:
    done("invoice", "add", "C-1", "--total", "100", *ON, "--currency", "usd", "--rate", "0.9", "--number", "U-1")
    shown = done("invoice", "show", "U-1")
    assert (shown["currency"], shown["total"], shown["base_total"]) == ("USD", "100.00", "90.00")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("C-9", "--total", "1"), ("not_found", "customer")),
        (("C-1", "--total", "0"), ("invalid", "total")),
        (("C-1", "--total", "1.001"), ("invalid", "total")),
        (("C-1", "--total", "1e3"), ("invalid", "total")),
        (("C-1",), ("invalid", "total")),
        (("C-1", "--total", "1", "--due", "2024-01-01"), ("invalid", "due_on")),
        (("C-1", "--total", "1", "--terms", "soon"), ("invalid", "terms")),
        (("C-1", "--total", "1", "--currency", "EURO"), ("invalid", "currency")),
        (("C-1", "--total", "1", "--line", "Boxes|x"), ("invalid", "lines[1].unit_price")),
    ],
)
def test_a_wrong_invoice_is_refused_by_its_field(
    context: Context, words: tuple[str, ...], refusal: tuple[str, str]
) -> None:
    assert quittance("invoice", "add", *words, *ON, "--format", "json").refusal == refusal
    assert done("invoice", "list") == []


@pytest.mark.django_db
def test_a_credit_note_meets_the_invoices_named(context: Context) -> None:
    done("invoice", "add", "C-1", "--total", "100", *ON, "--number", "INV-1")
    made = done("credit", "add", "C-1", "--total", "30", "--on", "2024-01-20", "--to", "INV-1=20", "--note", "returned")
    assert (made["number"], made["unapplied"]) == ("CN-2024-00001", "10.00")
    assert [(one["document"], one["amount"], one["open"]) for one in made["allocated"]] == [("INV-1", "20.00", "80.00")]
    said = quittance("credit", "add", "C-1", "--line", "Boxes|5", "--on", "2024-01-21")
    assert "Credit note CN-2024-00002: 5.00 EUR, 5.00 EUR unapplied." in said.out


@pytest.mark.django_db
def test_a_dry_run_takes_no_number(context: Context) -> None:
    words = ("invoice", "add", "C-1", "--total", "100", *ON)
    assert done(*words, "--dry-run")["number"] == done(*words)["number"] == "INV-2024-00001"


def test_tax_discounts_and_charges_are_written_between_bars() -> None:
    assert lines(["Course|1|80|exempt||Article 132", "Boxes|2|5|21|10%"]) == (
        LineInput("Course", "1", "80", "0", "exempt", "Article 132"),
        LineInput("Boxes", "2", "5", "21", discount="10%"),
    )
    assert charges(["Loyalty|5%|21"], ["Freight|12.50"]) == (
        ChargeInput("allowance", "Loyalty", "5%", "21"),
        ChargeInput("charge", "Freight", "12.50"),
    )
    with pytest.raises(typer.BadParameter):
        charges(["Loyalty"], None)


@pytest.mark.django_db
def test_an_invoice_with_everything_on_it_is_shown(context: Context) -> None:
    typed = (
        "--line",
        "Boxes|2|121|21|10%",
        "--line",
        "Course|1|80|exempt||Article 132",
        "--charge",
        "Freight|12.10|21",
    )
    made = done("invoice", "add", "C-1", *typed, "--with-tax", *ON, "--number", "INV-1")
    assert made["total"] == "309.90"
    shown = done("invoice", "show", "INV-1")
    assert (shown["net"], shown["tax"], shown["prices"]) == ("270.00", "39.90", "with_tax")
    assert [(one["tax_category"], one["net"], one["tax"]) for one in shown["taxes"]] == [
        ("exempt", "80.00", "0.00"),
        ("standard", "190.00", "39.90"),
    ]
    said = quittance("invoice", "show", "INV-1").out
    assert "line 1: 2 x 121 less 24.20 = 217.80, tax 21%: Boxes" in said
    assert "charge 12.10, tax 21%: Freight" in said and "no tax, exempt on 80.00: 0.00 (Article 132)" in said


@pytest.mark.django_db
def test_taxes_of_spanish_islands_are_written_with_their_rate(context: Context) -> None:
    made = done("invoice", "add", "C-1", "--line", "Fish|2|50|IGIC 7", "--line", "Bread|1|10|ipsi 0.5", *ON)
    assert made["total"] == "117.05"
    said = quittance("invoice", "show", made["number"]).out
    assert "100.00, IGIC 7%: Fish" in said and "IPSI 0.5%: Bread" in said and "IGIC 7% on 100.00: 7.00" in said


@pytest.mark.django_db
def test_deposits_are_billed_listed_and_taken_off(context: Context) -> None:
    made = done("invoice", "add", "C-1", "--total", "100", "--kind", "deposit")
    factories.payment(context, "PAY-D", "100.00", allocate="oldest")
    assert [row["drawable"] for row in quittance("invoice", "deposits", "C-1", "--format", "csv").rows] == ["100.00"]
    whole = done("invoice", "add", "C-1", "--total", "300", "--draw", f"{made['number']}=60")
    said = quittance("invoice", "show", whole["number"]).out
    assert f"less deposit {made['number']}: 60.00" in said and "240.00" in said
    assert done("invoice", "show", made["number"])["drawable"] == "40.00"


@pytest.mark.django_db
def test_notes_name_the_invoices_they_are_about(context: Context) -> None:
    factories.invoice(context, "INV-A", "10.00")
    note = done("invoice", "add", "C-1", "--total", "5", "--kind", "debit_note", "--corrects", "INV-A")
    credit = done("credit", "add", "C-1", "--total", "3", "--corrects", "INV-A")
    assert done("invoice", "show", "INV-A")["corrected_by"] == sorted([note["number"], credit["number"]])


@pytest.mark.django_db
def test_promptness_is_told_by_month(context: Context) -> None:
    assert "No delivery" in quittance("invoice", "promptness").out
    done("invoice", "add", "C-1", "--total", "5", "--on", "2024-01-10", "--goods", "2024-01-07")
    said = quittance("invoice", "promptness", "--since", "2024-01-01", "--until", "2024-01-31").out
    assert "3 days after 2024-01-07" in said and "Without a day of delivery: 0" in said
