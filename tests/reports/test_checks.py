"""Each check of `verify` catches what it is there for: a number is broken behind its back, and it names it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from quittance.actions import catalogue, grading, interest, payments, rates, stock
from quittance.actions.catalogue import AddItem
from quittance.actions.command import Context
from quittance.actions.stock import Receive
from quittance.books import sql
from quittance.reports import books, verify
from quittance.reports.checks import CHECKS
from quittance.rules.totals import ChargeInput, LineInput
from tests import factories

pytestmark = pytest.mark.django_db
MARCH, APRIL = datetime.date(2026, 3, 2), datetime.date(2026, 4, 1)

ITEM = (
    "UPDATE open_item SET {} WHERE tenant_id = %(tenant)s AND document_id = (SELECT id FROM document "
    "WHERE tenant_id = %(tenant)s AND number = '{}') AND kind = 'invoice'"
)
OTHER = "(SELECT id FROM customer WHERE tenant_id = %(tenant)s AND number = 'C-2')"
TOO_EARLY = (
    "UPDATE allocation SET effective_on = '2026-04-02' WHERE tenant_id = %(tenant)s AND amount > 0 AND credit_item_id "
    "IN (SELECT id FROM open_item WHERE tenant_id = %(tenant)s AND freed_on IS NOT NULL)"
)
CREDITED = "(SELECT id FROM open_item WHERE tenant_id = %(tenant)s AND kind = 'credit_note')"

BREAKS: dict[str, tuple[str, ...]] = {
    "payer grade: that of its days and promises": (
        "UPDATE payer_grade SET grade = 'A' WHERE tenant_id = %(tenant)s",
        "UPDATE payer_grade SET grade = '' WHERE tenant_id = %(tenant)s",
        "UPDATE payer_grade SET days_late = NULL WHERE tenant_id = %(tenant)s",
        "UPDATE payer_grade SET broken = broken + 1 WHERE tenant_id = %(tenant)s",
    ),
    "open item: allocated": (
        ITEM.format("allocated = allocated + 1", "INV-PART"),
        ITEM.format("allocated_base = allocated_base + 1", "INV-PART"),
        ITEM.format("allocated = 0, allocated_base = 0", "INV-PAID"),
    ),
    "open item: days of its allocations": (
        ITEM.format("touched_on = '2026-06-29'", "INV-PART"),
        ITEM.format("touched_on = NULL", "INV-PART"),
        ITEM.format("touched_on = '2026-06-29'", "INV-OPEN"),
        ITEM.format("freed_on = NULL", "INV-FREED"),
        ITEM.format("freed_on = '2026-06-29'", "INV-PART"),
    ),
    "open item: closed on": (
        ITEM.format("closed_on = '9999-12-31'", "INV-PAID"),
        ITEM.format("closed_on = '2026-06-29'", "INV-PAID"),
        ITEM.format("closed_on = '2026-06-29'", "INV-OPEN"),
    ),
    "open item: within its amount on every day": (TOO_EARLY,),
    "open item: within its amount at every moment": (
        "UPDATE allocation SET recorded_at = 1 WHERE tenant_id = %(tenant)s AND amount < 0",
    ),
    "open item: no base amount stays behind": (ITEM.format("allocated_base = base_amount - 1", "INV-PAID"),),
    "open item: day and moment of its entry": (
        ITEM.format("effective_on = '2026-03-01'", "INV-OPEN"),
        ITEM.format("recorded_at = recorded_at + 1", "INV-OPEN"),
    ),
    "open item: posted as a debt": (
        ITEM.format("amount = amount + 1, base_amount = base_amount + 1", "INV-OPEN"),
        ITEM.format("base_amount = base_amount + 1", "INV-OPEN"),
    ),
    "open item: posted as a credit": (
        "UPDATE open_item SET amount = amount + 1 WHERE tenant_id = %(tenant)s AND kind = 'payment'",
        "UPDATE open_item SET base_amount = base_amount + 1 WHERE tenant_id = %(tenant)s AND kind = 'credit_note'",
    ),
    "open item: closed when its entry was reversed": (ITEM.format("allocated = amount - 1", "INV-GONE"),),
    "document = its open items": (
        "UPDATE document SET total = total + 1, net = net + 1 WHERE tenant_id = %(tenant)s AND number = 'INV-PART'",
        "UPDATE document SET base_total = base_total - 1 WHERE tenant_id = %(tenant)s AND number = 'INV-DOLLAR'",
    ),
    "document = its lines with tax": (
        "UPDATE line SET net = net + 1 WHERE tenant_id = %(tenant)s AND n = 1",
        "UPDATE line SET tax_rate_e4 = 0 WHERE tenant_id = %(tenant)s AND n = 2",
        "UPDATE document SET net = net - 1, tax = tax + 1 WHERE tenant_id = %(tenant)s AND number = 'INV-LINES'",
    ),
    "document = its tax by rate": (
        "UPDATE document_tax SET tax = tax + 1 WHERE tenant_id = %(tenant)s AND rate_e4 = 210000",
        "DELETE FROM document_tax WHERE tenant_id = %(tenant)s AND rate_e4 = 0",
    ),
    "tax by rate = its lines": (
        "UPDATE document_tax SET net = net + 1 WHERE tenant_id = %(tenant)s AND rate_e4 = 210000",
        "UPDATE document_charge SET net = net - 1 WHERE tenant_id = %(tenant)s",
        "UPDATE document_tax SET rate_e4 = 90000 WHERE tenant_id = %(tenant)s AND rate_e4 = 0",
    ),
    "interest note = what it charged": (
        "UPDATE interest_charge SET interest = interest + 1 WHERE tenant_id = %(tenant)s",
        "DELETE FROM interest_charge WHERE tenant_id = %(tenant)s",
    ),
    "document: day and moment of its entry": (
        "UPDATE document SET issued_on = '2026-03-01' WHERE tenant_id = %(tenant)s AND number = 'INV-OPEN'",
        "UPDATE document SET recorded_at = 5 WHERE tenant_id = %(tenant)s AND number = 'INV-OPEN'",
    ),
    "payment = its credit item": (
        "UPDATE payment SET amount = amount + 1 WHERE tenant_id = %(tenant)s AND reference = 'PAY-PART'",
        "UPDATE payment SET base_amount = 1 WHERE tenant_id = %(tenant)s AND reference = 'PAY-PART'",
        f"UPDATE payment SET customer_id = {OTHER} WHERE tenant_id = %(tenant)s AND reference = 'PAY-PART'",
    ),
    "payment: day and moment of its entry": (
        "UPDATE payment SET received_on = '2026-03-01' WHERE tenant_id = %(tenant)s AND reference = 'PAY-PART'",
        "UPDATE payment SET recorded_at = 5 WHERE tenant_id = %(tenant)s AND reference = 'PAY-PART'",
    ),
    "item: on hand = its stock moves": (
        "UPDATE catalogue_item SET on_hand_e6 = on_hand_e6 - 1 WHERE tenant_id = %(tenant)s",
        "UPDATE stock_move SET quantity_e6 = 0 WHERE tenant_id = %(tenant)s AND kind = 'issue'",
        "DELETE FROM stock_move WHERE tenant_id = %(tenant)s",
    ),
    "allocation: after both its items, same currency": (
        "UPDATE allocation SET currency = 'CHF' WHERE tenant_id = %(tenant)s AND amount > 0",
        "UPDATE allocation SET effective_on = '2026-03-01' WHERE tenant_id = %(tenant)s AND amount > 0",
        "UPDATE allocation SET debit_item_id = credit_item_id WHERE tenant_id = %(tenant)s AND amount > 0",
    ),
    "allocation: day and moment of its entry": (
        "UPDATE allocation SET effective_on = '2026-06-30' WHERE tenant_id = %(tenant)s AND amount > 0",
        "UPDATE allocation SET recorded_at = recorded_at + 1 WHERE tenant_id = %(tenant)s",
    ),
    "allocation taken back: exact inverse": (
        "UPDATE allocation SET amount = amount - 1 WHERE tenant_id = %(tenant)s AND amount < 0",
        "UPDATE allocation SET debit_base = debit_base - 1 WHERE tenant_id = %(tenant)s AND amount < 0",
        "UPDATE allocation SET credit_base = credit_base - 1 WHERE tenant_id = %(tenant)s AND amount < 0",
        "UPDATE allocation SET effective_on = '2026-03-01' WHERE tenant_id = %(tenant)s AND amount < 0",
    ),
    "receivable account = open debit items": (
        "UPDATE posting SET amount = amount + 1 WHERE tenant_id = %(tenant)s AND currency = 'USD'",
        "UPDATE posting SET base_amount = base_amount + 1 WHERE tenant_id = %(tenant)s AND amount = 0",
    ),
    "unapplied account = open credit items": (
        f"DELETE FROM posting WHERE tenant_id = %(tenant)s AND item_id IN {CREDITED}",
    ),
    "posting: on the day of its entry": (
        "UPDATE posting SET effective_on = '2026-03-01' WHERE tenant_id = %(tenant)s AND currency = 'USD'",
    ),
    "posting: customer and currency of its item": (
        f"UPDATE posting SET customer_id = {OTHER} WHERE tenant_id = %(tenant)s AND currency = 'USD'",
        "UPDATE posting SET currency = 'CHF' WHERE tenant_id = %(tenant)s AND currency = 'USD'",
    ),
    "command: carried out with an event": (
        "UPDATE event SET command_id = NULL WHERE tenant_id = %(tenant)s AND verb = 'payments.refund'",
        "UPDATE command SET result = '' WHERE tenant_id = %(tenant)s AND verb = 'payments.refund'",
    ),
    "entry: not before its command": (
        "UPDATE entry SET recorded_at = 5 WHERE tenant_id = %(tenant)s AND kind = 'refund'",
    ),
    "entry: reversed after it was made": (
        "UPDATE entry SET effective_on = '2026-01-01' WHERE tenant_id = %(tenant)s AND kind = 'reversal'",
    ),
    "sum of what is open = its open items": (
        "UPDATE open_sum SET debit = debit + 1 WHERE tenant_id = %(tenant)s AND whose < 8 AND debit > 0",
        "UPDATE open_sum SET credit_base = credit_base - 1 WHERE tenant_id = %(tenant)s AND whose >= 8",
        "DELETE FROM open_sum WHERE tenant_id = %(tenant)s AND whose >= 8",
    ),
}
"""Check -> statements, each of which breaks something that the check must name."""


@pytest.fixture
def context() -> Context:
    """A company with papers in every state that a check looks at."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    rates.set_rate(context, rates.SetRate("USD", "EUR", MARCH, "0.9"))
    rates.set_rate(context, rates.SetRate("USD", "EUR", APRIL, "0.8"))
    factories.invoice(context, "INV-OPEN", "70.00", MARCH)
    factories.invoice(context, "INV-PART", "100.00", MARCH)
    factories.payment(context, "PAY-PART", "60.00", APRIL)
    factories.allocate(context, "PAY-PART", ("INV-PART", "40.00"))
    factories.invoice(context, "INV-PAID", "30.00", MARCH)
    factories.payment(context, "PAY-PAID", "30.00", APRIL)
    factories.allocate(context, "PAY-PAID", ("INV-PAID", "30.00"))
    factories.invoice(context, "INV-FREED", "20.00", MARCH)
    factories.payment(context, "PAY-FREED", "20.00", APRIL)
    made = factories.allocate(context, "PAY-FREED", ("INV-FREED", "20.00"))
    factories.unallocate(context, made.allocated[0].id, on=APRIL + datetime.timedelta(days=9))
    factories.allocate(context, "PAY-FREED", ("INV-FREED", "20.00"))
    factories.invoice(context, "INV-DOLLAR", "50.00", MARCH, currency="USD")
    factories.payment(context, "PAY-DOLLAR", "50.00", APRIL, currency="USD")
    factories.allocate(context, "PAY-DOLLAR", ("INV-DOLLAR", "50.00"))
    lines = (factories.line("Boxes", "3", "9.99", "21"), factories.line("Books", "1", "5.05", "9"))
    factories.invoice(context, "INV-LINES", "", MARCH, lines=lines)
    taxed = (*lines, factories.line("Course", "1", "80", tax_category="exempt", tax_reason="Article 132"))
    charges = (ChargeInput("allowance", "Loyalty", "5%", "21"), ChargeInput("charge", "Freight", "7.50", "21"))
    factories.invoice(context, "INV-CHARGES", "", MARCH, lines=taxed, charges=charges)
    factories.invoice(context, "INV-INSIDE", "", MARCH, lines=taxed, charges=charges, prices="with_tax")
    factories.credit_note(context, "CN-1", "10.00", MARCH)
    catalogue.add(context, AddItem("ROPE", "Rope", "3.50", stocked=True))
    stock.receive(context, Receive("ROPE", "9"))
    factories.invoice(context, "INV-STOCK", "", MARCH, lines=(LineInput("", "2", "", "", item="ROPE"),))
    factories.invoice(context, "INV-GONE", "5.00", MARCH)
    factories.reverse(context, "INV-GONE")
    payments.refund(context, payments.RefundPayment("PAY-PART", "20.00"))
    factories.invoice(context, "INV-LATE", "365.00", MARCH, MARCH, customer="C-2")
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    interest.charge(context, interest.ChargeInterest("C-2"))
    assert grading.keep(context) == 1
    assert verify.run(books.of(context)).clean
    return context


