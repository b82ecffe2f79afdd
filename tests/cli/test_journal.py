"""The journal, the audit trail and the recomputation at the terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quittance.actions.command import Context
from quittance.books import sql
from quittance.cli import faults
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAYS = ("--since", "2024-01-01", "--until", "2024-12-31")


@pytest.fixture
def context() -> Context:
    """An invoice with tax and a payment in January 2024."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    done("invoice", "add", "C-1", "--line", "Boxes|2|50|21", "--on", "2024-01-10", "--number", "INV-1")
    done("invoice", "add", "C-2", "--total", "5", "--on", "2024-01-11", "--number", "INV-2")
    done("pay", "121", "C-1", "--on", "2024-01-20", "--oldest")
    return context


def test_the_journal_shows_every_posting_of_the_days(context: Context) -> None:
    rows = done("journal", *DAYS)
    assert [(row["debit"], row["credit"], row["amount"]) for row in rows[:2]] == [
        ("1300 Trade receivables", "4000 Revenue", "100.00"),
        ("1300 Trade receivables", "2200 Tax on sales", "21.00"),
    ]
    assert len(rows) == 5
    assert {row["customer"] for row in done("journal", *DAYS, "--customer", "C-2")} == {"C-2"}
    assert done("journal", "--since", "2024-02-01", "--until", "2024-02-29") == []
    assert "Nothing was posted on these days." in quittance("journal", "--until", "2020-01-31").out
    wrong = ("journal", "--since", "2024-02-01", "--until", "2024-01-01", "--format", "json")
    assert quittance(*wrong).refusal == ("invalid", "since")


def test_the_general_ledger_balances(context: Context) -> None:
    rows = quittance("journal", *DAYS, "--general-ledger", "--format", "csv").rows
    assert len(rows) == 10
    assert sum(Decimal(row["debit"]) for row in rows) == sum(Decimal(row["credit"]) for row in rows) == 368
    assert quittance("journal", *DAYS, "--general-ledger", "--customer", "C-1").code == 2


def test_the_audit_trail_is_newest_first_and_filtered(context: Context) -> None:
    quittance("pay", "1", "C-9")
    assert [row["verb"] for row in done("audit", "--limit", "2")] == ["payments.record", "payments.record"]
    assert [row["outcome"] for row in done("audit", "--outcome", "refused")] == ["not_found"]
    assert len(done("audit", "--verb", "invoices.record")) == 2
    assert done("audit", "--actor", "nobody") == []
    assert done("audit", "--limit", "1")[0]["recorded_at"].endswith("Z")
    assert "not_found" in quittance("audit").out
    assert quittance("audit", "--limit", "501").code == 2


def test_the_audit_trail_needs_its_own_permission(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    email = next(row["email"] for row in done("user", "list") if row["id"] == str(clerk.actor.id))
    assert quittance("audit", "--as", email, "--format", "json").refusal[0] == "not_allowed"
    assert quittance("journal", "--as", email).code == 0


def test_clean_books_verify_with_code_0_and_others_with_code_1(context: Context) -> None:
    said = quittance("verify")
    assert said.code == 0 and "no difference" in said.out
    sql.execute(
        "UPDATE open_item SET touched_on = %s WHERE tenant_id = %s AND side = 'D'", ["2024-03-01", context.tenant_id]
    )
    broken = quittance("verify", "--format", "json")
    assert broken.code == faults.DIFFERENCES
    assert broken.document["clean"] is False and broken.document["count"] >= 1
    assert {one["check"] for one in broken.document["differences"]} >= {"open item: days of its allocations"}
    assert "differences. Keep the database" in quittance("verify").out
