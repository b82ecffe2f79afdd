"""Statements: item by item or as activity, per currency, and both end on the same balance."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import writeoffs
from quittance.actions.command import Context
from quittance.reports import books, statement
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{text}")


@pytest.fixture
def context() -> Context:
    """C-1 with two invoices, a partial payment, a credit note and a dollar invoice; C-2 with one invoice."""
    context = factories.company()
    factories.customer(context, "C-1", name="Harbour Cranes")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "100.00", day("04-01"), day("05-01"))
    factories.invoice(context, "INV-2", "50.00", day("05-10"), day("06-10"))
    factories.invoice(context, "INV-3", "80.00", day("05-20"), day("06-20"), currency="USD", rate="0.9")
    factories.invoice(context, "OTHER", "9.99", day("05-20"), customer="C-2")
    factories.payment(context, "PAY-1", "130.00", day("05-15"))
    factories.allocate(context, "PAY-1", ("INV-1", "100.00"))
    factories.credit_note(context, "CN-1", "5.00", day("06-01"))
    return context


def test_an_open_item_statement_runs_over_what_is_open(context: Context) -> None:
    made = statement.open_item(books.of(context), "C-1", day("06-30"))
    assert (made.kind, made.entity, made.customer_name, made.until) == (
        "open_item",
        "Practice Ltd",
        "Harbour Cranes",
        day("06-30"),
    )
    euro, dollar = made.sections
    assert [(row.number, row.amount, row.balance) for row in euro.rows] == [
        ("PAY-1", -30_00, -30_00),
        ("CN-1", -5_00, -35_00),
        ("INV-2", 50_00, 15_00),
    ]
    assert [row.due_on for row in euro.rows] == [None, None, day("06-10")]
    assert (euro.currency, euro.opening, euro.closing) == ("EUR", 0, 15_00)
    assert (dollar.currency, dollar.closing, [row.number for row in dollar.rows]) == ("USD", 80_00, ["INV-3"])


def test_an_earlier_day_is_shown_as_it_was(context: Context) -> None:
    made = statement.open_item(books.of(context), "C-1", day("05-14"))
    assert [(row.number, row.amount) for row in made.sections[0].rows] == [("INV-1", 100_00), ("INV-2", 50_00)]
    assert statement.open_item(books.of(context), "C-1", day("03-31")).sections == ()


def test_activity_runs_from_the_opening_to_the_closing_balance(context: Context) -> None:
    made = statement.activity(books.of(context), "C-1", day("05-01"), day("06-30"))
    euro, dollar = made.sections
    assert (euro.opening, euro.closing) == (100_00, 15_00)
    assert [(row.on, row.number, row.kind, row.amount, row.balance) for row in euro.rows] == [
        (day("05-10"), "INV-2", "invoice", 50_00, 150_00),
        (day("05-15"), "PAY-1", "payment", -130_00, 20_00),
        (day("06-01"), "CN-1", "credit_note", -5_00, 15_00),
    ]
    assert (dollar.opening, dollar.closing) == (0, 80_00)


def test_both_kinds_end_on_the_same_balance_on_every_day(context: Context) -> None:
    writeoffs.write_off(context, writeoffs.WriteOff("CN-1", "too small to keep", effective_on=day("06-25")))
    mine = books.of(context)
    for n in range(0, 100, 9):
        until = day("03-25") + datetime.timedelta(days=n)
        items = {one.currency: one.closing for one in statement.open_item(mine, "C-1", until).sections}
        moves = {one.currency: one.closing for one in statement.activity(mine, "C-1", day("01-01"), until).sections}
        assert {code: amount for code, amount in moves.items() if amount} == items


def test_instalments_of_one_invoice_are_one_line_of_activity(context: Context) -> None:
    factories.invoice(context, "PARTS", "90.00", day("06-05"), customer="C-2", terms="50/50 net 30/60")
    made = statement.activity(books.of(context), "C-2", day("06-01"), day("06-30"))
    (row,) = made.sections[0].rows
    assert (row.number, row.amount, row.due_on) == ("PARTS", 90_00, day("08-04"))
    assert len(statement.open_item(books.of(context), "C-2", day("06-30")).sections[0].rows) == 3


def test_an_unknown_customer_and_days_the_wrong_way_round_are_refused(context: Context) -> None:
    mine = books.of(context)
    with pytest.raises(NotFound) as unknown:
        statement.open_item(mine, "C-9", day("06-30"))
    assert unknown.value.field == "customer"
    with pytest.raises(NotFound):
        statement.activity(mine, "C-9", day("06-01"), day("06-30"))
    with pytest.raises(Invalid) as refused_days:
        statement.activity(mine, "C-1", day("06-30"), day("06-29"))
    assert refused_days.value.field == "since"


def test_the_customer_of_another_company_is_unknown(context: Context) -> None:
    with pytest.raises(NotFound):
        statement.open_item(books.of(factories.company()), "C-1", day("06-30"))
