"""Third-party e-invoices, what an independent reader found in them, and how a reading compares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quittance.rules.einvoice import Invoice

Facts = dict[str, Any]


def facts_of(invoice: Invoice) -> Facts:
    """What was read, in the words of the index."""
    totals = invoice.totals
    return {
        "customization": invoice.customization,
        "no": invoice.number,
        "type": invoice.type_code,
        "cur": invoice.currency,
        "lines": len(invoice.lines),
        "net": totals.net if totals else None,
        "gross": totals.gross if totals else None,
        "prepaid": totals.prepaid if totals else None,
        "payable": totals.payable if totals else None,
        "payment_ref": invoice.remittance or None,
    }


def wanted(facts: Facts) -> Facts:
    """The same facts of an index row, amounts as decimals."""
    amounts = ("net", "gross", "prepaid", "payable")
    found = {name: facts[name] for name in ("customization", "no", "type", "cur", "lines", "payment_ref")}
    return found | {name: None if facts[name] is None else Decimal(facts[name]) for name in amounts}
