"""Peppol BIS Billing 3.0: what it asks for on top of EN 16931 (PEPPOL-EN16931-R, -P and -COMMON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from quittance.rules.einvoice import PEPPOL, Charge, Invoice, Line, Party, Price
from quittance.rules.einvoice_codes import PEPPOL_ENDPOINTS
from quittance.rules.einvoice_findings import ZERO, Finding, Rule, amount, broken

_SLACK = Decimal("0.02")
EMAIL = "EM"
_INVOICES = frozenset(
    "71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877".split()
)
_CREDIT_NOTES = frozenset("381 396 81 83 532".split())
_BY_EXEMPTION = {
    "VATEX-EU-G": ("G", "P0104"),
    "VATEX-EU-O": ("O", "P0105"),
    "VATEX-EU-IC": ("K", "P0106"),
    "VATEX-EU-AE": ("AE", "P0107"),
    "VATEX-EU-D": ("E", "P0108"),
    "VATEX-EU-F": ("E", "P0109"),
    "VATEX-EU-I": ("E", "P0110"),
    "VATEX-EU-J": ("E", "P0111"),
}
_R, _P = "PEPPOL-EN16931-R", "PEPPOL-EN16931-P"


def _country(party: Party | None) -> str:
    return party.address.country if party and party.address else ""


def _both_german(it: Invoice) -> bool:
    return _country(it.seller) == "DE" == _country(it.buyer)


def _same_sign(it: Invoice) -> bool:
    one, other = amount(it.tax_total), amount(it.tax_total_accounting)
    return not it.tax_currency or (one <= ZERO and other <= ZERO) or (one >= ZERO and other >= ZERO)


DOCUMENT: Sequence[Rule[Invoice]] = (
    Rule(f"{_R}001", "BT-23", lambda it: bool(it.process), "The business process is missing."),
    Rule(
        f"{_R}007",
        "BT-23",
        lambda it: not it.process or it.process.startswith("urn:fdc:peppol.eu:2017:poacc:billing:"),
        "The business process is none of Peppol billing.",
    ),
    Rule(
        f"{_R}002",
        "BG-1",
        lambda it: len(it.notes) <= 1 or _both_german(it),
        "There is more than one note. Write one.",
    ),
    Rule(
        f"{_R}003",
        "BT-10, BT-13",
        lambda it: bool(it.buyer_reference or it.references.purchase_order or it.references.sales_order),
        "Give the buyer's reference or its purchase order.",
    ),
    Rule(
        f"{_R}004",
        "BT-24",
        lambda it: it.customization.startswith(PEPPOL),
        "The specification is not that of Peppol BIS Billing 3.0.",
    ),
    Rule(
        f"{_R}005",
        "BT-6",
        lambda it: not it.tax_currency or it.tax_currency != it.currency,
        "The currency for tax accounting is that of the document. Leave it out.",
    ),
    Rule(
        f"{_R}010",
        "BT-49",
        lambda it: it.buyer is None or it.buyer.endpoint is not None,
        "The buyer's electronic address is missing.",
    ),
    Rule(
        f"{_R}020",
        "BT-34",
        lambda it: it.seller is None or it.seller.endpoint is not None,
        "The seller's electronic address is missing.",
    ),
    Rule(f"{_R}055", "BT-111", _same_sign, "The two tax totals differ in sign."),
    Rule(
        f"{_R}061",
        "BT-89",
        lambda it: bool(it.mandate) or not any(means.code in ("49", "59") for means in it.means),
        "A direct debit needs the reference of its mandate.",
    ),
    Rule(
        f"{_P}0100",
        "BT-3",
        lambda it: it.is_credit_note or it.type_code in _INVOICES,
        "This type of invoice is not allowed in Peppol billing.",
    ),
    Rule(
        f"{_P}0101",
        "BT-3",
        lambda it: not it.is_credit_note or it.type_code in _CREDIT_NOTES,
        "This type of credit note is not allowed in Peppol billing.",
    ),
    Rule(
        f"{_P}0112",
        "BT-3",
        lambda it: it.type_code not in ("326", "384") or _both_german(it),
        "Types 326 and 384 are for Germans among each other.",
    ),
)


def _price(line: Line) -> Price:
    return line.price or Price()


def _computed(line: Line) -> Decimal:
    price = _price(line)
    per = price.per.value if price.per and price.per.value != ZERO else Decimal(1)
    quantity = line.quantity.value if line.quantity else Decimal(1)
    adjusted = sum((amount(one.amount) if one.adds else -amount(one.amount) for one in line.charges), ZERO)
    return quantity * amount(price.net) / per + adjusted


LINE: Sequence[Rule[Line]] = (
    Rule(
        f"{_R}120",
        "BT-131",
        lambda it: abs(amount(it.net) - _computed(it)) <= _SLACK,
        "The net amount is not quantity x price / base quantity, plus charges, less allowances.",
    ),
    Rule(
        f"{_R}121",
        "BT-149",
        lambda it: _price(it).per is None or amount(_per(it)) > ZERO,
        "The base quantity of the price must be above zero.",
    ),
    Rule(
        f"{_R}130",
        "BT-150",
        lambda it: _unit(it) in ("", it.quantity.unit if it.quantity else ""),
        "The unit of the price is not the unit of the quantity.",
    ),
    Rule(
        f"{_R}046",
        "BT-146",
        lambda it: _price(it).gross is None or _price(it).net == amount(_price(it).gross) - amount(_price(it).discount),
        "The net price is not the gross price less its discount.",
    ),
)
CHARGE: Sequence[Rule[Charge]] = (
    Rule(
        f"{_R}041",
        "base amount",
        lambda it: it.percent is None or it.against is not None,
        "A percentage needs the amount that it is taken from.",
    ),
    Rule(
        f"{_R}042",
        "percentage",
        lambda it: it.against is None or it.percent is not None,
        "An amount that it is taken from needs a percentage.",
    ),
    Rule(
        f"{_R}040",
        "amount",
        lambda it: (
            it.percent is None or it.against is None or abs(amount(it.amount) - it.against * it.percent / 100) <= _SLACK
        ),
        "The amount is not that percentage of its base amount.",
    ),
)


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What Peppol would refuse."""
    yield from broken(DOCUMENT, "", invoice)
    for n, tax in enumerate(invoice.taxes, start=1):
        category, rule = _BY_EXEMPTION.get(tax.reason_code.upper(), (tax.category, ""))
        if category != tax.category:
            yield Finding(
                f"PEPPOL-EN16931-{rule}",
                f"VAT breakdown {n}, BT-118",
                f"The reason {tax.reason_code} belongs to category {category}.",
            )
    for n, charge in enumerate(invoice.charges, start=1):
        yield from broken(CHARGE, f"allowance or charge {n}", charge)
    for n, line in enumerate(invoice.lines, start=1):
        yield from broken(LINE, f"line {n}", line)
        yield from _within(n, line, invoice)
        for charge in line.charges:
            yield from broken(CHARGE, f"line {n}, allowance or charge", charge)
    yield from _addresses(invoice)