def test_every_broken_number_is_named(context: Context) -> None:
    for check, statements in BREAKS.items():
        for statement in statements:
            kept = transaction.savepoint()
            assert sql.execute(statement, {"tenant": context.tenant_id}) > 0, statement
            found = [one for one in verify.run(books.of(context)).differences if one.check == check]
            assert found, f"{check}: {statement}"
            assert found[0].subject and found[0].stands != found[0].computed, f"{check}: {statement}: {found[0]}"
            transaction.savepoint_rollback(kept)
    assert verify.run(books.of(context)).clean


def test_every_check_has_something_that_breaks_it() -> None:
    assert set(BREAKS) == set(CHECKS)


def test_checks_look_at_one_company_alone(context: Context) -> None:
    other = factories.company("Other Ltd")
    factories.customer(other, "C-1")
    factories.invoice(other, "INV-OPEN", "70.00")
    sql.execute(ITEM.format("touched_on = effective_on", "INV-OPEN"), {"tenant": other.tenant_id})
    assert verify.run(books.of(context)).clean
    assert not verify.run(books.of(other)).clean


def test_the_number_of_statements_does_not_grow_with_the_rows(context: Context) -> None:
    with connection.execute_wrapper(counted := _Counter()):
        verify.run(books.of(context))
    tables = {table for table, _ in CHECKS.values()}
    assert counted.statements == len(CHECKS) + len(tables) + 2, "two more: is interest kept, and how much of it"


class _Counter:
    statements = 0

    def __call__(self, execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        return execute(statement, params, many, context)
