"""The Swiss payment part: on papers of Swiss accounts in francs and euros, in the reader's language."""

from __future__ import annotations

import pytest

from quittance.actions import customers, entities
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.actions.entities import EditEntity
from quittance.reports import books, paper_document, press
from quittance.reports.letterhead import Logo
from quittance.rules import references
from tests import factories
from tests.reports import papers_drawn

pytestmark = pytest.mark.django_db

OURS = {"legal_name": "Alpenrose AG", "street": "Rue du Lac 1268", "postcode": "2501", "city": "Biel"}
QR_IBAN, IBAN = "CH4431999123000889012", "CH5204835012345671000"


@pytest.fixture
def context() -> Context:
    """A Swiss company with a customer in Germany."""
    made = factories.company("Alpenrose", "CHF", country="CH")
    entities.edit(made, EditEntity(iban=QR_IBAN, **OURS, correction=False))
    place = {"street": "Hauptstr. 1", "postcode": "79098", "city": "Freiburg", "country": "DE", "language": "de"}
    factories.customer(made, "C-1", name="Müller GmbH", **place)
    factories.invoice(made, "INV-2026-00042", "1949.75")
    return made


def test_a_qr_iban_gets_a_qr_reference_in_the_words_of_the_reader(context: Context) -> None:
    sheet = paper_document.of(books.of(context), "INV-2026-00042", context.today)
    assert sheet.slip is not None and sheet.code == ""
    slip = sheet.slip
    assert (slip.receipt, slip.payment, slip.amount.value) == ("Empfangsschein", "Zahlteil", "1\u00a0949.75")
    assert references.is_qrr(slip.reference.value) and slip.reference.value.startswith("00 00000")
    assert slip.account.value == "CH44 3199 9123 0008 8901 2\nAlpenrose AG\nRue du Lac 1268\n2501 Biel"
    assert slip.debtor.value == "Müller GmbH\nHauptstr. 1\nDE-79098 Freiburg"
    assert slip.reference.value in [fact.value for fact in sheet.facts], "and nothing else is to be quoted"
    assert slip.reference.value in sheet.pay[0].text and len(sheet.boxes) == 3


def test_another_swiss_account_gets_a_creditor_reference(context: Context) -> None:
    entities.edit(context, EditEntity(iban=IBAN))
    customers.edit(context, EditCustomer("C-1", language="nl", postcode="", correction=True))
    slip = paper_document.of(books.of(context), "INV-2026-00042", context.today).slip
    assert slip is not None and slip.reference.value.startswith("RF") and slip.receipt == "Receipt"
    assert slip.debtor.value == "" and slip.blank == "Payable by (name/address)"


@pytest.mark.parametrize("change", [{"iban": "NL91ABNA0417164300"}, {"iban": ""}, {"city": ""}])
def test_without_a_swiss_account_or_a_whole_address_there_is_none(context: Context, change: dict[str, str]) -> None:
    entities.edit(context, EditEntity(**change, correction=True))
    assert paper_document.of(books.of(context), "INV-2026-00042", context.today).slip is None


def test_other_currencies_and_credit_notes_have_none(context: Context) -> None:
    factories.invoice(context, "INV-USD", "5.00", currency="USD", rate="0.9")
    factories.credit_note(context, "CN-1", "1.00")
    for number in ("INV-USD", "CN-1"):
        assert paper_document.of(books.of(context), number, context.today).slip is None


@pytest.mark.parametrize(("lines", "pages"), [(2, 1), (12, 2), (30, 2), (70, 3)])
def test_the_payment_part_stands_at_the_foot_of_the_last_page(context: Context, lines: int, pages: int) -> None:
    bought = tuple(factories.line(f"Papier {n}", "2", "50.00", "8.1") for n in range(lines))
    factories.invoice(context, "INV-7", "", lines=bought)
    drawn = _pages(context, "INV-7")
    assert len(drawn) == pages and not any("Zahlteil" in page for page in drawn[:-1])
    assert "Empfangsschein" in drawn[-1] and "CH44 3199 9123 0008 8901 2" in drawn[-1]
    assert f"Seite {pages} von {pages}" in drawn[-1]


def test_on_us_letter_it_has_a_page_of_its_own(context: Context) -> None:
    customers.edit(context, EditCustomer("C-1", language="en", country="US", correction=True))
    drawn = _pages(context, "INV-2026-00042")
    assert len(drawn) == 2 and "Payment part" in drawn[1] and "Payment part" not in drawn[0]


def test_it_speaks_italian_where_the_paper_does_not(context: Context) -> None:
    customers.edit(context, EditCustomer("C-1", language="it", country="CH", correction=True))
    slip = paper_document.of(books.of(context), "INV-2026-00042", context.today).slip
    assert slip is not None
    assert (slip.receipt, slip.payment, slip.cut) == (
        "Ricevuta",
        "Sezione pagamento",
        "Da staccare prima del versamento",
    )
    assert slip.account.label == "Conto / Pagabile a" and slip.acceptance == "Punto di accettazione"


def _pages(context: Context, number: str) -> list[str]:
    sheet = paper_document.of(books.of(context), number, context.today)
    return papers_drawn.texts(press.print_sheet(sheet, Logo("", b"")))
