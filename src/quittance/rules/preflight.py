"""Preflight: what would delay the payment of an invoice, and whether that blocks it, warns, or is let be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stdnum import iban

from quittance.rules.refusals import Invalid
from quittance.rules.tax import INTRA_COMMUNITY, NOT_SUBJECT, REVERSE_CHARGE

BLOCK, WARN, OFF = "block", "warn", "off"
LEVELS = (BLOCK, WARN, OFF)

CHECKS = {
    "order": "the customer demands an order number and none is given",
    "address": "no mail address of the customer is known",
    "bank": "the account to be paid to is missing, or no statements come of it",
    "duplicate": "an earlier invoice says the same",
    "tax": "a VAT id that the tax needs is missing",
    "price": "a price is not that of the list",
    "stock": "more is sold than is on hand",
    "einvoice": "the e-invoice would break rules of its receiver",
}
"""What is looked for, in the order in which it is told."""

DEFAULTS = dict.fromkeys(CHECKS, WARN) | {"order": BLOCK, "einvoice": OFF}
"""The policy until a company sets its own."""

DUPLICATE_DAYS = 25
"""Most days between two invoices of the same customer, order and amount that make the later one look like the earlier.

Less than a month, so that what is billed every month does not look so.
"""

_NEEDS_THEIRS = frozenset({REVERSE_CHARGE, INTRA_COMMUNITY})
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Odd:
    """A line whose item has another price, or not enough stock: `says` and `holds` are decimal text."""

    n: int
    item: str
    says: str
    holds: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an invoice and its parties; `accounts` are those whose bank statements have come.

    `duplicate` names the earlier one, `broken` the rules.
    """

    purchase_order: str
    order_required: bool
    email: str
    iban: str
    vat_id: str
    customer_vat_id: str
    taxed: bool
    categories: frozenset[str]
    duplicate: str = ""
    prices: tuple[Odd, ...] = ()
    stock: tuple[Odd, ...] = ()
    broken: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    registered: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What would delay the payment, how the company takes it, and the field to correct."""

    check: str
    level: str
    field: str
    sentence: str


def look(facts: Facts, policy: Mapping[str, str]) -> tuple[Finding, ...]:
    """Everything that the policy does not let be, in the order of `CHECKS`."""
    said = {
        "order": ("purchase_order", _order(facts)),
        "address": ("email", "" if facts.email else "No mail address is known. Note one on the customer."),
        "bank": ("iban", _bank(facts)),
        "duplicate": ("total", _duplicate(facts)),
        "tax": ("vat_id", _tax(facts)),
        "price": ("lines", _prices(facts)),
        "stock": ("lines", _stock(facts)),
        "einvoice": ("profile", _broken(facts)),
    }
    levels = {**DEFAULTS, **policy}
    return tuple(
        Finding(check, levels[check], field, sentence)
        for check, (field, sentence) in said.items()
        if sentence and levels[check] != OFF
    )


def check_level(check: str, level: str) -> None:
    """Raise `Invalid` for a check or a level that is not known."""
    if check not in CHECKS:
        raise Invalid(f"{check[:40]!r} is no check. There are {', '.join(CHECKS)}.", field="check")
    if level not in LEVELS:
        raise Invalid(f"{level[:20]!r} is none of {', '.join(LEVELS)}.", field="level")


def _order(facts: Facts) -> str:
    if not facts.order_required or facts.purchase_order:
        return ""
    return "The customer pays nothing without its order number. Give it."


def _bank(facts: Facts) -> str:
    if not facts.iban:
        return "The company has no IBAN. Note it on the letterhead."
    known = {_account(one) for one in facts.accounts if iban.is_valid(one, check_country=False)}
    if known and _account(facts.iban) not in known:
        return f"No bank statement has come of the account {facts.iban}. Is the IBAN of the letterhead right?"
    return ""


def _account(number: str) -> str:
    """What tells an account: a Swiss QR-IBAN names the same one with another bank number."""
    return number[:2] + number[9:] if number[:2] in ("CH", "LI") else number


def _duplicate(facts: Facts) -> str:
    if not facts.duplicate:
        return ""
    return f"{facts.duplicate} says the same: customer, order and amount. Is this one meant?"


def _tax(facts: Facts) -> str:
    if (facts.taxed or facts.categories & _NEEDS_THEIRS) and not facts.vat_id:
        return "The company has no VAT id. Note it on the letterhead."
    if facts.categories & _NEEDS_THEIRS and not facts.customer_vat_id:
        return "Without the customer's VAT id its tax cannot be left out. Note it on the customer."
    if NOT_SUBJECT in facts.categories and not facts.registered:
        return "Not subject to VAT, the company is told by its registration number alone. Note it on the letterhead."
    return ""


def _prices(facts: Facts) -> str:
    return _named(facts.prices, "line {n}: {item} costs {holds}, not {says}")


def _stock(facts: Facts) -> str:
    return _named(facts.stock, "{item}: {says} are sold, {holds} are on hand")


def _named(odd: tuple[Odd, ...], words: str) -> str:
    if not odd:
        return ""
    said = "; ".join(words.format(n=one.n, item=one.item, says=one.says, holds=one.holds) for one in odd[:MOST_NAMED])
    more = f", and {len(odd) - MOST_NAMED} more" if len(odd) > MOST_NAMED else ""
    return f"{said[0].upper()}{said[1:]}{more}."


def _broken(facts: Facts) -> str:
    if not facts.broken:
        return ""
    return f"As an e-invoice it breaks {', '.join(facts.broken[:MOST_NAMED])}. Look at the e-invoice."
