"""EN 16931: the rules of each VAT category, under the ids that each category gives them (BR-S-01 to BR-IC-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quittance.rules.einvoice import Invoice, Item, Party, Period, Tax
from quittance.rules.einvoice_findings import ZERO, Finding, amount
from quittance.rules.einvoice_sums import near, tax_of
from quittance.rules.einvoice_totals import OUTSIDE


@dataclass(frozen=True, slots=True)
class Category:
    """One VAT category: the prefix of its rules, and what is taxed, explained and registered in it."""

    code: str
    prefix: str
    name: str
    taxed: bool = False
    may_be_zero: bool = True


CATEGORIES = (
    Category("S", "BR-S", "standard rated", taxed=True, may_be_zero=False),
    Category("Z", "BR-Z", "zero rated"),
    Category("E", "BR-E", "exempt from VAT"),
    Category("AE", "BR-AE", "reverse charge"),
    Category("K", "BR-IC", "intra-community supply"),
    Category("G", "BR-G", "export"),
    Category(OUTSIDE, "BR-O", "not subject to VAT"),
    Category("L", "BR-AF", "IGIC", taxed=True),
    Category("M", "BR-AG", "IPSI", taxed=True),
)
EXPLAINED = frozenset(("E", "AE", "K", "G", OUTSIDE))
"""Categories that must say why no tax is charged; the others must not."""

Taxed = tuple[str, str, str, Decimal | None, Decimal]
"""A row that is taxed: its kind (05 line, 06 allowance, 07 charge), its place, category, rate and signed amount."""


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What breaks the rules of a category."""
    rows = list(_rows(invoice))
    for category in CATEGORIES:
        chosen = [row for row in rows if row[2] == category.code]
        taxes = [(n, tax) for n, tax in enumerate(invoice.taxes, start=1) if tax.category == category.code]
        yield from _in_breakdown(category, bool(chosen), len(taxes))
        yield from _registered(category, chosen, invoice)
        yield from _rates(category, chosen)
        for n, tax in taxes:
            place = f"VAT breakdown {n}"
            yield from _summed(category, tax, chosen, place)
            yield from _tax(category, tax, place)
            yield from _explained(category, tax, place)
    yield from _outside(invoice, rows)
    yield from _delivered(invoice)


def _rows(invoice: Invoice) -> Iterator[Taxed]:
    for n, line in enumerate(invoice.lines, start=1):
        item = line.item or Item()
        if item.category:
            yield "05", f"line {n}", item.category, item.rate, amount(line.net)
    for n, charge in enumerate(invoice.charges, start=1):
        if charge.category:
            signed = amount(charge.amount) if charge.adds else -amount(charge.amount)
            yield "07" if charge.adds else "06", f"allowance or charge {n}", charge.category, charge.rate, signed


def _in_breakdown(category: Category, used: bool, found: int) -> Iterator[Finding]:
    wrong = used != bool(found) if category.taxed else (used and found != 1) or (not used and found > 1)
    if not category.taxed and not used and found:
        wrong = found != 1
    if wrong:
        yield Finding(
            f"{category.prefix}-01",
            "VAT breakdown",
            f"Rows and breakdown must both speak of {category.name} (category {category.code}), or neither.",
        )


def _registered(category: Category, chosen: list[Taxed], invoice: Invoice) -> Iterator[Finding]:
    fault = _registration_fault(category.code, invoice)
    if fault:
        for kind in sorted({row[0] for row in chosen}):
            number = {"05": "02", "06": "03", "07": "04"}[kind]
            yield Finding(f"{category.prefix}-{number}", "BT-31, BT-48", f"For {category.name}, {fault}")


