"""Ledger rows taken apart: customer, invoice, and for a paid one the payment and its allocation."""

from __future__ import annotations

from quittance.rules.exchange import ALLOCATIONS, COLUMNS, CUSTOMERS, INVOICES, PAYMENTS
from quittance.rules.mapping import FIELDS, LEDGER
from quittance.rules.mapping_ledger import field_of, parts


def apart(**given: str) -> dict[str, dict[str, str]]:
    """What a row says by kind, fields that are empty left out."""
    row = {"number": "I-1", "customer_number": "C-1", "issued_on": "2026-01-01", "total": "10.00", **given}
    made = parts([row.get(name, "") for name in FIELDS[LEDGER]])
    return {
        kind: {name: value for name, value in zip(COLUMNS[kind], values, strict=True) if value}
        for kind, values in made.items()
    }


def test_an_open_invoice_is_its_customer_and_itself() -> None:
    assert apart(currency="USD", terms="net 30") == {
        CUSTOMERS: {"number": "C-1", "name": "C-1", "currency": "USD"},
        INVOICES: {
            "number": "I-1",
            "customer_number": "C-1",
            "issued_on": "2026-01-01",
            "currency": "USD",
            "total": "10.00",
            "terms": "net 30",
        },
    }


def test_a_paid_invoice_brings_a_payment_and_its_allocation() -> None:
    made = apart(paid_on="2026-02-03", customer_name="Acme")
    assert made[CUSTOMERS]["name"] == "Acme"
    assert made[PAYMENTS] == {
        "reference": "I-1-PAID",
        "customer_number": "C-1",
        "received_on": "2026-02-03",
        "amount": "10.00",
    }
    assert made[ALLOCATIONS] == {"payment_reference": "I-1-PAID", "invoice_number": "I-1"}
    part = apart(paid_on="2026-02-03", paid_amount="4.00", payment_reference="P-7")
    assert part[PAYMENTS]["amount"] == "4.00" and part[PAYMENTS]["reference"] == "P-7"
    assert PAYMENTS not in apart(paid_on="2026-02-03", paid_amount="0.00")


def test_terms_of_a_ledger_that_says_the_due_day_are_left_alone() -> None:
    assert "terms" not in apart(due_on="2026-02-01", terms="NAA8")[INVOICES]


def test_less_than_zero_is_a_credit_note_and_was_not_paid() -> None:
    made = apart(total="-5.00", paid_on="2026-02-01")
    assert made[INVOICES]["kind"] == "credit_note" and made[INVOICES]["total"] == "5.00"
    assert PAYMENTS not in made
    assert apart(kind="credit_note", paid_on="2026-02-01").keys() == {CUSTOMERS, INVOICES}


def test_a_fault_of_a_part_is_told_by_the_ledgers_own_field() -> None:
    assert field_of(PAYMENTS, "received_on") == "paid_on"
    assert field_of(CUSTOMERS, "name") == "customer_name"
    assert field_of(INVOICES, "total") == "total"
    assert field_of(PAYMENTS, "payer_name") == ""
