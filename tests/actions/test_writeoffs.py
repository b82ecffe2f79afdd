"""Write-offs: small balances within the company's limit, on invoices and on leftover credit."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities, payments, writeoffs
from quittance.actions.command import Context
from quittance.actions.writeoffs import WriteOff
from quittance.reports import aged, books, journal, verify
from quittance.rules.refusals import Conflict, Invalid, LimitExceeded, NotFound, Overallocated, Refusal
from tests import factories

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company with the limit of 5.00 that a new one has, an invoice and a payment."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", MAY)
    factories.payment(context, "PAY-1", "96.00", JUNE)
    return context


def balance(context: Context, kind: str, on: datetime.date = factories.TODAY) -> int:
    """What an account stands at."""
    return {one.kind: one.balance for one in journal.balances(books.of(context), on)}[kind]


def receivable(context: Context) -> int:
    """What is owed in all."""
    return aged.summary(books.of(context), aged.Question(factories.TODAY)).receivable


def test_what_is_left_of_an_invoice_is_given_up(context: Context) -> None:
    factories.allocate(context, "PAY-1", ("INV-1", ""))
    made = factories.write_off(context, "INV-1")
    assert (made.amount, made.currency, made.number) == ("4.00", "EUR", "INV-1")
    assert (receivable(context), balance(context, "writeoff")) == (0, 4_00)
    assert verify.run(books.of(context)).clean


def test_what_is_left_of_a_payment_is_kept(context: Context) -> None:
    factories.invoice(context, "INV-2", "91.50", MAY)
    factories.allocate(context, "PAY-1", ("INV-2", ""))
    made = factories.write_off(context, "PAY-1")
    assert (made.amount, balance(context, "writeoff")) == ("4.50", -4_50)


def test_the_limit_is_reached_but_not_passed(context: Context) -> None:
    assert factories.write_off(context, "INV-1", "5.00").amount == "5.00"
    factories.invoice(context, "INV-2", "9.00", MAY)
    with pytest.raises(LimitExceeded, match=r"5\.01 EUR is above the small-balance limit of 5\.00"):
        factories.write_off(context, "INV-2", "5.01")


def test_the_limit_holds_for_the_debt_and_not_for_each_attempt(context: Context) -> None:
    factories.write_off(context, "INV-1", "3.00")
    factories.write_off(context, "INV-1", "2.00")
    with pytest.raises(LimitExceeded):
        factories.write_off(context, "INV-1", "0.01")
    factories.write_off(context, "PAY-1", "5.00")
    with pytest.raises(LimitExceeded):
        factories.write_off(context, "PAY-1", "0.01")


def test_a_writeoff_that_was_taken_back_frees_the_limit(context: Context) -> None:
    made = factories.write_off(context, "INV-1", "5.00")
    factories.reverse(context, entry_id=made.entry_id)
    assert (receivable(context), balance(context, "writeoff")) == (4_00, 0)
    factories.write_off(context, "INV-1", "5.00")
    assert verify.run(books.of(context)).clean


def test_the_limit_is_in_base_currency_and_a_company_sets_it(context: Context) -> None:
    factories.invoice(context, "INV-USD", "10.00", MAY, currency="USD", rate="0.6")
    with pytest.raises(LimitExceeded, match=r"6\.00 EUR"):
        factories.write_off(context, "INV-USD")
    entities.edit(context, entities.EditEntity(writeoff_limit="6.00"))
    assert factories.write_off(context, "INV-USD").amount == "10.00"
    assert balance(context, "writeoff") == 6_00


def test_instalments_are_given_up_together(context: Context) -> None:
    factories.invoice(context, "INV-2", "4.01", MAY, terms="50/50 net 30/60")
    assert factories.write_off(context, "INV-2").amount == "4.01"
    assert verify.run(books.of(context)).clean


def test_it_is_dated_today_unless_told(context: Context) -> None:
    factories.write_off(context, "INV-1", "1.00", JUNE)
    factories.write_off(context, "INV-1", "1.00")
    assert (balance(context, "writeoff", JUNE), balance(context, "writeoff")) == (1_00, 2_00)


def test_what_stands_on_a_writeoff_waits_for_it(context: Context) -> None:
    made = factories.write_off(context, "INV-1", "1.00")
    with pytest.raises(Conflict, match=f"written off since. Reverse entry {made.entry_id} first"):
        factories.reverse(context, "INV-1")
    factories.reverse(context, entry_id=made.entry_id)
    factories.reverse(context, "INV-1")
    assert (receivable(context), balance(context, "writeoff")) == (-96_00, 0)
    assert verify.run(books.of(context)).clean


def test_a_name_that_means_two_open_things_is_refused(context: Context) -> None:
    factories.payment(context, "INV-1", "5.00", JUNE)
    with pytest.raises(Conflict, match="both called 'INV-1'"):
        factories.write_off(context, "INV-1", "1.00")
    payments.refund(context, payments.RefundPayment("INV-1"))
    assert factories.write_off(context, "INV-1", "1.00").amount == "1.00"
    assert balance(context, "writeoff") == 1_00


REFUSED: dict[str, tuple[WriteOff, type[Refusal], str]] = {
    "nothing of that name": (WriteOff("INV-9", "small"), NotFound, "number"),
    "no reason": (WriteOff("INV-1", " ", "1.00"), Invalid, "reason"),
    "more than is open": (WriteOff("INV-1", "small", "100.01"), Overallocated, "amount"),
    "nothing is open": (WriteOff("INV-0", "small"), Overallocated, "number"),
    "nothing": (WriteOff("INV-1", "small", "0"), Invalid, "amount"),
    "before the invoice": (WriteOff("INV-1", "small", "1.00", datetime.date(2026, 4, 30)), Invalid, "effective_on"),
    "beyond all years": (WriteOff("INV-1", "small", "1.00", datetime.date.max), Invalid, "effective_on"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    factories.invoice(context, "INV-0", "1.00", MAY)
    factories.write_off(context, "INV-0")
    data, kind, field = REFUSED[name]
    with pytest.raises(kind) as refused:
        writeoffs.write_off(context, data)
    assert type(refused.value) is kind
    assert refused.value.field == field
    assert balance(context, "writeoff") == 1_00
