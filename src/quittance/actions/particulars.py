"""What stands on paper of a company or a customer: address, registrations and bank, checked without a network."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.ch import vat as swiss
from stdnum.eu import vat as european
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as british
from stdnum.no import mva as norwegian

from quittance.formats.paper_words import LANGUAGES
from quittance.rules import text, text_by_language
from quittance.rules.refusals import Invalid

MOST_STREET_LINES = 4
MOST_TEXT_LINES = 6
GREECE = "EL"
"""How the VAT ids of Greece begin, whose country code is GR."""

_SITE = re.compile(r"(https?://)?[^\s/@]+\.[^\s/@.]{2,}(/\S*)?", re.IGNORECASE)
_BESIDE = {"GB": british, "CH": swiss, "NO": norwegian}
"""Lands outside the union whose VAT ids carry check digits."""


def street(value: str) -> str:
    """One to four lines between the name and the city, without empty ones."""
    return _lines(value, "street", 300, MOST_STREET_LINES)


def paragraph(field: str) -> Callable[[str], str]:
    """A check of a short text of some lines, such as the footer, that may say itself in each language of papers."""

    def check(value: str) -> str:
        found = _lines(value, field, 600, MOST_TEXT_LINES * len(LANGUAGES))
        text_by_language.check(found, field, LANGUAGES)
        for _, part in text_by_language.parts(found):
            _lines(part, field, 600, MOST_TEXT_LINES)
        return found

    return check


def short(field: str, most: int) -> Callable[[str], str]:
    """A check of one line of text."""

    def check(value: str) -> str:
        found = text.clean(value, field, most)
        if "\n" in found or "\r" in found or "\t" in found:
            raise Invalid(f"The {field.replace('_', ' ')} is one line.", field=field)
        return found

    return check


ADDRESS: dict[str, Callable[[str], str]] = {
    "street": street,
    "postcode": short("postcode", 20),
    "city": short("city", 100),
    "region": short("region", 100),
}
"""Field of an address -> its check; the country has its own everywhere."""


def iban(value: str) -> str:
    """An IBAN in its compact form, or ""; the check digits must fit (ISO 13616)."""
    if not value.strip():
        return ""
    try:
        return str(ibans.validate(value))
    except ValidationError:
        raise Invalid(f"{value[:40]!r} is not a valid IBAN: its check digits do not fit.", field="iban") from None


def bic(value: str) -> str:
    """A BIC of 8 or 11 signs (ISO 9362), or ""."""
    if not value.strip():
        return ""
    try:
        return str(bics.validate(value))
    except ValidationError:
        raise Invalid(f"{value[:20]!r} is not a BIC: it has 8 or 11 letters and digits.", field="bic") from None


def vat_id(value: str) -> str:
    """A VAT id in its compact form, or "".

    Where it begins like one of the union, the United Kingdom, Switzerland or Norway, its form and check digits
    must fit; others are kept as written. Whether it is registered only the tax office knows.
    """
    written = short("vat_id", 32)(value)
    compact = re.sub(r"[\s.\-]", "", written).upper()
    land = compact[:2]
    member = land == GREECE or (land.lower() in european.MEMBER_STATES and land != "GR")
    rule = european if member else _BESIDE.get(land)
    if rule is None:
        return written
    try:
        rule.validate(compact)
    except ValidationError:
        raise Invalid(
            f"{written!r} is not a VAT id of {land}: its form or check digits do not fit. Compare it with their paper.",
            field="vat_id",
        ) from None
    return compact


def website(value: str) -> str:
    """An address of a website, with or without https://, or ""."""
    found = short("website", 200)(value)
    if found and not _SITE.fullmatch(found):
        raise Invalid(f"{found[:60]!r} is not a website. Write it as www.example.com.", field="website")
    return found


def _lines(value: str, field: str, most: int, most_lines: int) -> str:
    lines = [line.strip() for line in text.clean(value.replace("\r\n", "\n"), field, most).split("\n")]
    kept = [line for line in lines if line]
    if len(kept) > most_lines:
        raise Invalid(f"The {field.replace('_', ' ')} has {len(kept)} lines; {most_lines} is the most.", field=field)
    if any("\r" in line or "\t" in line for line in kept):
        raise Invalid(f"The {field.replace('_', ' ')} holds control characters. Remove them.", field=field)
    return "\n".join(kept)
