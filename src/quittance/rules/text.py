"""Short text from outside: trimmed, bounded, without control characters."""

from __future__ import annotations

import re

from quittance.rules.refusals import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,185}\.[^@\s<>\".]{2,63}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def clean(value: str, field: str, most: int, *, needed: bool = False) -> str:
    """The trimmed text; raises `Invalid` when it is missing but needed, too long or holds control characters."""
    trimmed = value.strip()
    if not trimmed:
        if needed:
            raise Invalid(f"Enter the {field.replace('_', ' ')}.", field=field)
        return ""
    if len(trimmed) > most:
        raise Invalid(f"The {field.replace('_', ' ')} has {len(trimmed)} characters; {most} is the most.", field=field)
    if _CONTROL.search(trimmed):
        raise Invalid(f"The {field.replace('_', ' ')} holds control characters. Remove them.", field=field)
    return trimmed


def email(value: str, field: str = "email") -> str:
    """An address with one @ and a domain, or "" for none."""
    trimmed = clean(value, field, 254)
    if trimmed and not _EMAIL.fullmatch(trimmed):
        raise Invalid(f"{trimmed[:60]!r} is not an email address.", field=field)
    return trimmed


def country(value: str, field: str = "country") -> str:
    """Two letters of ISO 3166-1 alpha-2, or "" for none."""
    trimmed = clean(value, field, 40)
    if trimmed and not _COUNTRY.fullmatch(trimmed):
        raise Invalid("Write the country as two letters, such as NL.", field=field)
    return trimmed.upper()
