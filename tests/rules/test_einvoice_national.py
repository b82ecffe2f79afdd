"""Rules of single countries in Peppol: Germans among each other, Dutch, Swedish and Danish sellers."""

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
