"""Documents on paper: lines, tax and days add up to what the books hold, whatever was paid since."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities, practice_places
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.formats.paper import Sheet
from quittance.reports import paper_document
from quittance.reports.books import of
from quittance.rules.deposits import DrawInput
from quittance.rules.refusals import NotFound
from quittance.rules.totals import ChargeInput
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company with an account, and a customer."""
    made = factories.company(country="NL")
    entities.edit(made, practice_places.LETTERHEAD)
    factories.customer(made, "C-1", terms="net 30")
    return made


def drawn(context: Context, number: str) -> Sheet:
    """The document as paper, today."""
    return paper_document.of(of(context), number, context.today)


def said(sheet: Sheet) -> dict[str, str]:
    """Facts, boxes and sums by label."""
    sums = [fact for table in sheet.tables for fact in table.sums]
    return {fact.label: fact.value for fact in (*sheet.facts, *sheet.boxes, *sums)}


def test_an_invoice_says_what_to_pay_until_when_and_where(context: Context) -> None:
    lines = (
        factories.line("Boxes\nBX-1", "3", "10.00", "21"),
        factories.line("Film", "0.5", "4.25", "9"),
        factories.line("Tape", "1", "1.00", "21"),
    )
    factories.invoice(context, "INV-1", "", DAY, lines=lines, purchase_order="PO-7", note="Thank\nyou")
    sheet = drawn(context, "INV-1")
    assert said(sheet) == {
        "Invoice date": "1 June 2026",
        "Customer": "C-1",
        "Your order": "PO-7",
        "Terms": "30 days net",
        "Payment reference": "RF47 INV1",
        "Please pay by": "1 July 2026",
        "Amount": "€39.83",
        "To": "NL47 PRAC 0851 2345 01",
        "Quote": "INV-1",
        "Net": "33.13",
        "VAT 9\u00a0% on 2.13": "0.19",
        "VAT 21\u00a0% on 31.00": "6.51",
        "To pay, EUR": "39.83",
    }
    rows = sheet.tables[0].rows
    assert (rows[0].cells, rows[0].below) == (("Boxes", "3", "10.00", "21\u00a0%", "30.00"), "BX-1")
    assert [row.running for row in rows] == ["30.00", "32.13", "33.13"]
    assert [note.text for note in sheet.notes] == ["Thank you"] and sheet.code


def test_the_day_of_delivery_and_a_discount_beside_a_description_are_told(context: Context) -> None:
    lines = (factories.line("Boxes\nBX-1", "3", "10.00", "21", discount="10%"),)
    factories.invoice(context, "INV-1", "", DAY, lines=lines, goods_on=datetime.date(2026, 5, 30))
    sheet = drawn(context, "INV-1")
    assert said(sheet)["Delivered"] == "30 May 2026"
    assert sheet.tables[0].rows[0].below == "BX-1 · 10\u00a0% discount"


