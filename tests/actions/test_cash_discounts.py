"""Discounts taken with a payment: by the value day, in parts by policy, with the tax taken back by country."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import cash, terms
from quittance.actions.allocations import ShareInput
from quittance.actions.cash import ApplyLine, Part
from quittance.actions.command import Context
from quittance.actions.terms import SetDiscountPolicy
from quittance.reports import books, verify
from quittance.rules.refusals import LimitExceeded
from tests import factories
from tests.actions.test_cash import balances, line

pytestmark = pytest.mark.django_db

ISSUED = datetime.date(2026, 2, 25)
TAXED = (factories.line("Rope", "1", "1000", "20"),)


def begun(country: str = "NL") -> Context:
    """A company with an invoice of 1,200.00, 200.00 of it tax, at 2/10 net 30."""
    made = factories.company(country=country)
    factories.customer(made, "C-1")
    factories.invoice(made, "INV-1", "", ISSUED, terms="2/10 net 30", lines=TAXED)
    return made


def pay(context: Context, cash_paid: str, less: str) -> None:
    """A clerk applies a line of 3 March with a discount."""
    clerk = factories.member(context, "clerk")
    cash.apply_line(clerk, ApplyLine(line(context, cash_paid), "C-1", (Part("INV-1", cash_paid, less, "discount"),)))


def test_the_tax_in_a_discount_is_taken_back_where_the_country_does_so() -> None:
    context = begun()
    pay(context, "1176.00", "24.00")
    assert (balances(context)["discount"], balances(context)["tax"]) == (2_000, -19_600)
    assert not verify.run(books.of(context)).differences


def test_elsewhere_or_by_choice_the_tax_stays_as_invoiced() -> None:
    context = begun("US")
    pay(context, "1176.00", "24.00")
    assert (balances(context)["discount"], balances(context)["tax"]) == (2_400, -20_000)
    other = begun()
    terms.set_discount_policy(other, SetDiscountPolicy(False, "keep"))
    pay(other, "1176.00", "24.00")
    assert balances(other)["discount"] == 2_400


def test_a_part_earns_its_share_by_policy_and_the_rest_later() -> None:
    context = begun()
    with pytest.raises(LimitExceeded):
        pay(context, "588.00", "12.00")
    terms.set_discount_policy(context, SetDiscountPolicy(True))
    with pytest.raises(LimitExceeded):
        pay(context, "588.00", "12.01")
    pay(context, "588.00", "12.00")
    with pytest.raises(LimitExceeded):
        pay(context, "576.00", "24.00")
    pay(context, "588.00", "12.00")
    assert balances(context)["discount"] == 2_000 and not verify.run(books.of(context)).differences


def test_what_a_credit_note_took_off_earns_no_discount() -> None:
    context = begun()
    factories.credit_note(context, "CN-1", "600.00", ISSUED, allocate=(ShareInput("INV-1"),))
    with pytest.raises(LimitExceeded):
        pay(context, "587.99", "12.01")
    pay(context, "588.00", "12.00")
    assert not verify.run(books.of(context)).differences


def test_a_discount_taken_late_is_refused_and_becomes_a_deduction() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 2, 1), terms="2/10 net 30")
    with pytest.raises(LimitExceeded) as refused:
        pay(context, "98.00", "2.00")
    assert "deduction" in refused.value.sentence
    part = Part("INV-1", "98.00", "2.00", "deduction", "discount")
    made = cash.apply_line(context, ApplyLine(line(context, "98.00"), "C-1", (part,)))
    assert made.deductions == ("INV-1: 2.00 early-payment discount",)
