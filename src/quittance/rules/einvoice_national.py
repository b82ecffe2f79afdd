"""Peppol BIS Billing 3.0: what it asks of sellers of single countries (DE-R, NL-R, SE-R, DK-R)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from quittance.rules import einvoice_german
from quittance.rules.einvoice import Address, Identifier, Invoice, Party
from quittance.rules.einvoice_findings import ZERO, Finding, Rule, amount, broken
from quittance.rules.einvoice_peppol import is_swedish

_NOT_IN_PEPPOL = ("BR-DE-21", "BR-DE-TMP-32")
_NUMBER = re.compile(r"BR-DE-(\d+)(-[ab])?")
_PARTS = {"-a": "-1", "-b": "-2", None: ""}
_DUTCH_MEANS = frozenset("30 48 49 57 58 59".split())
_DUTCH_REGISTERS = frozenset(("0106", "0190"))
_SWEDISH_RATES = frozenset((Decimal(25), Decimal(12), Decimal(6)))


def _address(party: Party | None) -> Address:
    return (party.address if party else None) or Address()


def _whole(party: Party | None) -> bool:
    address = _address(party)
    return bool(address.street and address.city and address.postcode)


def _legal(party: Party | None) -> Identifier | None:
    return party.legal_id if party else None


def _in(party: Party | None, schemes: frozenset[str]) -> bool:
    given = _legal(party)
    return given is None or given.scheme in schemes


def _pair(it: Invoice, country: str) -> bool:
    return _address(it.seller).country == country == _address(it.buyer).country


NETHERLANDS: Sequence[Rule[Invoice]] = (
    Rule(
        "NL-R-001",
        "BG-3",
        lambda it: not it.is_credit_note or any(one.number for one in it.preceding),
        "A credit note of a Dutch seller names the invoice that it credits.",
    ),
    Rule("NL-R-002", "BG-5", lambda it: _whole(it.seller), "A Dutch seller gives street, post code and city."),
    Rule(
        "NL-R-003",
        "BT-30",
        lambda it: _in(it.seller, _DUTCH_REGISTERS),
        "A Dutch seller's registration is a KvK number (scheme 0106) or an OIN (0190).",
    ),
    Rule(
        "NL-R-004",
        "BG-8",
        lambda it: not _pair(it, "NL") or _whole(it.buyer),
        "Of a Dutch buyer, street, post code and city are needed.",
    ),
    Rule(
        "NL-R-005",
        "BT-47",
        lambda it: not _pair(it, "NL") or _in(it.buyer, _DUTCH_REGISTERS),
        "A Dutch buyer's registration is a KvK number (scheme 0106) or an OIN (0190).",
    ),
    Rule(
        "NL-R-007",
        "BG-16",
        lambda it: (
            bool(it.means)
            or it.totals is None
            or (amount(it.totals.payable) >= ZERO if it.is_credit_note else amount(it.totals.payable) <= ZERO)
        ),
        "A Dutch seller says how to pay.",
    ),
    Rule(
        "NL-R-008",
        "BT-81",
        lambda it: not _pair(it, "NL") or all(means.code in _DUTCH_MEANS for means in it.means),
        "Within the Netherlands payment goes by transfer, card or direct debit.",
    ),
    Rule(
        "NL-R-009",
        "BT-13",
        lambda it: (
            bool(it.references.purchase_order or it.references.sales_order)
            or not any(line.order_line for line in it.lines)
        ),
        "Lines name a row of an order, and the order has no number.",
    ),
)


def _swedish_id(it: Invoice) -> str:
    given = _legal(it.seller)
    return given.value if given else "5560360793"


def _swedish_vat(it: Invoice) -> str:
    number = it.seller.vat_id if it.seller else ""
    return number if number.startswith("SE") else "SE000000000000"


F_SKATT = "Godkänd för F-skatt"
"""What a Swedish company says of its tax: its registration for it."""

SWEDEN: Sequence[Rule[Invoice]] = (
    Rule("SE-R-001", "BT-31", lambda it: len(_swedish_vat(it)) == 14, "A Swedish VAT id has fourteen signs."),
    Rule("SE-R-002", "BT-31", lambda it: _swedish_vat(it)[2:].isdigit(), "A Swedish VAT id is SE and digits."),
    Rule("SE-R-003", "BT-30", lambda it: _swedish_id(it).isdigit(), "A Swedish organisation number is of digits."),
    Rule("SE-R-004", "BT-30", lambda it: len(_swedish_id(it)) == 10, "A Swedish organisation number has ten digits."),
    Rule(
        "SE-R-013", "BT-30", lambda it: is_swedish(_swedish_id(it)), "The last digit of the organisation number is off."
    ),
    Rule(
        "SE-R-005",
        "BT-32",
        lambda it: not it.seller or not it.seller.legal_id or it.seller.tax_id.strip().upper() in ("", F_SKATT.upper()),
        f"A Swedish seller's tax registration says {F_SKATT}.",
    ),
    Rule(
        "SE-R-006",
        "BT-119",
        lambda it: (
            all(tax.rate in _SWEDISH_RATES for tax in it.taxes if tax.category == "S")
            or _swedish_vat(it) == "SE000000000000"
        ),
        "Swedish VAT is 25, 12 or 6 %.",
    ),
)
DENMARK: Sequence[Rule[Invoice]] = (
    Rule("DK-R-002", "BT-30", lambda it: _legal(it.seller) is not None, "A Danish seller gives its CVR number."),
    Rule(
        "DK-R-014",
        "BT-30",
        lambda it: _in(it.seller, frozenset(("0184",))),
        "A Danish seller's registration is a CVR number (scheme 0184).",
    ),
)
_OF_SELLER: dict[str, Sequence[Rule[Invoice]]] = {"NL": NETHERLANDS, "SE": SWEDEN, "DK": DENMARK}


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What the seller's country adds; between Germans, XRechnung's rules under Peppol's ids."""
    yield from broken(_OF_SELLER.get(_address(invoice.seller).country, ()), "", invoice)
    if _pair(invoice, "DE"):
        for one in einvoice_german.findings(invoice):
            number = _NUMBER.fullmatch(one.rule)
            if number and one.rule not in _NOT_IN_PEPPOL:
                yield replace(one, rule=f"DE-R-{int(number[1]):03d}{_PARTS[number[2]]}")
