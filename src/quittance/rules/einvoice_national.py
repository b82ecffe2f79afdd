"""Peppol BIS Billing 3.0: what it asks of sellers of single countries.

DE-R, NL-R, SE-R, DK-R, NO-R, IS-R, IT-R and GR-R.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from quittance.rules import einvoice_german
from quittance.rules.einvoice import Address, Identifier, Invoice, Party
from quittance.rules.einvoice_findings import WARNING, ZERO, Finding, Rule, amount, broken
from quittance.rules.einvoice_parties import F_SKATT, IN_REGISTER
from quittance.rules.einvoice_peppol import is_norwegian, is_swedish

_NOT_IN_PEPPOL = ("BR-DE-21", "BR-DE-TMP-32")
_NUMBER = re.compile(r"BR-DE-(\d+)(-[ab])?")
_PARTS = {"-a": "-1", "-b": "-2", None: ""}
_DUTCH_MEANS = frozenset("30 48 49 57 58 59".split())
_DUTCH_REGISTERS = frozenset(("0106", "0190"))
_DANISH_MEANS = frozenset("1 10 31 42 48 49 50 58 59 93 97".split())
_KENNITALA = "0196"
_FISCAL = re.compile(r"[A-Z0-9]{11,16}")
_GREEK_PARTS = 6
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


def _placed(party: Party | None) -> bool:
    address = _address(party)
    return bool(address.street and address.postcode)


def _is_kennitala(party: Party | None) -> bool:
    given = _legal(party)
    return given is not None and given.scheme == _KENNITALA


def _is_mva(vat_id: str) -> bool:
    return not vat_id.startswith("NO") or (vat_id.endswith("MVA") and is_norwegian(vat_id[2:-3]))


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
    Rule(
        "DK-R-016",
        "BT-115",
        lambda it: (
            not (it.is_credit_note and _pair(it, "DK")) or it.totals is None or amount(it.totals.payable) >= ZERO
        ),
        "Between Danes a credit note does not come to less than nothing.",
    ),
    Rule(
        "DK-R-005",
        "BT-81",
        lambda it: not _pair(it, "DK") or all(means.code in _DANISH_MEANS for means in it.means),
        "Between Danes this way of payment is not used.",
    ),
    Rule(
        "DK-R-006",
        "BT-84, BT-86",
        lambda it: (
            not _pair(it, "DK")
            or all(
                bool(means.account and means.account.id and means.account.bank)
                for means in it.means
                if means.code in ("31", "42")
            )
        ),
        "Between Danes a transfer names the branch of the bank. Note the BIC on the letterhead.",
    ),
    Rule(
        "DK-R-017",
        "BT-47",
        lambda it: not _pair(it, "DK") or _in(it.buyer, frozenset(("0184",))),
        "A Danish buyer's registration is a CVR number (scheme 0184).",
    ),
)
NORWAY: Sequence[Rule[Invoice]] = (
    Rule(
        "NO-R-002",
        "BT-32",
        lambda it: it.seller is None or it.seller.tax_id.strip() == IN_REGISTER,
        f"Most Norwegian sellers must say {IN_REGISTER}. Note it as tax number on the letterhead.",
        WARNING,
    ),
    Rule(
        "NO-R-001",
        "BT-31",
        lambda it: it.seller is None or _is_mva(it.seller.vat_id),
        "A Norwegian VAT id is NO, the organisation number and MVA.",
    ),
)
ICELAND: Sequence[Rule[Invoice]] = (
    Rule(
        "IS-R-001",
        "BT-3",
        lambda it: it.type_code in ("380", "381"),
        "An Icelandic seller writes invoices (380) and credit notes (381).",
        WARNING,
    ),
    Rule(
        "IS-R-002",
        "BT-30",
        lambda it: _is_kennitala(it.seller),
        "An Icelandic seller gives its kennitala of ten digits as registration (scheme 0196).",
    ),
    Rule("IS-R-003", "BG-5", lambda it: _placed(it.seller), "An Icelandic seller gives street and post code."),
    Rule(
        "IS-R-004",
        "BT-47",
        lambda it: not _pair(it, "IS") or _is_kennitala(it.buyer),
        "Between Icelanders the buyer's kennitala is needed. Give its electronic address, such as 0196:1234567890.",
    ),
    Rule(
        "IS-R-005",
        "BG-8",
        lambda it: not _pair(it, "IS") or _placed(it.buyer),
        "Of an Icelandic buyer, street and post code are needed.",
    ),
)
ITALY: Sequence[Rule[Invoice]] = (
    Rule(
        "IT-R-001",
        "BT-32",
        lambda it: it.seller is None or not it.seller.tax_id or bool(_FISCAL.fullmatch(it.seller.tax_id.strip())),
        "An Italian seller's tax number has 11 to 16 capital letters and digits.",
    ),
    Rule("IT-R-002", "BT-35", lambda it: bool(_address(it.seller).street), "An Italian seller gives its street."),
    Rule("IT-R-003", "BT-37", lambda it: bool(_address(it.seller).city), "An Italian seller gives its city."),
    Rule("IT-R-004", "BT-38", lambda it: bool(_address(it.seller).postcode), "An Italian seller gives its post code."),
)
GREECE: Sequence[Rule[Invoice]] = (
    Rule(
        "GR-R-001-1",
        "BT-1",
        lambda it: it.number.count("|") == _GREEK_PARTS - 1,
        "By Peppol a Greek seller's number has six parts: tax number, day, branch, kind, series, number.",
    ),
    Rule(
        "GR-R-004-1",
        "BG-24",
        lambda it: sum(one.description == "##M.AR.K##" for one in it.supporting) == 1,
        "By Peppol a Greek seller gives the mark that myDATA gave the invoice. "
        "Quittance asks no tax office: send another profile.",
    ),
)
_OF_SELLER: dict[str, Sequence[Rule[Invoice]]] = {
    "NL": NETHERLANDS,
    "SE": SWEDEN,
    "DK": DENMARK,
    "IS": ICELAND,
}
_OF_VAT_ID: dict[str, Sequence[Rule[Invoice]]] = {"NO": NORWAY, "IT": ITALY, "EL": GREECE, "GR": GREECE}
"""Countries that Peppol tells by the VAT id of the seller, or by its address where it has none."""


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What the seller's country adds; between Germans, XRechnung's rules under Peppol's ids."""
    country = _address(invoice.seller).country
    vat_id = invoice.seller.vat_id if invoice.seller else ""
    yield from broken(_OF_SELLER.get(country, ()), "", invoice)
    yield from broken(_OF_VAT_ID.get(vat_id[:2].upper() or country, ()), "", invoice)
    if _pair(invoice, "DE"):
        for one in einvoice_german.findings(invoice):
            number = _NUMBER.fullmatch(one.rule)
            if number and one.rule not in _NOT_IN_PEPPOL:
                yield replace(one, rule=f"DE-R-{int(number[1]):03d}{_PARTS[number[2]]}")
