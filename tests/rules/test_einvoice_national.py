"""Rules of single countries in Peppol: Germans among each other, and sellers of seven other countries."""

from __future__ import annotations

from dataclasses import replace

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_national import findings
from tests import einvoices


def rules(invoice: terms.Invoice) -> list[str]:
    """Ids of what is broken."""
    return [one.rule for one in findings(invoice)]


def seller(country: str, legal: terms.Identifier | None, vat_id: str) -> terms.Party:
    """The seller, moved to another country."""
    return replace(
        einvoices.SELLER,
        legal_id=legal,
        vat_id=vat_id,
        address=terms.Address("Street 1", city="City", postcode="1", country=country),
    )


def test_a_dutch_seller_gives_its_register_and_credits_an_invoice() -> None:
    assert rules(einvoices.invoice()) == []
    bare = replace(einvoices.SELLER, legal_id=terms.Identifier("12345678"), address=terms.Address(country="NL"))
    assert rules(einvoices.invoice(seller=bare, means=())) == ["NL-R-002", "NL-R-003", "NL-R-007"]
    assert rules(einvoices.invoice(type_code="381")) == ["NL-R-001"]
    home = replace(einvoices.BUYER, legal_id=terms.Identifier("1"), address=terms.Address(country="NL"))
    assert rules(einvoices.invoice(buyer=home, means=(terms.Means("97"),))) == ["NL-R-004", "NL-R-005", "NL-R-008"]


def test_germans_among_each_other_keep_the_rules_of_xrechnung() -> None:
    german = seller("DE", None, "DE123456789")
    assert rules(einvoices.invoice(seller=german)) == []
    silent = replace(german, contact=None)
    found = rules(einvoices.invoice(seller=silent, buyer_reference="", means=(terms.Means("30"),)))
    assert found == ["DE-R-002", "DE-R-015", "DE-R-023-1"]
    assert (
        rules(einvoices.invoice(seller=silent, buyer=replace(einvoices.BUYER, address=terms.Address(country="FR"))))
        == []
    )


def test_swedish_and_danish_sellers_give_their_numbers() -> None:
    line = einvoices.line(1, "100.00", rate="25")
    right = seller("SE", terms.Identifier("5560360793", "0007"), "SE556036079301")
    assert rules(einvoices.invoice(line, seller=right)) == []
    wrong = seller("SE", terms.Identifier("5560360794", "0007"), "SE5560")
    assert rules(einvoices.invoice(seller=wrong)) == ["SE-R-001", "SE-R-013", "SE-R-006"]
    assert rules(einvoices.invoice(seller=seller("DK", None, "DK12345678"))) == ["DK-R-002"]
    assert rules(einvoices.invoice(seller=seller("DK", terms.Identifier("1", "0088"), "DK12345678"))) == ["DK-R-014"]


def test_danes_among_each_other_pay_and_credit_as_their_banks_do() -> None:
    dane = seller("DK", terms.Identifier("13585628", "0184"), "DK13585628")
    buyer = replace(einvoices.BUYER, address=terms.Address("Street 2", city="City", postcode="1", country="DK"))
    account = terms.Account("0440116243", "Dansk", "0040")
    right = einvoices.invoice(seller=dane, buyer=buyer, means=(terms.Means("42", account=account),))
    assert rules(right) == []
    assert rules(replace(right, means=(terms.Means("30", account=account),))) == ["DK-R-005"]
    assert rules(replace(right, means=(terms.Means("42", account=replace(account, bank="")),))) == ["DK-R-006"]
    assert rules(replace(right, buyer=replace(buyer, legal_id=terms.Identifier("1", "0088")))) == ["DK-R-017"]
    back = einvoices.invoice(einvoices.line(1, "-1.00"), seller=dane, buyer=buyer, means=(), type_code="381")
    assert rules(back) == ["DK-R-016"]
    assert rules(replace(back, buyer=einvoices.BUYER)) == []


def test_norwegians_say_their_register_and_number() -> None:
    norse = replace(seller("NO", None, "NO974760673MVA"), tax_id="Foretaksregisteret")
    assert rules(einvoices.invoice(seller=norse)) == []
    for vat_id in ("NO974760673", "NO974760674MVA", "NO97476067MVA"):
        assert rules(einvoices.invoice(seller=replace(norse, vat_id=vat_id))) == ["NO-R-001"]
    (said,) = findings(einvoices.invoice(seller=replace(norse, tax_id="")))
    assert (said.rule, said.severity) == ("NO-R-002", "warning")


def test_icelanders_are_known_by_their_kennitala() -> None:
    there = seller("IS", terms.Identifier("4502693609", "0196"), "IS12345")
    assert rules(einvoices.invoice(seller=there)) == []
    bare = replace(there, legal_id=None, address=terms.Address(country="IS"))
    assert rules(einvoices.invoice(seller=bare, type_code="386")) == ["IS-R-001", "IS-R-002", "IS-R-003"]
    buyer = replace(einvoices.BUYER, address=terms.Address(country="IS"))
    assert rules(einvoices.invoice(seller=there, buyer=buyer)) == ["IS-R-004", "IS-R-005"]
    known = replace(there, vat_id="")
    assert rules(einvoices.invoice(seller=there, buyer=known)) == []


def test_italians_give_an_address_and_a_fiscal_code() -> None:
    there = replace(seller("IT", None, "IT00743110157"), tax_id="RSSMRA85T10A562S")
    assert rules(einvoices.invoice(seller=there)) == []
    bare = replace(there, tax_id="123", address=terms.Address(country="IT"))
    assert rules(einvoices.invoice(seller=bare)) == ["IT-R-001", "IT-R-002", "IT-R-003", "IT-R-004"]


def test_greeks_need_the_mark_of_their_tax_office() -> None:
    there = seller("GR", None, "EL094259216")
    assert rules(einvoices.invoice(seller=there)) == ["GR-R-001-1", "GR-R-004-1"]
    mark = terms.Supporting("400001831924571", "##M.AR.K##")
    number = "094259216|02/03/2026|0|1.1|A|7"
    assert rules(einvoices.invoice(seller=there, number=number, supporting=(mark,))) == []