def _registration_fault(code: str, invoice: Invoice) -> str:
    seller, buyer = invoice.seller or Party(), invoice.buyer or Party()
    stands_in = bool(invoice.representative and invoice.representative.vat_id)
    if code == OUTSIDE:
        named = seller.vat_id or buyer.vat_id or stands_in
        return "leave out the VAT ids of seller, tax representative and buyer." if named else ""
    registered = bool(seller.vat_id) or stands_in
    if code not in ("K", "G"):
        registered = registered or bool(seller.tax_id)
    if not registered:
        return "the seller's VAT id is needed, or that of its tax representative."
    if code == "K" and not buyer.vat_id:
        return "the buyer's VAT id is needed."
    if code == "AE" and not (buyer.vat_id or buyer.legal_id):
        return "the buyer's VAT id or registration number is needed."
    return ""


def _rates(category: Category, chosen: list[Taxed]) -> Iterator[Finding]:
    for kind, place, _, rate, _ in chosen:
        if category.code == OUTSIDE:
            wrong, said = rate is not None, "must not have a rate"
        elif not category.taxed:
            wrong, said = rate != ZERO, "must have a rate of zero"
        else:
            wrong = rate is None or (rate < ZERO if category.may_be_zero else rate <= ZERO)
            said = "must have a rate of zero or more" if category.may_be_zero else "must have a rate above zero"
        if wrong:
            yield Finding(f"{category.prefix}-{kind}", place, f"What is {category.name} {said}.")


def _summed(category: Category, tax: Tax, chosen: list[Taxed], place: str) -> Iterator[Finding]:
    by_rate = category.taxed
    total = sum((row[4] for row in chosen if not by_rate or row[3] == tax.rate), ZERO)
    stated = amount(tax.taxable)
    if not (near(stated, total) if by_rate else stated == total):
        yield Finding(
            f"{category.prefix}-08",
            f"{place}, BT-116",
            f"The taxable amount is {stated}, and the rows of this category and rate add up to {total}.",
        )


def _tax(category: Category, tax: Tax, place: str) -> Iterator[Finding]:
    stated = amount(tax.amount)
    if category.taxed:
        wanted = tax_of(abs(amount(tax.taxable)), amount(tax.rate))
        wrong, said = not near(abs(stated), wanted), f"must be {wanted}"
    else:
        wrong, said = stated != ZERO, "must be zero"
    if wrong:
        yield Finding(f"{category.prefix}-09", f"{place}, BT-117", f"The tax on what is {category.name} {said}.")


def _explained(category: Category, tax: Tax, place: str) -> Iterator[Finding]:
    given = bool(tax.reason or tax.reason_code)
    if given is (category.code in EXPLAINED):
        return
    said = "must not give a reason for exemption" if given else "must say why, in words or by a code"
    yield Finding(f"{category.prefix}-10", f"{place}, BT-120", f"What is {category.name} {said}.")


def _outside(invoice: Invoice, rows: list[Taxed]) -> Iterator[Finding]:
    if not any(tax.category == OUTSIDE for tax in invoice.taxes):
        return
    if any(tax.category != OUTSIDE for tax in invoice.taxes):
        yield Finding("BR-O-11", "VAT breakdown", "What is not subject to VAT stands with nothing else.")
    for kind, place, category, _, _ in rows:
        if category != OUTSIDE:
            rule = {"05": "BR-O-12", "06": "BR-O-13", "07": "BR-O-14"}[kind]
            yield Finding(rule, place, "The breakdown says not subject to VAT, and this row has another category.")


def _delivered(invoice: Invoice) -> Iterator[Finding]:
    if not any(tax.category == "K" for tax in invoice.taxes):
        return
    delivery = invoice.delivery
    dated = (delivery is not None and delivery.on is not None) or (invoice.period or Period()) != Period()
    if not dated and not invoice.tax_point_code:
        yield Finding("BR-IC-11", "BT-72", "An intra-community supply needs the day of delivery, or its period.")
    if delivery is None or delivery.address is None or not delivery.address.country:
        yield Finding("BR-IC-12", "BT-80", "An intra-community supply needs the country that was delivered to.")
