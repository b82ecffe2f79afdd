"""EN 16931: what must add up (BR-CO) and how many decimals an amount may have (BR-DEC)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quittance.rules.einvoice import Charge, Invoice, Totals
from quittance.rules.einvoice_codes import COUNTRIES
from quittance.rules.einvoice_findings import ZERO, Finding, Rule, amount, broken, cents
from quittance.rules.einvoice_totals import rounded

ONE = Decimal(1)


def near(stated: Decimal, computed: Decimal) -> bool:
    """Less than one unit of currency apart: what the published rules allow where tax is rounded by others."""
    return abs(stated - computed) < ONE


def tax_of(taxable: Decimal, rate: Decimal) -> Decimal:
    """Tax to the cent."""
    return rounded(taxable * rate / 100, 2)


def _sum(charges: Sequence[Charge], *, adds: bool) -> Decimal | None:
    chosen = [amount(one.amount) for one in charges if one.adds is adds]
    return sum(chosen, ZERO) if chosen else None


def _same(stated: Decimal | None, computed: Decimal | None) -> bool:
    """An absent sum is one of zero."""
    return amount(stated) == rounded(amount(computed), 2)


SUMS: Sequence[Rule[tuple[Invoice, Totals]]] = (
    Rule(
        "BR-CO-10",
        "BT-106",
        lambda it: it[1].lines == rounded(sum((amount(line.net) for line in it[0].lines), ZERO), 2),
        "The sum of the lines is not what the lines add up to.",
    ),
    Rule(
        "BR-CO-11",
        "BT-107",
        lambda it: _same(it[1].allowances, _sum(it[0].charges, adds=False)),
        "The sum of the allowances is not what they add up to.",
    ),
    Rule(
        "BR-CO-12",
        "BT-108",
        lambda it: _same(it[1].charges, _sum(it[0].charges, adds=True)),
        "The sum of the charges is not what they add up to.",
    ),
    Rule(
        "BR-CO-13",
        "BT-109",
        lambda it: (
            it[1].net is not None
            and it[1].lines is not None
            and it[1].net == rounded(it[1].lines - amount(it[1].allowances) + amount(it[1].charges), 2)
        ),
        "The total without VAT is not lines less allowances plus charges.",
    ),
    Rule(
        "BR-CO-15",
        "BT-112",
        lambda it: (
            it[1].gross is not None
            and it[1].net is not None
            and it[1].gross == rounded(it[1].net + amount(it[0].tax_total), 2)
        ),
        "The total with VAT is not the total without VAT plus the tax.",
    ),
    Rule(
        "BR-CO-16",
        "BT-115",
        lambda it: (
            it[1].payable is not None
            and it[1].gross is not None
            and it[1].payable == rounded(it[1].gross - amount(it[1].prepaid) + amount(it[1].rounding), 2)
        ),
        "The amount due is not the total with VAT less what was paid, plus the rounding.",
    ),
    Rule(
        "BR-CO-25",
        "BT-115",
        lambda it: (
            amount(it[1].payable) <= ZERO or it[0].is_credit_note or it[0].due_on is not None or bool(it[0].terms)
        ),
        "An amount is due, and neither a due day nor terms of payment are given.",
    ),
)
DECIMALS: Sequence[Rule[Totals]] = tuple(
    Rule(f"BR-DEC-{n:02d}", term, holds, "The amount has more than two decimals.")
    for n, term, holds in (
        (9, "BT-106", lambda it: cents(it.lines)),
        (10, "BT-107", lambda it: cents(it.allowances)),
        (11, "BT-108", lambda it: cents(it.charges)),
        (12, "BT-109", lambda it: cents(it.net)),
        (14, "BT-112", lambda it: cents(it.gross)),
        (16, "BT-113", lambda it: cents(it.prepaid)),
        (17, "BT-114", lambda it: cents(it.rounding)),
        (18, "BT-115", lambda it: cents(it.payable)),
    )
)


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What does not add up, or is written too finely."""
    if invoice.totals is not None:
        yield from broken(SUMS, "totals", (invoice, invoice.totals))
        yield from broken(DECIMALS, "totals", invoice.totals)
    yield from _tax_totals(invoice)
    yield from _fine(invoice)
    yield from _registrations(invoice)


def _tax_totals(invoice: Invoice) -> Iterator[Finding]:
    if invoice.taxes and amount(invoice.tax_total) != sum((amount(tax.amount) for tax in invoice.taxes), ZERO):
        yield Finding("BR-CO-14", "totals, BT-110", "The total of the tax is not what its rows add up to.")
    for term, rule, value in (
        ("BT-110", "BR-DEC-13", invoice.tax_total),
        ("BT-111", "BR-DEC-15", invoice.tax_total_accounting),
    ):
        if not cents(value):
            yield Finding(rule, f"totals, {term}", "The amount has more than two decimals.")
    for n, tax in enumerate(invoice.taxes, start=1):
        if tax.taxable is not None and tax.amount is not None and tax.rate is not None:
            wanted = tax_of(abs(tax.taxable), tax.rate)
            if not near(abs(tax.amount), wanted) or (rounded(tax.rate, 0) == ZERO and rounded(tax.amount, 0) != ZERO):
                yield Finding(
                    "BR-CO-17",
                    f"VAT breakdown {n}, BT-117",
                    f"The tax is {tax.amount}, and {tax.rate} % of {tax.taxable} is {tax_of(tax.taxable, tax.rate)}.",
                )


def _fine(invoice: Invoice) -> Iterator[Finding]:
    """Decimals of rows: BR-DEC-01 to 06 and 19 to 28."""
    rows = [(f"VAT breakdown {n}", "BR-DEC-19", tax.taxable) for n, tax in enumerate(invoice.taxes, start=1)]
    rows += [(f"VAT breakdown {n}", "BR-DEC-20", tax.amount) for n, tax in enumerate(invoice.taxes, start=1)]
    rows += [(f"line {n}", "BR-DEC-23", line.net) for n, line in enumerate(invoice.lines, start=1)]
    for n, charge in enumerate(invoice.charges, start=1):
        first, second = ("BR-DEC-05", "BR-DEC-06") if charge.adds else ("BR-DEC-01", "BR-DEC-02")
        rows += [
            (f"allowance or charge {n}", first, charge.amount),
            (f"allowance or charge {n}", second, charge.against),
        ]
    for n, line in enumerate(invoice.lines, start=1):
        for charge in line.charges:
            first, second = ("BR-DEC-27", "BR-DEC-28") if charge.adds else ("BR-DEC-24", "BR-DEC-25")
            rows += [(f"line {n}", first, charge.amount), (f"line {n}", second, charge.against)]
    for place, rule, value in rows:
        if not cents(value):
            yield Finding(rule, place, "The amount has more than two decimals.")


def _registrations(invoice: Invoice) -> Iterator[Finding]:
    seller = invoice.seller
    said = "Nothing says who the seller is. Note its registration number or tax number on the letterhead."
    if seller is not None and not (seller.ids or seller.legal_id or seller.vat_id):
        yield Finding("BR-CO-26", "BG-4", said)
    for term, value in (
        ("BT-31", seller.vat_id if seller else ""),
        ("BT-63", invoice.representative.vat_id if invoice.representative else ""),
        ("BT-48", invoice.buyer.vat_id if invoice.buyer else ""),
    ):
        if value and value[:2] not in COUNTRIES and value[:2] != "EL":
            yield Finding("BR-CO-09", term, f"The VAT id {value[:20]!r} does not begin with a country, such as NL.")
