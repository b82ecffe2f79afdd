"""Parties of a paper: names and addresses in the reader's language, and how the money is to be sent."""

from __future__ import annotations

import pytest

from quittance.actions import contacts, entities, practice_places
from quittance.actions.command import Context
from quittance.reports import letterhead, paper_parties
from quittance.reports.books import of
from quittance.reports.paper_parties import Wanted
from quittance.rules.refusals import NotFound
from tests import factories
from tests.formats.pictures import SVG

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A Dutch company with a letterhead, and a German customer."""
    made = factories.company("Alder", country="NL")
    entities.edit(made, practice_places.LETTERHEAD)
    fields = {"street": "Weg 1\nTor 4", "postcode": "04109", "city": "Leipzig", "country": "DE"}
    factories.customer(made, "D-1", name="Donau GmbH", language="de", vat_id="DE136695976", **fields)
    return made


def test_both_sides_stand_in_the_language_of_the_customer(context: Context) -> None:
    contacts.add(context, contacts.AddContact("D-1", "Ada Reed", "", "", "Buchhaltung", True))
    contacts.add(context, contacts.AddContact("D-1", "Not Main", "", "", "", False))
    parties = paper_parties.of(of(context), "D-1")
    assert paper_parties.issuer(parties) == (
        "Alder & Reed Packaging B.V.",
        "Papierkade 18, 1021 AB Amsterdam, Niederlande",
        "USt-IdNr. NL851234501B01, KvK 51234501, Amsterdam",
    )
    assert paper_parties.addressee(parties) == (
        "Donau GmbH",
        "z. Hd. Buchhaltung, Ada Reed",
        "Weg 1",
        "Tor 4",
        "04109 Leipzig",
        "Deutschland",
        "USt-IdNr. DE136695976",
    )


def test_a_customer_without_an_address_is_its_name(context: Context) -> None:
    factories.customer(context, "C-1")
    parties = paper_parties.of(of(context), "C-1")
    assert paper_parties.addressee(parties) == ("Customer C-1",)
    assert paper_parties.issuer(parties)[1] == "Papierkade 18, 1021 AB Amsterdam"
    with pytest.raises(NotFound):
        paper_parties.of(of(context), "C-9")


def test_the_code_is_for_euros_only_and_the_account_stands_in_groups(context: Context) -> None:
    parties = paper_parties.of(of(context), "D-1")
    euros = paper_parties.how_to_pay(parties, Wanted(100, "EUR", "INV-1", "RF47INV1"))
    assert euros["code"].startswith("<svg") and len(euros["pay"]) == 2
    dollars = paper_parties.how_to_pay(parties, Wanted(100, "USD", "INV-1"))
    assert dollars["code"] == "" and "NL47 PRAC 0851 2345 01" in dollars["pay"][0].text
    boxes = paper_parties.where_to_pay(parties, Wanted(100, "EUR", "INV-1"))
    assert [box.value for box in boxes] == ["NL47 PRAC 0851 2345 01", "INV-1"]


def test_without_an_account_nothing_is_said_of_one() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    parties = paper_parties.of(of(context), "C-1")
    wanted = Wanted(100, "EUR", "INV-1")
    assert paper_parties.how_to_pay(parties, wanted) == {"code": "", "pay": (), "slip": None}
    assert [box.value for box in paper_parties.where_to_pay(parties, wanted)] == ["INV-1"]
    assert paper_parties.logo(of(context)).content == b""
    entities.set_logo(context, entities.logo(SVG))
    assert paper_parties.logo(of(context)).kind == "svg"


def test_a_long_footer_is_laid_in_lines(context: Context) -> None:
    entities.edit(context, entities.EditEntity(footer="word " * 60 + "\nsecond"))
    sheet = paper_parties.sheet(paper_parties.of(of(context), "D-1"), "Rechnung", "INV-1", footer=("first",))
    assert sheet.footer[0] == "first" and sheet.footer[-1] == "second"
    assert max(len(line) for line in sheet.footer) <= paper_parties.FOOTER_SIGNS


def test_texts_of_the_company_speak_the_language_of_the_paper(context: Context) -> None:
    said, how = "Goods stay ours.\n[de] Die Ware bleibt unser.", "By transfer.\n[de] Per Überweisung."
    entities.edit(context, entities.EditEntity(footer=said, payment_text=how))
    factories.customer(context, "E-1", language="en")
    for number, footer, pay in (
        ("D-1", "Die Ware bleibt unser.", "Per Überweisung."),
        ("E-1", "Goods stay ours.", "By transfer."),
    ):
        parties = paper_parties.of(of(context), number)
        assert paper_parties.sheet(parties, "x", "x").footer == (footer,)
        assert paper_parties.how_to_pay(parties, Wanted(100, "EUR", "INV-1"))["pay"][-1].text == pay


def test_a_reference_stands_in_groups_of_four() -> None:
    head = letterhead.of(of(factories.company()))
    assert paper_parties.reference_of(head, "INV-26-00591", "EUR") == ("RF66INV2600591", "RF66 INV2 6005 91")
    assert paper_parties.reference_of(head, "x" * 40, "EUR") == ("", "")
