"""What a link shows: the open part with how to pay it, what is settled, reversed or credited, and estimates."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity
from quittance.reports import books, links, opened
from quittance.reports.opened import Opened
from quittance.rules import references
from tests import einvoiced, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company that knows all, and a German customer."""
    return einvoiced.company()


def page(context: Context, number: str, today: datetime.date | None = None) -> Opened:
    """What a link to it shows."""
    here = books.of(context)
    return opened.page(here, links.target(here, number), today or context.today)


def test_what_is_open_is_told_with_how_to_pay_it(context: Context) -> None:
    found = page(context, "E-INV-1")
    assert (found.amount, found.word, found.late) == ("€175.39", "open", False) and found.code.startswith("data:image")
    assert found.said == ("It is due on 30 July 2026.",)
    assert "NL91 ABNA 0417 1643 00" in [fact.value for fact in found.facts]
    late = page(context, "E-INV-1", context.today + datetime.timedelta(60))
    assert late.late and late.said == ("It was due on 30 July 2026.",)


def test_a_swiss_account_shows_the_code_of_the_payment_part(context: Context) -> None:
    iban = "CH4431999123000889012"
    entities.edit(context, EditEntity(iban=iban, street="Rue du Lac 1268", postcode="2501", city="Biel", country="CH"))
    found, reference = page(context, "E-INV-1"), references.asked(iban, "E-INV-1", "EUR")[1]
    assert found.code.startswith("data:image/svg") and [fact.label for fact in found.facts] == ["To"]
    assert references.grouped(reference) in found.pay[0].text


def test_an_invoice_in_parts_asks_for_the_first_open_one(context: Context) -> None:
    lines = (factories.line("Paper", "1", "100.00", "21"),)
    factories.invoice(context, "E-2", "", customer="E-1", lines=lines, terms="50/50 net 30/60")
    assert [(one.label, one.value) for one in page(context, "E-2").parts] == [
        ("30 July 2026", "€60.50"),
        ("29 August 2026", "€60.50"),
    ]
    factories.payment(context, "PAY-1", "60.50", customer="E-1", allocate="chosen", shares=_all_of("E-2", "60.50"))
    left = page(context, "E-2")
    assert (left.amount, len(left.parts), left.said) == ("€60.50", 1, ("€60.50: It is due on 29 August 2026.",))


def test_what_is_settled_reversed_or_credited_asks_for_nothing(context: Context) -> None:
    factories.payment(context, "PAY-1", "175.39", customer="E-1", allocate="oldest")
    assert page(context, "E-INV-1").said == ("It is paid. Thank you.",) and not page(context, "E-INV-1").facts
    factories.credit_note(context, "E-CN", "5.00", customer="E-1")
    assert page(context, "E-CN").word == "credited to you"
    factories.invoice(context, "E-3", "5.00", customer="E-1")
    factories.reverse(context, "E-3")
    assert "taken back" in page(context, "E-3").said[0]


def test_the_e_invoice_is_the_first_whose_rules_hold(context: Context) -> None:
    here = books.of(context)
    made = opened.electronic(here, links.target(here, "E-INV-1"), context.today)
    assert made is not None and made.name == "E-INV-1-ubl.xml"
    assert opened.pdf(here, links.target(here, "E-INV-1"), context.today).content.startswith(b"%PDF")
    bare = factories.company("Bare")
    factories.customer(bare, "C-1")
    factories.invoice(bare, "INV-1", "10.00")
    there = books.of(bare)
    assert opened.electronic(there, links.target(there, "INV-1"), bare.today) is None


def _all_of(number: str, amount: str) -> tuple[object, ...]:
    from quittance.actions.allocations import ShareInput

    return (ShareInput(number, amount),)
