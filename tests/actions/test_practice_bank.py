"""The statement of today: it adds up, no invoice is paid twice, and the workbench has something of every kind."""

from __future__ import annotations

import datetime
import random

import pytest

from quittance.actions import practice_bank
from quittance.actions.practice_bank import Open
from quittance.books import sql
from quittance.formats import statements
from tests import factories

DAY = datetime.date(2026, 6, 30)
FOUND = [
    Open(
        f"INV-2026-{n:05d}", 1_000_00 + 137 * n, f"C-{n % 60}", f"Payer {n % 60} B.V.", f"NL{n % 60:02d}PRAC0123456789"
    )
    for n in range(1, 301)
]


def test_the_statement_is_read_whole_and_adds_up() -> None:
    made = practice_bank.receipts(FOUND, random.Random(1))
    assert len(made) == practice_bank.RECEIPTS
    found = statements.read(practice_bank.statement(made, DAY).encode())
    assert [line.amount for one in found.statements for line in one.lines] == [one.amount for one in made]
    one = found.statements[0]
    assert (one.closing or 0) - (one.opening or 0) == sum(receipt.amount for receipt in made)


def test_no_invoice_is_paid_twice_and_the_kinds_are_many() -> None:
    made = practice_bank.receipts(FOUND, random.Random(1))
    whole = [one.text for one in made if one.text.startswith("INV-2026") and len(one.text) == len("INV-2026-00001")]
    assert len(whole) == len(set(whole)) > 20
    texts = " ".join(one.text for one in made)
    for word in ("AND", "CHARGES DEDUCTED", "LESS FREIGHT", "ACC. TO AGREEMENT", "COSTS OF THE ACCOUNT"):
        assert word in texts
    assert sum(1 for one in made if one.amount < 0) == 1


@pytest.mark.django_db
def test_it_arrives_once_and_waits_for_the_worker() -> None:
    context = factories.company()
    factories.customer(context, "C-1", iban="NL91ABNA0417164300")
    for n in range(3):
        factories.invoice(context, f"INV-2026-{n:05d}", "100.00", context.today, context.today)
    practice_bank.arrive(context, context, 1)
    count = sql.row("SELECT COUNT(*), SUM(amount) FROM bank_line WHERE tenant_id = %s", [context.tenant_id])
    assert count == (4, 300_00 + 41_75 - 18_00), "two invoices paid together, one alone, a stranger and a charge"
    assert sql.row("SELECT COUNT(*) FROM payment WHERE tenant_id = %s", [context.tenant_id]) == (0,)
    waiting = sql.row("SELECT state FROM cash_run WHERE tenant_id = %s", [context.tenant_id])
    assert waiting == ("queued",)


@pytest.mark.django_db
def test_without_open_invoices_only_the_strangers_come() -> None:
    context = factories.company()
    practice_bank.arrive(context, context, 1)
    assert sql.row("SELECT COUNT(*) FROM bank_line WHERE tenant_id = %s", [context.tenant_id]) == (2,)
