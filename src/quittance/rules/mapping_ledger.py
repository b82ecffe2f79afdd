"""Rows of a ledger taken apart: the customer, the invoice, and for a paid one the payment and its allocation."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.rules.exchange import ALLOCATIONS, COLUMNS, CUSTOMERS, INVOICES, PAYMENTS
from quittance.rules.ledger import CREDIT_NOTE
from quittance.rules.mapping import FIELDS, LEDGER

PAID = "-PAID"
"""Behind an invoice's number: the reference of the payment that cleared it, where the ledger gives none."""

_NAMES = FIELDS[LEDGER]
_BACK = {
    (CUSTOMERS, "number"): "customer_number",
    (CUSTOMERS, "name"): "customer_name",
    (PAYMENTS, "reference"): "payment_reference",
    (PAYMENTS, "received_on"): "paid_on",
    (PAYMENTS, "amount"): "paid_amount",
    (ALLOCATIONS, "payment_reference"): "payment_reference",
    (ALLOCATIONS, "invoice_number"): "number",
    (ALLOCATIONS, "amount"): "paid_amount",
    (ALLOCATIONS, "effective_on"): "paid_on",
}

Parts = dict[str, list[str]]
"""Kind -> values in the order of the exchange format."""


def parts(values: Sequence[str]) -> Parts:
    """What one row says, by kind; an amount below zero is a credit note."""
    given = dict(zip(_NAMES, values, strict=True))
    total = given["total"]
    kind = given["kind"] or ""
    if total.startswith("-"):
        kind, total = CREDIT_NOTE, total[1:]
    made = {
        CUSTOMERS: _row(
            CUSTOMERS,
            given,
            {
                "number": given["customer_number"],
                "name": given["customer_name"] or given["customer_number"],
                "terms": "",
                "external_id": "",
            },
        ),
        INVOICES: _row(
            INVOICES, given, {"kind": kind, "total": total, "terms": "" if given["due_on"] else given["terms"]}
        ),
    }
    if given["paid_on"] and kind != CREDIT_NOTE and given["paid_amount"] not in ("0", "0.0", "0.00"):
        made |= _paid(given, total)
    return made


def field_of(kind: str, field: str) -> str:
    """The field of the ledger that a fault of one of its parts is about."""
    return _BACK.get((kind, field), field if field in _NAMES else "")


def _paid(given: dict[str, str], total: str) -> Parts:
    reference = given["payment_reference"] or f"{given['number']}{PAID}"
    amount = given["paid_amount"] or total
    payment = {"reference": reference, "received_on": given["paid_on"], "amount": amount}
    pair = {"payment_reference": reference, "invoice_number": given["number"]}
    return {PAYMENTS: _row(PAYMENTS, given, payment), ALLOCATIONS: _row(ALLOCATIONS, given, pair)}


def _row(kind: str, given: dict[str, str], own: dict[str, str]) -> list[str]:
    return [own[name] if name in own else given.get(name, "") for name in COLUMNS[kind]]