def test_a_payment_changes_nothing_on_the_paper(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00", DAY)
    before = drawn(context, "INV-1")
    factories.payment(context, "PAY-1", "10.00", allocate="oldest")
    assert drawn(context, "INV-1") == before


def test_parts_and_early_payment_stand_with_their_days(context: Context) -> None:
    factories.invoice(context, "INV-2", "100.00", DAY, terms="30% on receipt, 70% net 60")
    parts = drawn(context, "INV-2")
    assert [f"{note.strong} {note.text}" for note in parts.notes] == [
        "Part 1: €30.00 by 1 June 2026.",
        "Part 2: €70.00 by 31 July 2026.",
    ]
    assert said(parts)["Amount, part 1 of 2"] == "€30.00"
    factories.invoice(context, "INV-3", "100.05", DAY, terms="2/10 net 30")
    (early,) = drawn(context, "INV-3").notes
    assert (early.strong, early.text) == ("2\u00a0% off until 11 June 2026:", "then €98.05 settles it.")


def test_a_credit_note_names_the_invoice_it_corrects_and_asks_for_nothing(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00", DAY)
    factories.credit_note(context, "CN-1", "4.00", DAY, allocate=(ShareInput("INV-1", "4.00"),))
    sheet = drawn(context, "CN-1")
    words = said(sheet)
    assert (sheet.title, words["Credits invoice"], words["Credited"]) == ("Credit note", "INV-1", "€4.00")
    assert not sheet.code and not sheet.pay and "Payment reference" not in words


def test_what_was_taken_back_says_so_and_asks_for_nothing(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00", DAY)
    factories.reverse(context, "INV-1")
    sheet = drawn(context, "INV-1")
    assert said(sheet)["Cancelled on"] == "30 June 2026" and not sheet.code and not sheet.pay


def test_an_amount_without_lines_is_one_row(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00", DAY)
    (table,) = drawn(context, "INV-1").tables
    assert [row.cells for row in table.rows] == [("As agreed", "10.00")] and len(table.columns) == 2


@pytest.mark.parametrize(
    ("language", "title", "due", "amount"),
    [
        ("de", "Rechnung", "Zahlbar bis", "1.234,50\u00a0€"),
        ("fr", "Facture", "À payer avant le", "1\u202f234,50\u00a0€"),
        ("es", "Factura", "Pagar antes del", "1.234,50\u00a0€"),
        ("nl", "Factuur", "Te betalen voor", "€\u00a01.234,50"),
    ],
)
def test_the_paper_speaks_the_language_of_the_customer(
    context: Context, language: str, title: str, due: str, amount: str
) -> None:
    factories.customer(context, "L-1", language=language, country=language.upper())
    factories.invoice(context, "INV-1", "1234.50", DAY, customer="L-1")
    sheet = drawn(context, "INV-1")
    assert (sheet.title, sheet.language) == (title, language)
    assert due in said(sheet) and amount in said(sheet).values()


def test_no_paper_of_nobody(context: Context) -> None:
    with pytest.raises(NotFound):
        drawn(context, "INV-9")


def test_tax_that_is_not_due_says_why_and_charges_stand_above_the_net(context: Context) -> None:
    factories.customer(context, "L-1", language="de", country="DE")
    lines = (
        factories.line("Boxes", "2", "100", "21", discount="10%"),
        factories.line("Advice", "1", "80", tax_category="reverse_charge"),
    )
    freight = ChargeInput("charge", "Fracht", "12.50", "21")
    factories.invoice(context, "INV-1", "", DAY, customer="L-1", lines=lines, charges=(freight,))
    sheet = drawn(context, "INV-1")
    sums = [(fact.label, fact.value) for fact in sheet.tables[0].sums]
    assert sums == [
        ("Positionen", "260,00"),
        ("Fracht", "12,50"),
        ("Nettobetrag", "272,50"),
        ("Keine USt. auf 80,00", "0,00"),
        ("USt. 21\u00a0% auf 192,50", "40,43"),
        ("Zu zahlen, EUR", "312,93"),
    ]
    assert "Steuerschuldnerschaft des Leistungsempfängers" in [one.text for one in sheet.notes]
    assert sheet.tables[0].rows[0].below == "10\u00a0% Rabatt"


def test_prices_with_tax_say_so(context: Context) -> None:
    lines = (factories.line("Boxes", "2", "12.10", "21"),)
    factories.invoice(context, "INV-1", "", DAY, lines=lines, prices="with_tax")
    sheet = drawn(context, "INV-1")
    assert sheet.tables[0].rows[0].cells[-1] == "24.20" and said(sheet)["Net"] == "20.00"
    assert "Prices include VAT." in [one.text for one in sheet.notes]


def test_a_deposit_stands_on_its_paper_and_on_that_of_the_whole(context: Context) -> None:
    deposit = (factories.line("Deposit", "1", "50.00", "21"),)
    factories.invoice(context, "DEP-1", "", DAY, lines=deposit, kind="deposit")
    factories.payment(context, "PAY-1", "60.50", DAY, allocate="oldest")
    lines = (factories.line("Machine", "1", "100.00", "21"),)
    factories.invoice(context, "FIN-1", "", DAY, lines=lines, draws=(DrawInput("DEP-1"),))
    assert drawn(context, "DEP-1").title == "Deposit invoice"
    whole = said(drawn(context, "FIN-1"))
    assert (whole["Total"], whole["To pay, EUR"], whole["Amount"]) == ("121.00", "60.50", "€60.50")
    assert whole["Less deposit DEP-1 of 1 June 2026, with VAT of 10.50"] == "−60.50"


def test_a_debit_note_says_what_it_adds_to(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00", DAY)
    factories.invoice(context, "DN-1", "5.00", DAY, kind="debit_note", corrects=("INV-1",))
    sheet = drawn(context, "DN-1")
    assert sheet.title == "Debit note" and said(sheet)["Adds to invoice"] == "INV-1"
