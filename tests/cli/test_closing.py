"""Periods, rates, write-offs and reversals at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """C-1 owes 102.50 since January 2024."""
    context = factories.company()
    factories.customer(context, "C-1")
    done("invoice", "add", "C-1", "--total", "102.50", "--on", "2024-01-10", "--number", "INV-1")
    return context


def test_a_period_is_locked_and_unlocked_with_a_reason(context: Context) -> None:
    assert done("lock", "2024-01-31") == {"locked_through": "2024-01-31", "before": None}
    assert "locked through 2024-02-29" in quittance("lock", "2024-02-29").out
    assert quittance("lock", "2024-01-31", "--format", "json").refusal == ("conflict", "through")
    assert quittance("lock", "9999-01-01", "--format", "json").refusal == ("invalid", "through")
    late = ("invoice", "add", "C-1", "--total", "1", "--on", "2024-02-29", "--format", "json")
    assert quittance(*late).refusal == ("period_locked", "effective_on")
    assert quittance("unlock").code == 2, "a reason is needed"
    assert done("unlock", "--reason", "late paper", "--through", "2024-01-31")["locked_through"] == "2024-01-31"
    assert quittance(*late).code == 0
    assert "The books are not locked." in quittance("unlock", "--reason", "start again").out


def test_rates_are_set_and_listed(context: Context) -> None:
    assert "ECB" in quittance("rates").out
    said = quittance("rate", "usd", "0.9", "--on", "2024-01-01")
    assert "From 2024-01-01: 1 USD = 0.9 EUR." in said.out
    assert done("rates") == [{"currency": "USD", "base": "EUR", "on": "2024-01-01", "rate": "0.9"}]
    made = done("invoice", "add", "C-1", "--total", "10", "--on", "2024-01-10", "--currency", "USD")
    assert done("invoice", "show", made["number"])["base_total"] == "9.00"
    assert quittance("rate", "EUR", "1", "--format", "json").refusal == ("invalid", "currency")
    assert quittance("rate", "USD", "0,9", "--format", "json").refusal == ("invalid", "rate")


def test_a_small_balance_is_written_off_within_the_limit(context: Context) -> None:
    on = ("--on", "2024-02-01", "--format", "json")
    assert quittance("writeoff", "INV-1", "--reason", "charges", *on).refusal == ("limit_exceeded", "amount")
    assert quittance("writeoff", "INV-1").code == 2, "a reason is needed"
    done("pay", "100", "C-1", "--on", "2024-01-20", "--to", "INV-1")
    said = quittance("writeoff", "INV-1", "--reason", "charges", "--on", "2024-02-01")
    assert "Written off: 2.50 EUR of INV-1." in said.out
    assert done("invoice", "show", "INV-1")["state"] == "paid"


def test_an_invoice_or_an_entry_is_reversed_once(context: Context) -> None:
    done("pay", "100", "C-1", "--on", "2024-01-20", "--to", "INV-1", "--reference", "P-1")
    made = done("reverse", "INV-1", "--reason", "wrong customer", "--on", "2024-02-01")
    assert (made["kind"], made["effective_on"]) == ("invoice", "2024-02-01")
    assert done("payment", "show", "P-1")["unapplied"] == "100.00"
    assert quittance("reverse", "INV-1", "--reason", "again", "--format", "json").refusal == (
        "already_reversed",
        "number",
    )
    entry = done("payment", "show", "P-1")["entry_id"]
    said = quittance("reverse", "--entry", entry, "--reason", "bounced", "--on", "2024-02-02")
    assert f"Reversed: the payment {entry}, on 2024-02-02." in said.out
    assert quittance("reverse", "--reason", "nothing", "--format", "json").refusal == ("invalid", "number")
    assert quittance("reverse", "INV-9", "--reason", "x", "--format", "json").refusal == ("not_found", "number")
    assert done("verify")["clean"] is True
