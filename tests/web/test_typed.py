"""What people type: amounts with thousands apart, customers by name, lines, shares of invoices."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.reports.open_items import OpenRow
from quittance.rules.refusals import Invalid, NotFound
from quittance.rules.totals import LineInput
from quittance.web import typed
from quittance.web.form import Form
from quittance.web.visit import Visit
from tests import factories

DUE = datetime.date(2026, 6, 1)


def form(query: str, context: Context | None = None) -> Form:
    """A form that was sent."""
    request = RequestFactory().post("/")
    request.POST = QueryDict(query)
    return Form(Visit(request, context or object.__new__(Context)))


def row(number: str, left: int, due_on: datetime.date = DUE, currency: str = "EUR", late: int = 0) -> OpenRow:
    return OpenRow(1, number, "invoice", DUE, due_on, late, 0, currency, left, left)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("24,115.00", "24115.00"),
        ("1,234,567.8", "1234567.8"),
        (" 12 500 ", "12500"),
        ("1\u00a0000.50", "1000.50"),
        ("−5", "-5"),
        ("12,5", "12,5"),
        ("1.234,50", "1.234,50"),
        ("1,23,456", "1,23,456"),
        ("many", "many"),
    ],
)
def test_thousands_may_be_apart_and_anything_else_is_left_for_the_rules(text: str, plain: str) -> None:
    assert typed.amount(text) == plain


@pytest.mark.django_db
def test_a_customer_is_told_by_number_or_by_a_name_that_is_one(company: Context) -> None:
    visit = form("", company).visit
    assert typed.customer(visit, " C-2 ").name == "Palmera <Retail>"
    assert typed.customer(visit, "bright").number == "C-1"
    with pytest.raises(NotFound):
        typed.customer(visit, "nobody")
    with pytest.raises(Invalid, match="Enter the customer"):
        typed.customer(visit, " ")
    for n in range(6):
        factories.customer(company, f"B-{n}", name=f"Bright {n}")
    with pytest.raises(Invalid, match=r"Several customers hold 'bright': .* and more\. Enter the number"):
        typed.customer(visit, "bright")


def test_lines_without_words_and_price_are_none() -> None:
    sent = form(
        "description=Boxes&quantity=1,200&unit_price=0.84&tax_rate=21 %25"
        "&description=&quantity=3&unit_price=&tax_rate=&description=Delivery&quantity=&unit_price=8&tax_rate="
    )
    assert typed.lines(sent) == (LineInput("Boxes", "1200", "0.84", "21"), LineInput("Delivery", "1", "8", "0"))
    assert typed.rows(form("description=only")) == [("only", "", "", "", "", "")]
    assert typed.lines(form("")) == ()


def test_shares_are_the_invoices_with_an_amount_beside_them() -> None:
    sent = form("invoice=INV-1&apply=1,000.00&invoice=INV-2&apply=&invoice=&apply=5&invoice=INV-3&apply=7")
    assert typed.shares(sent) == (ShareInput("INV-1", "1000.00"), ShareInput("INV-3", "7"))


def test_instalments_of_one_invoice_are_owed_together() -> None:
    later = DUE + datetime.timedelta(days=30)
    items: list[Any] = [row("A", 100, late=9), row("B", 50, currency="USD"), row("A", 40, later), row("P", -70)]
    owed = typed.owed(items, "EUR", {"A": "12"})
    assert [(one.number, one.due_on, one.open, one.days_late, one.apply) for one in owed] == [("A", DUE, 140, 9, "12")]
