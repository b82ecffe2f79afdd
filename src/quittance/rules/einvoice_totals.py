"""Totals and tax breakdown of an e-invoice, rounded once per category and rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from quittance.rules.einvoice import Charge, Invoice, Tax, Totals

ZERO = Decimal(0)
OUTSIDE = "O"
"""The category that is not subject to VAT: its lines have no rate, and its breakdown has one of zero (BR-DE-14)."""


def settled(
    invoice: Invoice,
    places: int,
    reasons: Mapping[str, tuple[str, str]] | None = None,
    *,
    prepaid: Decimal | None = None,
    held: Mapping[tuple[str, Decimal | None], Decimal] | None = None,
) -> Invoice:
    """The document with BG-22 and BG-23 computed to `places` decimals; `reasons` gives text and code by category.

    Tax is rounded once per category and rate, halves away from zero (BR-CO-17), and never per line. `held` is the tax
    by category and rate that prices hold: rounded out of them, it may lie one minor unit beside.
    """
    lines = sum((line.net or ZERO for line in invoice.lines), ZERO)
    allowances, charges = _sum(invoice.charges, adds=False), _sum(invoice.charges, adds=True)
    taxes = _breakdown(invoice, places, reasons or {}, held or {})
    net = lines - (allowances or ZERO) + (charges or ZERO)
    tax = sum((one.amount or ZERO for one in taxes), rounded(ZERO, places))
    totals = Totals(
        lines=rounded(lines, places),
        allowances=allowances,
        charges=charges,
        net=rounded(net, places),
        gross=rounded(net + tax, places),
        prepaid=prepaid,
        payable=rounded(net + tax - (prepaid or ZERO), places),
    )
    return replace(invoice, taxes=taxes, tax_total=tax, totals=totals)


def rounded(amount: Decimal, places: int) -> Decimal:
    """To so many decimals, halves away from zero; nothing has no sign, which published rules of CII read as below 0."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def _sum(charges: tuple[Charge, ...], *, adds: bool) -> Decimal | None:
    chosen = [one.amount or ZERO for one in charges if one.adds is adds]
    return sum(chosen, ZERO) if chosen else None


def _breakdown(
    invoice: Invoice,
    places: int,
    reasons: Mapping[str, tuple[str, str]],
    held: Mapping[tuple[str, Decimal | None], Decimal],
) -> tuple[Tax, ...]:
    taxable: dict[tuple[str, Decimal | None], Decimal] = {}
    for line in invoice.lines:
        if line.item is not None:
            key = (line.item.category, line.item.rate)
            taxable[key] = taxable.get(key, ZERO) + (line.net or ZERO)
    for charge in invoice.charges:
        key, amount = (charge.category, charge.rate), charge.amount or ZERO
        taxable[key] = taxable.get(key, ZERO) + (amount if charge.adds else -amount)
    made = []
    for (category, rate), base in taxable.items():
        reason, code = reasons.get(category, ("", ""))
        amount = held.get((category, rate), rounded(base * (rate or ZERO) / 100, places))
        shown = ZERO if category == OUTSIDE else rate
        made.append(Tax(category, shown, rounded(base, places), amount, reason, code))
    return tuple(made)
