"""Categories of value added tax: which rate and which reason each may have, and how people write them."""

from __future__ import annotations

import functools
import re

from quittance.rules import text
from quittance.rules.refusals import Invalid

STANDARD = "standard"
ZERO = "zero"
EXEMPT = "exempt"
REVERSE_CHARGE = "reverse_charge"
EXPORT = "export"
INTRA_COMMUNITY = "intra_community"
NOT_SUBJECT = "not_subject"
IGIC = "igic"
IPSI = "ipsi"

CODES = {
    STANDARD: "S",
    ZERO: "Z",
    EXEMPT: "E",
    REVERSE_CHARGE: "AE",
    EXPORT: "G",
    INTRA_COMMUNITY: "K",
    NOT_SUBJECT: "O",
    IGIC: "L",
    IPSI: "M",
}
"""Category -> its code in UNTDID 5305, as EN 16931 takes it (BT-118, BT-151)."""

TAXED = frozenset((STANDARD, IGIC, IPSI))
"""Categories in which tax is due; the other ones have no rate."""

SILENT = TAXED | {ZERO}
"""Categories that need no reason, and have none."""

ISLANDS = {IGIC: "IGIC", IPSI: "IPSI"}
"""Taxes in the place of VAT, of the Canary Islands and of Ceuta and Melilla, as they are called in every language."""

REASONS = {
    REVERSE_CHARGE: "Reverse charge",
    EXPORT: "Export outside the EU",
    INTRA_COMMUNITY: "Intra-community supply",
    NOT_SUBJECT: "Not subject to VAT",
}
"""What a category says for itself when no reason was given (BT-120)."""

REASON_CODES = {
    REVERSE_CHARGE: "VATEX-EU-AE",
    EXPORT: "VATEX-EU-G",
    INTRA_COMMUNITY: "VATEX-EU-IC",
    NOT_SUBJECT: "VATEX-EU-O",
}
"""Category -> its code in the list of exemption reasons of the Connecting Europe Facility (BT-121)."""

WITHOUT_TAX, WITH_TAX = "without_tax", "with_tax"
PRICES = (WITHOUT_TAX, WITH_TAX)
"""Whether the prices of a document are before tax or hold it."""

MOST_REASON_CHARACTERS = 300
HUNDRED = 100 * 10**4
"""A hundred percent, as rates are kept: in ten-thousandths of a percent."""

_SPELT = {
    **{category: category for category in CODES},
    "reverse": REVERSE_CHARGE,
    "intra": INTRA_COMMUNITY,
    "not_subject_to_vat": NOT_SUBJECT,
    "outside_scope": NOT_SUBJECT,
    **{code.lower(): category for category, code in CODES.items()},
}


def settle(category: str, rate_e4: int, reason: str, at: str) -> tuple[str, str]:
    """The category and its reason; no category is standard above 0 percent and zero at it.

    `at` is how fields begin, such as "lines[2].". Raises `Invalid` for a rate or a reason that the
    category cannot have (EN 16931: BR-S-05, BR-Z-05, BR-E-05, BR-AE-05, BR-G-05, BR-IC-05; BR-E-10,
    BR-S-10, BR-Z-10, BR-AF-10, BR-AG-10).
    """
    if not category and not reason:
        return of(category, rate_e4), ""
    wanted = of(category, rate_e4)
    said = text.clean(reason, f"{at}tax_reason", MOST_REASON_CHARACTERS)
    if wanted not in CODES:
        raise Invalid(
            f"{category[:40]!r} is no tax category. Use {', '.join(CODES)}.",
            field=f"{at}tax_category",
        )
    if wanted == STANDARD and rate_e4 == 0:
        raise Invalid("The standard category has a rate above 0. Give the rate, or use zero.", field=f"{at}tax_rate")
    if wanted not in TAXED and rate_e4:
        raise Invalid(f"No tax is due in the category {wanted}. Leave the rate at 0.", field=f"{at}tax_rate")
    if wanted == EXEMPT and not said:
        raise Invalid("Say why it is exempt, such as the article of the law.", field=f"{at}tax_reason")
    if wanted in SILENT and said:
        raise Invalid(f"The category {wanted} has no reason. Leave it out.", field=f"{at}tax_reason")
    return wanted, said


def of(category: str, rate_e4: int) -> str:
    """The category as stored, or for what was recorded without one, the one that its rate tells."""
    return category or (STANDARD if rate_e4 else ZERO)


@functools.lru_cache(maxsize=1_000)
def typed(written: str) -> tuple[str, str]:
    """Category and rate of what was typed: 21, 5.5 %, exempt, reverse charge, intra, K, IGIC 7; "" is 0 percent."""
    plain = written.strip().removesuffix("%").strip()
    name, _, percent = plain.partition(" ")
    if percent and (island := _SPELT.get(name.lower())) in ISLANDS:
        return str(island), percent.strip()
    spelt = _SPELT.get(re.sub(r"[\s-]+", "_", plain.lower()))
    return (spelt, "0") if spelt else ("", plain or "0")


def written(category: str, rate: str) -> str:
    """What `typed` reads back as this category and rate."""
    if category in ISLANDS:
        return f"{ISLANDS[category]} {rate}"
    return rate if category in ("", STANDARD, ZERO) else category.replace("_", " ")
