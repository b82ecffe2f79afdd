"""Parties of e-invoices: electronic addresses that are delivered to, registers, and how money is asked for."""

from __future__ import annotations

import pytest

from quittance.rules import einvoice as terms
from quittance.rules import einvoice_parties as parties
from quittance.rules.einvoice_codes import PEPPOL_ENDPOINTS
from quittance.rules.einvoice_parties import Side
from quittance.rules.refusals import Invalid

AMSTERDAM, REYKJAVIK = Side("A", "Street 1", country="NL"), Side("B", "Street 2", country="IS")


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (Side("A", country="DE", vat_id="DE136695976"), ("DE136695976", "9930")),
        (Side("A", country="DK", vat_id="DK13585628"), ("13585628", "0184")),
        (Side("A", country="SE", vat_id="SE556042722001"), ("5560427220", "0007")),
        (Side("A", country="NO", vat_id="NO974760673MVA"), ("974760673", "0192")),
        (Side("A", country="BE", vat_id="BE0428759497"), ("0428759497", "0208")),
        (Side("A", country="FI", vat_id="FI20774740"), ("003720774740", "0216")),
        (Side("A", country="FI", registration="2077474-0"), ("003720774740", "0216")),
        (Side("A", country="GR", vat_id="EL094259216"), ("094259216", "9933")),
        (Side("A", country="IS", vat_id="IS12345", registration="550169-2829"), ("5501692829", "0196")),
        (Side("A", country="FR", registration="303 265 045"), ("303265045", "0002")),
    ],
)
def test_an_electronic_address_is_one_that_peppol_delivers_to(side: Side, said: tuple[str, str]) -> None:
    assert parties.endpoint(side) == terms.Identifier(*said) and said[1] in PEPPOL_ENDPOINTS


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (Side("A", country="DK", vat_id="DK13585628"), ("13585628", "0184")),
        (Side("A", country="FI", vat_id="FI20774740"), ("20774740", "0212")),
        (Side("A", country="SE", vat_id="SE556042722001"), ("5560427220", "0007")),
        (Side("A", country="NO", vat_id="NO974760673MVA"), ("974760673", "0192")),
        (Side("A", country="BE", vat_id="BE0428759497"), ("0428759497", "0208")),
        (Side("A", country="DK", vat_id="DK13585628", registration="A/S reg. 7"), ("A/S reg. 7", "")),
        (Side("A", country="DE", vat_id="DK13585628"), None),
        (Side("A", country="NL", vat_id="NL123456782B90"), None),
    ],
)
def test_a_vat_id_tells_the_registration_where_it_holds_it(side: Side, said: tuple[str, str] | None) -> None:
    assert parties.legal_id(side) == (terms.Identifier(*said) if said else None)


def test_else_it_is_the_email_or_none() -> None:
    assert parties.endpoint(Side("A", registration="HRB 1", email="a@b.example")) == terms.Identifier(
        "a@b.example", "EM"
    )
    assert parties.endpoint(Side("A")) is None


def test_a_buyer_is_reached_where_it_says() -> None:
    buyer = parties.party(AMSTERDAM, outside=False)
    assert parties.reached(buyer, "  ") == buyer
    by_number = parties.reached(buyer, "0088: 8712345000004")
    assert by_number.endpoint == terms.Identifier("8712345000004", "0088") and by_number.legal_id is None
    registered = parties.reached(parties.party(REYKJAVIK, outside=False), "0196:5501692829")
    assert registered.endpoint == registered.legal_id == terms.Identifier("5501692829", "0196")
    for written in ("8712345000004", "0088:", "1234:1", ":1"):
        with pytest.raises(Invalid, match="is no electronic address") as refused:
            parties.reached(buyer, written)
        assert refused.value.field == "buyer_endpoint"


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("Nordlys AS", "", parties.IN_REGISTER),
        ("Nordlys ASA ", "", parties.IN_REGISTER),
        ("Ola Nordmann", "", ""),
        ("Glas", "", ""),
        ("Nordlys AS", "Foretaksregisteret", "Foretaksregisteret"),
    ],
)
def test_a_norwegian_company_says_that_it_is_in_the_register(name: str, number: str, said: str) -> None:
    side = Side(name, country="NO", vat_id="NO974760673MVA", registration="974760673", tax_number=number)
    assert parties.party(side, outside=False).tax_id == said


def test_a_greek_vat_id_begins_as_greeks_write_it() -> None:
    side = Side("A", country="GR", vat_id="GR094259216")
    assert parties.party(side, outside=False).vat_id == "EL094259216"


def test_danes_name_branch_and_account_in_kroner() -> None:
    seller = Side("Dansk", country="DK")

    def paid(iban: str, currency: str = "DKK", *, danes: bool = True) -> terms.Means:
        (means,) = parties.means(iban, "DABADKKK", currency, seller, danes=danes)
        return means

    at_home = paid("DK5000400440116243")
    assert (at_home.code, at_home.account) == ("42", terms.Account("0440116243", "Dansk", "0040"))
    abroad = paid("DE89370400440532013000")
    assert (abroad.code, abroad.account) == ("31", terms.Account("DE89370400440532013000", "Dansk", "DABADKKK"))
    assert paid("DK5000400440116243", "EUR").code == "58"
    assert paid("DK5000400440116243", danes=False).code == "30"
    assert parties.means("", "", "DKK", seller, danes=True) == ()
