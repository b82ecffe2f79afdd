"""Invoices and credit notes recorded on the screen: lines, live totals, due days, preview, every fault at its field."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions.command import Context
from quittance.reports import books, document
from quittance.reports.document import DocumentCard
from quittance.rules.refusals import NotFound
from quittance.rules.totals import LineInput
from tests import factories
from tests.factories import TODAY
from tests.web import browse
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
HERE = "/new/invoice/"
LINES = {
    "description": ["Boxes", "", "Delivery"],
    "quantity": ["1,200", "", ""],
    "unit_price": ["0.84", "", "8.00"],
    "tax_rate": ["21", "", "9"],
}
WHOLE: dict[str, Any] = {"customer_number": "C-1", "issued_on": "today", "number": "INV-9", **LINES}


def card(company: Context, number: str) -> DocumentCard:
    return document.card(books.of(company), number, TODAY)


def test_an_invoice_is_recorded_from_its_lines_once(clerk: Person, company: Context) -> None:
    for _ in range(2):
        clerk.follow(HERE, **WHOLE, terms="net 30", purchase_order="PO 7", key="once")
    made = card(company, "INV-9")
    assert [(one.description, one.net) for one in made.lines] == [("Boxes", 100800), ("Delivery", 800)]
    assert (made.row.total, made.row.purchase_order) == (100800 + 21168 + 800 + 72, "PO 7")
    assert (made.row.due_on - TODAY).days == 30 and "Invoice INV-9 is recorded, €1,228.40" in text_of(clerk.last)


def test_a_total_alone_is_enough(clerk: Person, company: Context) -> None:
    clerk.follow(HERE, customer_number="C-1", issued_on="today", number="INV-9", total="1,000.50")
    assert card(company, "INV-9").row.total == 100050


@pytest.mark.parametrize(
    ("sent", "field", "status"),
    [
        ({"customer_number": ""}, "customer_number", 422),
        ({"issued_on": "soon"}, "issued_on", 422),
        ({"due_on": "1 Jan 2026"}, "due_on", 422),
        ({"terms": "whenever"}, "terms", 422),
        ({"currency": "EURO"}, "currency", 422),
        ({"currency": "USD", "rate": "x"}, "rate", 422),
        ({"total": "1.00"}, "total", 422),
        ({"number": "INV-1"}, "number", 409),
        ({"quantity": ["many", "", ""]}, "lines[1].quantity", 422),
        ({"unit_price": ["0.84", "", "x"]}, "lines[2].unit_price", 422),
        ({"tax_rate": ["121", "", "9"]}, "lines[1].tax_rate", 422),
        ({"unit_price": ["-9", "", ""], "description": ["Boxes", "", ""]}, "total", 422),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    clerk: Person, company: Context, sent: dict[str, Any], field: str, status: int
) -> None:
    assert clerk.post(HERE, **{**WHOLE, **sent}).status_code == status
    assert f'href="#f-{field}"' in clerk.last and f'id="f-{field}"' in clerk.last
    assert 'value="Boxes"' in clerk.last
    if sent.get("number") is None:
        with pytest.raises(NotFound):
            card(company, "INV-9")


def test_the_total_grows_while_it_is_typed_and_nothing_is_posted(clerk: Person) -> None:
    headers = {"HX-Request": "true"}
    page = clerk.client.post(HERE, {**WHOLE, "do": "totals", "terms": "50/50 net 30/60"}, headers=headers)
    said = text_of(page.content.decode())
    assert "Net 1,016.00" in said and "Tax 9 % 0.72" in said and "Tax 21 % 211.68" in said and "Total 1,228.40" in said
    assert "614.20 due 30 Jul 2026" in said.replace("\u00a0", " ") and 'id="line-1"' in page.content.decode()
    wrong = clerk.client.post(HERE, {**WHOLE, "do": "totals", "unit_price": ["x", "", "8"]}, headers=headers)
    assert "is not a number" in wrong.content.decode() and wrong.status_code == 200


def test_terms_that_cannot_be_read_are_told_beside_the_total(clerk: Person) -> None:
    page = clerk.client.post(HERE, {**WHOLE, "do": "totals", "terms": "whenever"}, headers={"HX-Request": "true"})
    assert "no terms that are known" in page.content.decode()


def test_a_preview_shows_the_postings_and_more_lines_keep_what_was_typed(clerk: Person, company: Context) -> None:
    clerk.post(HERE, **WHOLE, do="preview")
    said = text_of(clerk.last)
    assert "1300 Trade receivables 4000 Revenue INV-9 1,016.00" in said and "2200 Tax on sales INV-9 212.40" in said
    with pytest.raises(NotFound):
        card(company, "INV-9")
    clerk.post(HERE, **WHOLE, do="more")
    assert clerk.last.count('name="unit_price"') == 7 and 'value="Delivery"' in clerk.last


def test_the_customer_of_the_address_brings_terms_and_currency(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-3", name="Kestrel", terms="2/10 net 30", currency="USD")
    clerk.get(HERE, customer="C-3")
    said = text_of(clerk.last).replace("\u00a0", " ")
    assert "USD" in said and "30 Jul 2026 in 30 days" in said and "2/10 net 30" in said


def test_a_credit_note_begins_with_the_lines_of_its_invoice(company: Context) -> None:
    person = browse.person(company, "credit_manager")
    lines = (LineInput("Boxes", "10", "2.50", "21"),)
    factories.invoice(company, "INV-9", "", lines=lines)
    person.get("/new/credit-note/", invoice="INV-9")
    assert 'value="Boxes"' in person.last and 'value="2.5"' in person.last and 'value="INV-9"' in person.last
    sent = {"customer_number": "C-1", "issued_on": "today", "number": "CN-9", "corrects": "INV-9"}
    half = {"description": ["Boxes"], "quantity": ["4"], "unit_price": ["2.50"], "tax_rate": ["21"]}
    person.follow("/new/credit-note/", **sent, **half)
    assert card(company, "INV-9").row.open == 3025 - 1210 and card(company, "CN-9").row.state == "used"


def test_an_invoice_without_lines_is_credited_by_what_is_open(company: Context) -> None:
    person = browse.person(company, "credit_manager")
    person.get("/new/credit-note/", invoice="INV-2")
    assert 'value="250.50"' in person.last
    person.get("/new/credit-note/", invoice="INV-99", customer="C-1")
    assert 'value="C-1"' in person.last


def test_a_credit_note_beyond_its_invoice_is_refused(company: Context) -> None:
    person = browse.person(company, "credit_manager")
    sent = {"customer_number": "C-1", "issued_on": "today", "total": "5.00", "corrects": "INV-99"}
    assert person.post("/new/credit-note/", **sent).status_code == 422
    assert 'href="#f-corrects"' in person.last and 'id="f-corrects"' in person.last


def test_who_may_not_record_papers_is_told_so(auditor: Person, clerk: Person) -> None:
    assert auditor.get(HERE).status_code == 403
    clerk.get("/new/credit-note/")
    assert "Save draft" in clerk.last and "Record the credit note" not in clerk.last
    sent = {"customer_number": "C-1", "issued_on": "today", "total": "5", "number": "CN-9"}
    assert clerk.post("/new/credit-note/", **sent).status_code == 403


def test_what_is_saved_as_a_draft_takes_no_number_and_posts_nothing(clerk: Person, company: Context) -> None:
    clerk.follow(HERE, **WHOLE, do="draft")
    said = text_of(clerk.last)
    assert "The draft is saved" in said and "Invoice, draft" in said and "1,228.40" in said and "Issue" in said
    with pytest.raises(NotFound):
        card(company, "INV-9")
    assert clerk.post(HERE, **{**WHOLE, "unit_price": ["x", "", ""]}, do="draft").status_code == 422


TAXED: dict[str, Any] = {
    "customer_number": "C-1",
    "issued_on": "today",
    "number": "INV-9",
    "description": ["Boxes", "Course"],
    "quantity": ["2", ""],
    "unit_price": ["100", "80"],
    "discount": ["10 %", ""],
    "tax_rate": ["21", "exempt"],
    "charge_reason": ["Loyalty", "Freight", ""],
    "charge_amount": ["−5%", "12.50", ""],
    "charge_tax": ["21", "21", ""],
    "tax_reason": "Article 132",
}


def test_categories_discounts_and_charges_are_typed_and_come_back_on_a_credit_note(company: Context) -> None:
    person = browse.person(company, "clerk", "credit_manager")
    person.follow(HERE, **TAXED)
    made = card(company, "INV-9")
    assert [(one.amount, one.tax_category, one.tax_reason) for one in made.lines] == [
        (180_00, "standard", ""),
        (80_00, "exempt", "Article 132"),
    ]
    assert [(one.kind, one.amount) for one in made.charges] == [("allowance", 13_00), ("charge", 12_50)]
    assert (made.net, made.tax) == (259_50, 37_70)
    person.get("/invoices/INV-9/")
    said = text_of(person.last).replace("\u00a0", " ")
    assert "10 % discount" in said and "no tax on 80.00" in said and "Article 132" in said and "Freight" in said
    person.get("/new/credit-note/", invoice="INV-9")
    for value in ("10%", "exempt", "-5%", "12.50", "Article 132"):
        assert f'value="{value}"' in person.last, value


def test_totals_say_each_tax_and_charge_as_they_grow(clerk: Person) -> None:
    page = clerk.client.post(HERE, {**TAXED, "do": "totals"}, headers={"HX-Request": "true"})
    said = text_of(page.content.decode())
    assert "Loyalty \u221213.00 Freight 12.50 Net 259.50" in said and "Exempt, no tax 0.00 Tax 21 % 37.70" in said
    clerk.post(HERE, **{**TAXED, "tax_reason": ""})
    assert "Say why it is exempt" in text_of(clerk.last)
    clerk.post(HERE, **{**TAXED, "prices": "with_tax", "do": "totals"})
    assert "Total 259.50" in text_of(clerk.last)


def test_taxes_of_spanish_islands_are_typed_with_their_rate(clerk: Person, company: Context) -> None:
    typed = {**TAXED, "tax_rate": ["IGIC 7", "igic 0"], "charge_tax": ["igic 7", "IGIC 7", ""], "tax_reason": ""}
    page = clerk.client.post(HERE, {**typed, "do": "totals"}, headers={"HX-Request": "true"})
    assert "IGIC 7 % 12.57" in text_of(page.content.decode()).replace("\u00a0", " ")
    clerk.follow(HERE, **typed)
    made = card(company, "INV-9")
    assert [(one.tax_category, one.tax_rate_e4) for one in made.lines] == [("igic", 70_000), ("igic", 0)]
    clerk.get("/invoices/INV-9/")
    said = text_of(clerk.last).replace("\u00a0", " ")
    assert "IGIC 7 % on 179.50" in said and "IGIC 7 %" in said and "no tax" not in said


def test_a_deposit_is_billed_and_taken_off_the_invoice_of_the_whole(clerk: Person, company: Context) -> None:
    clerk.get(f"{HERE}?kind=deposit&customer=C-1")
    assert "New deposit invoice" in text_of(clerk.last) and "Less deposits" not in text_of(clerk.last)
    sent = {"customer_number": "C-1", "issued_on": "today", "total": "100.00"}
    clerk.follow(HERE, **sent, kind="deposit", number="DEP-1")
    assert "Deposit DEP-1 is recorded" in text_of(clerk.last)
    factories.payment(company, "PAY-D", "100.00")
    factories.allocate(company, "PAY-D", ("DEP-1", "100.00"))
    clerk.get("/invoices/DEP-1/")
    assert "of it can be taken off an invoice" in text_of(clerk.last) and "draw=DEP-1" in clerk.last
    clerk.post(HERE, **{**sent, "total": "250.00"}, draws="DEP-1 = 60.00", do="totals")
    assert "Less deposit DEP-1" in text_of(clerk.last) and "190.00" in text_of(clerk.last)
    clerk.follow(HERE, **{**sent, "total": "250.00", "number": "FIN-1"}, draws="DEP-1 = 60.00")
    assert card(company, "FIN-1").payable == 19000 and "To pay" in text_of(clerk.last)
    assert clerk.post(HERE, **{**sent, "total": "250.00"}, draws="DEP-1 = 60.00").status_code == 409


def test_a_debit_note_adds_to_invoices(clerk: Person, company: Context) -> None:
    clerk.get(f"{HERE}?kind=debit_note&customer=C-1&invoice=INV-1")
    assert 'value="INV-1"' in clerk.last and "Adds to the invoices" in text_of(clerk.last)
    sent = {"customer_number": "C-1", "issued_on": "today", "total": "5.00", "kind": "debit_note"}
    clerk.follow(HERE, **sent, corrects="INV-1")
    assert "Debit note DN-2026-00001 is recorded" in text_of(clerk.last)
    assert [one.number for one in card(company, "DN-2026-00001").ties.corrects] == ["INV-1"]