def _per(line: Line) -> Decimal | None:
    per = _price(line).per
    return per.value if per else None


def _unit(line: Line) -> str:
    per = _price(line).per
    return per.unit if per and line.quantity else ""


def _within(n: int, line: Line, invoice: Invoice) -> Iterator[Finding]:
    whole, part = invoice.period, line.period
    if whole is None or part is None:
        return
    if whole.start and part.start and part.start < whole.start:
        yield Finding(f"{_R}110", f"line {n}, BT-134", "The line starts before the period of the document.")
    if whole.end and part.end and part.end > whole.end:
        yield Finding(f"{_R}111", f"line {n}, BT-135", "The line ends after the period of the document.")


def _addresses(invoice: Invoice) -> Iterator[Finding]:
    """Numbers whose form and check digits Peppol looks at."""
    for term, party in (("BG-4", invoice.seller), ("BG-7", invoice.buyer)):
        given = party or Party()
        scheme = given.endpoint.scheme if given.endpoint else ""
        if scheme and scheme not in PEPPOL_ENDPOINTS:
            said = f"Peppol has no electronic addresses of scheme {scheme[:20]!r}."
            by_mail = "Peppol delivers to no email address. Note a VAT id, or say where it is reached."
            yield Finding("PEPPOL-EN16931-CL008", term, by_mail if scheme == EMAIL else said)
        for one in (given.endpoint, given.legal_id, *given.ids):
            rule, holds, name = _NUMBERS.get(one.scheme if one else "", ("", is_gln, ""))
            if one is not None and rule and not holds(one.value):
                yield Finding(f"PEPPOL-COMMON-{rule}", term, f"{one.value[:20]!r} is no {name}.")


def is_gln(number: str) -> bool:
    """Digits whose last one checks the others with the weights 3 and 1 (GS1)."""
    if not (number.isascii() and number.isdigit()):
        return False
    total = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(reversed(number[:-1])))
    return (10 - total % 10) % 10 == int(number[-1])


def is_swedish(number: str) -> bool:
    """A Swedish organisation number: ten digits, the last by Luhn."""
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        return False
    doubled = [int(digit) * (2 if n % 2 == 0 else 1) for n, digit in enumerate(number[:-1])]
    total = sum(value // 10 + value % 10 for value in doubled)
    return (10 - total % 10) % 10 == int(number[-1])


def is_norwegian(number: str) -> bool:
    """A Norwegian organisation number: nine digits, the last by weights and eleven."""
    if not _digits(number, 9):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, (3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    return (11 - total % 11) % 11 == int(number[-1])


def is_danish(number: str) -> bool:
    """A Danish CVR number: eight digits, with or without DK before them."""
    return _digits(number.removeprefix("DK"), 8)


def is_belgian(number: str) -> bool:
    """A Belgian enterprise number: ten digits, the last two by ninety-seven."""
    return _digits(number, 10) and 97 - int(number[:8]) % 97 == int(number[8:])


def _digits(number: str, count: int) -> bool:
    return len(number) == count and number.isascii() and number.isdigit()


_NUMBERS: dict[str, tuple[str, Callable[[str], bool], str]] = {
    "0088": ("R040", is_gln, "global location number (GLN)"),
    "0192": ("R041", is_norwegian, "Norwegian organisation number"),
    "0184": ("R042", is_danish, "Danish CVR number"),
    "0208": ("R043", is_belgian, "Belgian enterprise number"),
    "0007": ("R049", is_swedish, "Swedish organisation number"),
}
"""Scheme -> the rule, what must hold, and what the number is."""
