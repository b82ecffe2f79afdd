"""E-invoices of the books: parties, lines and terms in the words of EN 16931, the same cents."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import cii, ubl
from quittance.rules import einvoice as terms
from quittance.rules import einvoice_issue, einvoice_parties, totals
from quittance.rules.einvoice_checks import check
from quittance.rules.einvoice_issue import PROFILES, Accounting, Issued, Row, Wanted
from quittance.rules.einvoice_parties import Side
from quittance.rules.refusals import Invalid
from quittance.rules.totals import LineInput

SELLER = Side(
    "Northwind Paper BV",
    "Keizersgracht 1\nUnit 2",
    "1015 CJ",
    "Amsterdam",
    country="NL",
    vat_id="NL123456782B90",
    registration="12345678",
    phone="+31 20 1234567",
    email="ar@northwind.example",
)
BUYER = Side("Müller GmbH", "Hafenstr. 5", "20457", "Hamburg", country="DE", vat_id="DE136695976")
MARCH = datetime.date(2026, 3, 1)
ISSUED = Issued(
    "invoice",
    "INV-1",
    datetime.date(2026, 3, 2),
    "EUR",
    SELLER,
    BUYER,
    (
        Row(1, "Paper\nA4, white", 2_500_000, 3_330_000, 210_000, 833),
        Row(2, "Back", 1_000_000, -5_000_000, 90_000, -500),
    ),
    due_on=datetime.date(2026, 4, 1),
    purchase_order="PO-7",
    remittance="RF18539007547034",
    iban="NL91ABNA0417164300",
    bic="ABNANL2A",
)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", ["invoice", "credit_note", "debit_note", "deposit"])
def test_a_document_of_the_books_is_valid_in_every_profile(profile: str, kind: str) -> None:
    made = einvoice_issue.of(
        replace(ISSUED, kind=kind, preceding=(("INV-0", MARCH),)), Wanted(profile, buyer_reference="04011000-1234-01")
    )
    assert check(made) == ()
    assert made.is_credit_note is (kind == "credit_note")
    assert made.preceding == (terms.Preceding("INV-0", MARCH),)


def test_germany_has_no_debit_note_and_calls_a_deposit_an_invoice_of_a_part() -> None:
    german = replace(SELLER, country="DE", vat_id="DE136695976")
    for kind, usual, there in (("debit_note", "383", "380"), ("deposit", "386", "326")):
        issued = replace(ISSUED, kind=kind)
        assert einvoice_issue.of(issued, Wanted()).type_code == usual
        assert einvoice_issue.of(issued, Wanted("xrechnung-cii")).type_code == there
        assert einvoice_issue.of(replace(issued, seller=german), Wanted()).type_code == there
        assert einvoice_issue.of(replace(issued, seller=german), Wanted("cii")).type_code == there
        abroad = replace(issued, seller=german, buyer=replace(BUYER, country="NL", vat_id="NL123456782B90"))
        assert einvoice_issue.of(abroad, Wanted()).type_code == usual
        assert einvoice_issue.of(replace(issued, seller=replace(SELLER, country="IS")), Wanted()).type_code == "380"


def test_danes_and_icelanders_keep_the_rules_of_peppol_between_them() -> None:
    row = Row(1, "Advice", 1_000_000, 100_000_000, 250_000, 10_000)
    dane = replace(SELLER, country="DK", vat_id="DK13585628", registration="13585628")
    buyer = replace(BUYER, country="DK", vat_id="DK54562519")
    issued = replace(ISSUED, currency="DKK", rows=(row,), seller=dane, buyer=buyer, iban="DK5000400440116243")
    made = einvoice_issue.of(issued, Wanted())
    assert check(made) == () and [one.code for one in made.means] == ["42"]
    assert einvoice_issue.of(issued, Wanted("cii")).means[0].code == "30"
    there = replace(SELLER, country="IS", vat_id="IS12345", registration="450269-3609")
    issued = replace(ISSUED, rows=(row,), seller=there, buyer=replace(BUYER, country="IS", vat_id=""), currency="ISK")
    assert [one.rule for one in check(einvoice_issue.of(replace(issued, currency="EUR"), Wanted()))] == [
        "PEPPOL-EN16931-R010",
        "IS-R-004",
    ]
    assert check(einvoice_issue.of(replace(issued, currency="EUR"), Wanted(buyer_endpoint="0196:5501692829"))) == ()


def test_several_invoices_are_named_as_each_syntax_has_room_for_them() -> None:
    about = (("INV-0", MARCH), ("INV-8", MARCH), ("INV-9", None))
    issued = replace(ISSUED, kind="credit_note", preceding=about, note="Sorry.")
    for profile in ("ubl", "factur-x"):
        made = einvoice_issue.of(issued, Wanted(profile))
        assert [(one.number, one.issued_on) for one in made.preceding] == list(about)
        assert made.notes == (terms.Note("Sorry."),)
    for profile in ("cii", "xrechnung-cii"):
        made = einvoice_issue.of(issued, Wanted(profile))
        assert made.preceding == (terms.Preceding("INV-0", MARCH),)
        assert made.notes == (terms.Note("Sorry.\nRefers to INV-8 (2026-03-01), INV-9 as well."),)
    assert einvoice_issue.of(replace(issued, preceding=about[:1]), Wanted("cii")).notes == (terms.Note("Sorry."),)


def test_what_is_taken_off_for_deposits_is_paid_before() -> None:
    made = einvoice_issue.of(replace(ISSUED, prepaid=100), Wanted())
    assert check(made) == () and made.totals is not None and made.totals.gross is not None
    assert (made.totals.prepaid, made.totals.payable) == (Decimal("1.00"), made.totals.gross - 1)


@pytest.mark.parametrize(("syntax", "profile"), [(ubl, "ubl"), (cii, "cii")])
def test_tax_is_told_in_another_currency_and_read_back(syntax: Any, profile: str) -> None:
    made = einvoice_issue.of(replace(ISSUED, accounting=Accounting("JPY", 21_000)), Wanted(profile))
    assert check(made) == () and (made.tax_currency, made.tax_total_accounting) == ("JPY", Decimal(21_000))
    assert syntax.read(syntax.write(made)) == made


def test_a_price_below_zero_turns_into_a_quantity_below_zero() -> None:
    made = einvoice_issue.of(ISSUED, Wanted())
    back = made.lines[1]
    assert back.quantity == terms.Quantity(Decimal(-1), "C62") and back.price == terms.Price(Decimal(5))
    assert back.net == Decimal("-5.00") and made.lines[0].item == terms.Item(
        "Paper", "A4, white", category="S", rate=Decimal(21)
    )


@pytest.mark.parametrize(("untaxed", "vat_ids"), [("AE", 2), ("K", 2), ("G", 2), ("E", 2), ("Z", 2), ("O", 0)])
def test_what_is_not_taxed_says_why(untaxed: str, vat_ids: int) -> None:
    row = Row(1, "Advice", 1_000_000, 100_000_000, 0, 10_000)
    issued = replace(ISSUED, rows=(row,), seller=replace(SELLER, tax_number="T-1"))
    made = einvoice_issue.of(issued, Wanted("ubl", untaxed=untaxed))
    assert check(made) == ()
    assert made.taxes[0].category == untaxed and made.tax_total == 0
    assert [bool(one.vat_id) for one in (made.seller, made.buyer) if one].count(True) == vat_ids


def test_a_seller_that_is_not_subject_to_vat_is_told_by_a_number_that_it_has() -> None:
    row = Row(1, "Damages", 1_000_000, 100_000_000, 0, 10_000, "not_subject")
    bare = replace(SELLER, registration="", vat_id="", tax_number="")
    by_tax = einvoice_issue.of(replace(ISSUED, rows=(row,), seller=replace(bare, tax_number="T-1")), Wanted("cii"))
    assert by_tax.seller and by_tax.seller.ids == (terms.Identifier("T-1"),)
    assert check(by_tax) == ()
    nobody = einvoice_issue.of(replace(ISSUED, rows=(row,), seller=bare), Wanted())
    said = {one.rule: one.sentence for one in check(nobody)}
    assert "registration number or tax number on the letterhead" in said["BR-CO-26"]


@pytest.mark.parametrize("category", ["", "zero"])
def test_what_is_taxed_at_zero_is_zero_rated(category: str) -> None:
    row = Row(1, "Advice", 1_000_000, 100_000_000, 0, 10_000, category)
    for wanted in (Wanted(), Wanted(untaxed="")):
        made = einvoice_issue.of(replace(ISSUED, rows=(row,)), wanted)
        assert check(made) == () and made.taxes[0].category == "Z"
    for wanted, field in ((Wanted("paper"), "profile"), (Wanted(untaxed="S"), "untaxed")):
        with pytest.raises(Invalid) as refused:
            einvoice_issue.of(ISSUED, wanted)
        assert refused.value.field == field


def test_what_the_books_lack_is_named_by_its_rule() -> None:
    bare = replace(ISSUED, seller=Side("Northwind"), buyer=Side("Müller"), iban="", due_on=None)
    broken = {one.rule for one in check(einvoice_issue.of(bare, Wanted("xrechnung-ubl")))}
    assert {"BR-08", "BR-10", "BR-CO-26", "BR-CO-25", "BR-S-02", "BR-DE-1", "BR-DE-2", "BR-DE-15"} <= broken


def test_a_swedish_seller_says_nothing_but_that_it_pays_its_tax() -> None:
    swede = replace(SELLER, country="SE", vat_id="SE556042722001", registration="556042-7220")
    for said, kept in (("T-99", ""), ("godkänd för F-skatt", "godkänd för F-skatt")):
        party = einvoice_parties.party(replace(swede, tax_number=said), outside=False)
        assert party.tax_id == kept
    rows = (Row(1, "Advice", 1_000_000, 100_000_000, 250_000, 10_000),)
    made = einvoice_issue.of(replace(ISSUED, rows=rows, seller=replace(swede, tax_number="T-99")), Wanted())
    assert check(made) == () and made.seller is not None
    wrong = replace(made, seller=replace(made.seller, tax_id="T-99"))
    assert [one.rule for one in check(wrong)] == ["SE-R-005"]


def test_a_registration_has_the_scheme_of_its_register() -> None:
    assert einvoice_parties.legal_id(replace(SELLER, registration="KvK 12345678")) == terms.Identifier(
        "12345678", "0106"
    )
    assert einvoice_parties.legal_id(replace(SELLER, registration="HRB 1234", country="DE")) == terms.Identifier(
        "HRB 1234"
    )
    assert einvoice_parties.legal_id(BUYER) is None


def test_early_payment_stands_in_segments() -> None:
    found = einvoice_issue.discount_terms([(10, Decimal(2))], "2/10 net 30")
    assert found == "#SKONTO#TAGE=10#PROZENT=2.00#\n2/10 net 30"
    assert einvoice_issue.discount_terms([], "net 30") == "net 30"
    made = einvoice_issue.of(replace(ISSUED, terms=found), Wanted("xrechnung-cii", "04011000-1234-01"))
    assert check(made) == ()


_amounts = st.integers(-(10**7), 10**7)


@settings(max_examples=20)
@given(st.lists(st.tuples(_amounts, _amounts, st.sampled_from(["5.5", "9", "19", "21"])), min_size=1, max_size=12))
def test_the_books_and_both_files_agree_to_the_cent(given_rows: list[tuple[int, int, str]]) -> None:
    inputs = [
        LineInput(f"Item {n}", str(Decimal(quantity).scaleb(-3)), str(Decimal(price).scaleb(-4)), rate)
        for n, (quantity, price, rate) in enumerate(given_rows)
    ]
    lines = totals.read_lines(inputs, "EUR")
    booked = totals.of_lines(lines)
    rows = [Row(one.n, one.description, one.quantity_e6, one.unit_price_e6, one.tax_rate_e4, one.net) for one in lines]
    made = einvoice_issue.of(replace(ISSUED, rows=rows), Wanted())
    assert check(made) == ()
    for read in (ubl.read(ubl.write(made)), cii.read(cii.write(made))):
        assert read == made and read.totals is not None
        found = (read.totals.net, read.tax_total, read.totals.payable)
        assert found == tuple(Decimal(minor).scaleb(-2) for minor in (booked.net, booked.tax, booked.total))


def test_tax_that_prices_hold_is_told_as_it_stands() -> None:
    row = Row(1, "Card", 1_000_000, 30_000, 210_000, 2)
    issued = replace(ISSUED, rows=(row,), with_tax=True, held=(einvoice_issue.Held("standard", 210_000, 1),))
    made = einvoice_issue.of(issued, Wanted(buyer_reference="1"))
    assert (made.taxes[0].taxable, made.taxes[0].amount) == (Decimal("0.02"), Decimal("0.01")) and check(made) == ()


def test_what_yen_round_away_is_told_by_the_price_of_that_many() -> None:
    rows = (Row(1, "Tea", -2_500_000, 33_000_000, 90_000, -83), Row(2, "Pots", 3_000_000, 50_000_000, 90_000, 150))
    part = einvoice_issue.OnWhole("Why", 3, 67, 50_000, 90_000, "standard")
    made = einvoice_issue.of(replace(ISSUED, currency="JPY", rows=rows, charges=(part,)), Wanted(buyer_reference="1"))
    assert made.lines[0].price == terms.Price(Decimal(83), per=terms.Quantity(Decimal("2.5"), "C62"))
    assert made.lines[1].price == terms.Price(Decimal(50))
    assert (made.charges[0].percent, made.charges[0].amount) == (None, Decimal(3)) and check(made) == ()


def test_nothing_has_no_sign() -> None:
    rows = (Row(1, "Free", -1_000_000, 0, 210_000, 0), Row(2, "Back", -1_000_000, 5_000_000, 0, -500, "export"))
    taken = (*rows, Row(3, "Paper", 2_000_000, 5_000_000, 210_000, 1_000))
    made = einvoice_issue.of(replace(ISSUED, rows=taken, with_tax=True), Wanted())
    assert made.lines[0].price is not None and f"{made.lines[0].price.net:f}" == "0.00000000"
    assert [one.amount.is_signed() for one in made.taxes if one.amount is not None] == [False, False]
