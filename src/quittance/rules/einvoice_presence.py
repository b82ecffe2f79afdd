"""EN 16931: what a document must have (BR-01 to BR-65), each part for itself."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from quittance.rules.einvoice import (
    Address,
    Charge,
    Identifier,
    Invoice,
    Item,
    Line,
    Means,
    Party,
    Period,
    Representative,
    Tax,
    Totals,
)
from quittance.rules.einvoice_findings import WARNING, ZERO, Finding, Rule, broken

CREDIT_TRANSFERS = frozenset(("30", "58"))


def _schemed(given: Identifier | None) -> bool:
    return given is None or bool(given.scheme)


def _placed(given: Address | None) -> bool:
    return given is None or bool(given.country)


def _in_order(period: Period | None) -> bool:
    return period is None or period.start is None or period.end is None or period.start <= period.end


def _open(period: Period | None) -> bool:
    return period is None or period.start is not None or period.end is not None


def _party(given: Party | None) -> Party:
    return given or Party()


def _item(line: Line) -> Item:
    return line.item or Item()


DOCUMENT: Sequence[Rule[Invoice]] = (
    Rule("BR-01", "BT-24", lambda it: bool(it.customization), "The specification that it follows is missing."),
    Rule("BR-02", "BT-1", lambda it: bool(it.number), "The number is missing."),
    Rule("BR-03", "BT-2", lambda it: it.issued_on is not None, "The day of issue is missing."),
    Rule("BR-04", "BT-3", lambda it: bool(it.type_code), "The type of document is missing."),
    Rule("BR-05", "BT-5", lambda it: bool(it.currency), "The currency is missing."),
    Rule("BR-06", "BT-27", lambda it: bool(_party(it.seller).name), "The seller's name is missing."),
    Rule("BR-07", "BT-44", lambda it: bool(_party(it.buyer).name), "The buyer's name is missing."),
    Rule("BR-08", "BG-5", lambda it: _party(it.seller).address is not None, "The seller's address is missing."),
    Rule("BR-09", "BT-40", lambda it: _placed(_party(it.seller).address), "The seller's country is missing."),
    Rule("BR-10", "BG-8", lambda it: _party(it.buyer).address is not None, "The buyer's address is missing."),
    Rule("BR-11", "BT-55", lambda it: _placed(_party(it.buyer).address), "The buyer's country is missing."),
    Rule("BR-16", "BG-25", lambda it: bool(it.lines), "There is no line."),
    Rule("BR-17", "BT-59", lambda it: it.payee is None or bool(it.payee.name), "The payee's name is missing."),
    Rule("BR-29", "BG-14", lambda it: _in_order(it.period), "The period ends before it starts."),
    Rule(
        "BR-53",
        "BT-111",
        lambda it: not it.tax_currency or it.tax_currency == it.currency or it.tax_total_accounting is not None,
        "There is a currency for tax accounting, and no tax total in it.",
    ),
    Rule(
        "BR-57",
        "BT-80",
        lambda it: it.delivery is None or _placed(it.delivery.address),
        "The country that was delivered to is missing.",
    ),
    Rule(
        "BR-62",
        "BT-34",
        lambda it: _schemed(_party(it.seller).endpoint),
        "The seller's electronic address has no scheme.",
    ),
    Rule(
        "BR-63",
        "BT-49",
        lambda it: _schemed(_party(it.buyer).endpoint),
        "The buyer's electronic address has no scheme.",
    ),
    Rule(
        "BR-CO-19",
        "BG-14",
        lambda it: _open(it.period) or bool(it.tax_point_code),
        "The period has neither a first nor a last day.",
    ),
    Rule(
        "BR-CO-03",
        "BT-7",
        lambda it: it.tax_point_on is None or not it.tax_point_code,
        "Give the day of the tax point or its code, not both.",
    ),
    Rule("BR-CO-18", "BG-23", lambda it: bool(it.taxes), "There is no row in the VAT breakdown."),
)
TOTALS: Sequence[Rule[Totals]] = (
    Rule("BR-12", "BT-106", lambda it: it.lines is not None, "The sum of the lines is missing."),
    Rule("BR-13", "BT-109", lambda it: it.net is not None, "The total without VAT is missing."),
    Rule("BR-14", "BT-112", lambda it: it.gross is not None, "The total with VAT is missing."),
    Rule("BR-15", "BT-115", lambda it: it.payable is not None, "The amount due is missing."),
)
REPRESENTATIVE: Sequence[Rule[Representative]] = (
    Rule("BR-18", "BT-62", lambda it: bool(it.name), "The tax representative's name is missing."),
    Rule("BR-19", "BG-12", lambda it: it.address is not None, "The tax representative's address is missing."),
    Rule("BR-20", "BT-69", lambda it: _placed(it.address), "The tax representative's country is missing."),
    Rule("BR-56", "BT-63", lambda it: bool(it.vat_id), "The tax representative's VAT id is missing."),
)
LINE: Sequence[Rule[Line]] = (
    Rule("BR-21", "BT-126", lambda it: bool(it.id), "The line has no number."),
    Rule("BR-22", "BT-129", lambda it: it.quantity is not None, "The quantity is missing."),
    Rule("BR-23", "BT-130", lambda it: it.quantity is None or bool(it.quantity.unit), "The unit is missing."),
    Rule("BR-24", "BT-131", lambda it: it.net is not None, "The net amount is missing."),
    Rule("BR-25", "BT-153", lambda it: bool(_item(it).name), "What was sold has no name."),
    Rule("BR-26", "BT-146", lambda it: it.price is not None and it.price.net is not None, "The net price is missing."),
    Rule(
        "BR-27",
        "BT-146",
        lambda it: it.price is None or it.price.net is None or it.price.net >= ZERO,
        "The net price is below zero. Make the quantity negative instead.",
    ),
    Rule(
        "BR-28",
        "BT-148",
        lambda it: it.price is None or it.price.gross is None or it.price.gross >= ZERO,
        "The gross price is below zero.",
    ),
    Rule("BR-30", "BG-26", lambda it: _in_order(it.period), "The period of the line ends before it starts."),
    Rule("BR-CO-20", "BG-26", lambda it: _open(it.period), "The period of the line has no day."),
    Rule("BR-CO-04", "BT-151", lambda it: bool(_item(it).category), "The VAT category is missing."),
    Rule("BR-64", "BT-157", lambda it: _schemed(_item(it).standard_id), "The item's identifier has no scheme."),
    Rule("BR-65", "BT-158", lambda it: all(one.scheme for one in _item(it).classes), "A class of goods has no list."),
    Rule(
        "BR-54",
        "BG-32",
        lambda it: all(one.name and one.value for one in _item(it).attributes),
        "A property of the item lacks its name or its value.",
    ),
)
TAX: Sequence[Rule[Tax]] = (
    Rule("BR-45", "BT-116", lambda it: it.taxable is not None, "The taxable amount is missing."),
    Rule("BR-46", "BT-117", lambda it: it.amount is not None, "The tax amount is missing."),
    Rule("BR-47", "BT-118", lambda it: bool(it.category), "The VAT category is missing."),
    Rule("BR-48", "BT-119", lambda it: it.rate is not None or it.category == "O", "The VAT rate is missing."),
)
MEANS: Sequence[Rule[Means]] = (
    Rule("BR-49", "BT-81", lambda it: bool(it.code), "The kind of payment is missing."),
    Rule(
        "BR-50",
        "BT-84",
        lambda it: it.code not in CREDIT_TRANSFERS or it.account is None or bool(it.account.id),
        "The account to pay to has no number.",
    ),
    Rule(
        "BR-61",
        "BT-84",
        lambda it: it.code not in CREDIT_TRANSFERS or (it.account is not None and bool(it.account.id)),
        "A credit transfer needs the account to pay to, such as an IBAN.",
    ),
    Rule(
        "BR-51",
        "BT-87",
        lambda it: it.card is None or len(it.card.number) <= 10,
        "Only the last four to six digits of a card may be shown.",
        WARNING,
    ),
)


@functools.cache
def charge_rules(adds: bool, on_line: bool) -> Sequence[Rule[Charge]]:
    """The rules of allowances or charges, on the document or on a line, under the ids that they have there."""
    what = "charge" if adds else "allowance"
    terms = {
        (False, False): ("BR-31", "BR-32", ("BR-33", "BR-CO-21"), "BG-20"),
        (True, False): ("BR-36", "BR-37", ("BR-38", "BR-CO-22"), "BG-21"),
        (False, True): ("BR-41", "", ("BR-42", "BR-CO-23"), "BG-27"),
        (True, True): ("BR-43", "", ("BR-44", "BR-CO-24"), "BG-28"),
    }
    amount, category, reasons, term = terms[adds, on_line]
    rules: list[Rule[Charge]] = [
        Rule(amount, term, lambda it: it.amount is not None, f"The amount of the {what} is missing.")
    ]
    if category:
        rules.append(Rule(category, term, lambda it: bool(it.category), f"The VAT category of the {what} is missing."))
    for reason in reasons:
        rules.append(Rule(reason, term, lambda it: bool(it.reason or it.reason_code), f"Say why there is this {what}."))
    return rules


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What is missing, in the order of the document."""
    yield from broken(DOCUMENT, "", invoice)
    if invoice.totals is not None:
        yield from broken(TOTALS, "totals", invoice.totals)
    if invoice.representative is not None:
        yield from broken(REPRESENTATIVE, "", invoice.representative)
    yield from _along(invoice)
    for n, charge in enumerate(invoice.charges, start=1):
        yield from broken(charge_rules(charge.adds, on_line=False), f"allowance or charge {n}", charge)
    for n, tax in enumerate(invoice.taxes, start=1):
        yield from broken(TAX, f"VAT breakdown {n}", tax)
    for n, line in enumerate(invoice.lines, start=1):
        yield from broken(LINE, f"line {n}", line)
        for m, charge in enumerate(line.charges, start=1):
            yield from broken(charge_rules(charge.adds, on_line=True), f"line {n}, allowance or charge {m}", charge)


def _along(invoice: Invoice) -> Iterator[Finding]:
    """What the document refers to, brings along and is paid by."""
    for n, one in enumerate(invoice.preceding, start=1):
        if not one.number:
            yield Finding("BR-55", f"preceding invoice {n}, BT-25", "The number of the preceding invoice is missing.")
    for n, document in enumerate(invoice.supporting, start=1):
        if not document.id:
            yield Finding("BR-52", f"supporting document {n}, BT-122", "The supporting document has no reference.")
    for n, means in enumerate(invoice.means, start=1):
        yield from broken(MEANS, f"payment {n}", means)
