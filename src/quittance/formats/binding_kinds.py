"""Kinds of elements in e-invoices: text, days, decimals, amounts, identifiers, quantities, flags and files."""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from quittance.formats import xml
from quittance.formats.bank import Malformed
from quittance.rules.einvoice import Classification, Identifier, Quantity

Element = etree._Element
_DECIMAL = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_LONG = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Kind:
    """How an element is read, and written with the currency that the syntax wants on amounts."""

    read: Callable[[Element], Any]
    write: Callable[[Element, Any, str], None]


def decimal(element: Element) -> Decimal | None:
    """An exact number; None when the element is empty. Raises `Malformed`."""
    said = (element.text or "").strip()
    if not said:
        return None
    if not _DECIMAL.fullmatch(said):
        raise Malformed(f"{said[:30]!r} is not a number.", xml.where(element))
    return Decimal(said)


def plain(number: Decimal) -> str:
    """Digits with a point, never an exponent."""
    return f"{number:f}"


def iso_day(element: Element) -> datetime.date | None:
    """A day of xsd:date; a time zone behind it is passed over. Raises `Malformed`."""
    said = (element.text or "").strip()
    if not said:
        return None
    found = _LONG.fullmatch(said)
    return _day(found[1] if found else said, element)


def compact_day(element: Element) -> datetime.date | None:
    """A day of UN/CEFACT format 102, YYYYMMDD. Raises `Malformed`."""
    said = (element.text or "").strip()
    if not said:
        return None
    if element.get("format", "102") != "102" or not _COMPACT.fullmatch(said):
        raise Malformed(f"{said[:30]!r} is not a day written YYYYMMDD (format 102).", xml.where(element))
    return _day(f"{said[:4]}-{said[4:6]}-{said[6:]}", element)


def text(element: Element, value: Any, currency: str) -> None:
    """Write text; signs that XML cannot hold are left out."""
    element.text = _CONTROL.sub("", str(value))


def identifier(attribute: str) -> Kind:
    """An identifier whose scheme stands in that attribute."""

    def read(element: Element) -> Identifier | None:
        said = _text(element)
        return Identifier(said, element.get(attribute, "").strip()) if said else None

    def write(element: Element, value: Identifier, currency: str) -> None:
        text(element, value.value, "")
        if value.scheme:
            element.set(attribute, value.scheme)

    return Kind(read, write)


def _day(said: str, element: Element) -> datetime.date:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        raise Malformed(f"{said[:30]!r} is not a day.", xml.where(element)) from None


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _terms(element: Element) -> str:
    """Terms of payment; a line end behind a last line that begins with # belongs to it (BR-DE-18)."""
    said = element.text or ""
    kept = said.strip()
    ended = "\n" in said[len(said.rstrip()) :]
    return f"{kept}\n" if ended and kept.rpartition("\n")[2].strip().startswith("#") else kept


def _amount(element: Element, value: Decimal, currency: str) -> None:
    element.text = plain(value)
    if currency:
        element.set("currencyID", currency)


def _number(element: Element, value: Decimal, currency: str) -> None:
    element.text = plain(value)


def _write_compact(element: Element, value: datetime.date, currency: str) -> None:
    element.text = f"{value:%Y%m%d}" if value.year >= 1000 else value.isoformat().replace("-", "")
    element.set("format", "102")


def _quantity(element: Element) -> Quantity | None:
    value = decimal(element)
    return None if value is None else Quantity(value, element.get("unitCode", "").strip())


def _write_quantity(element: Element, value: Quantity, currency: str) -> None:
    element.text = plain(value.value)
    if value.unit:
        element.set("unitCode", value.unit)


def _flag(element: Element) -> bool:
    said = _text(element)
    if said not in ("true", "false", "1", "0"):
        raise Malformed(f"{said[:20]!r} must be true or false.", xml.where(element))
    return said in ("true", "1")


def _write_flag(element: Element, value: bool, currency: str) -> None:
    element.text = "true" if value else "false"


def _class(element: Element) -> Classification | None:
    said = _text(element)
    return Classification(said, element.get("listID", ""), element.get("listVersionID", "")) if said else None


def _write_class(element: Element, value: Classification, currency: str) -> None:
    text(element, value.value, "")
    for name, said in (("listID", value.scheme), ("listVersionID", value.version)):
        if said:
            element.set(name, said)


def _content(element: Element) -> bytes | None:
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("the attached file is not base64.", xml.where(element)) from None


def _write_content(element: Element, value: bytes, currency: str) -> None:
    element.text = base64.b64encode(value).decode()


def attribute(name: str) -> Kind:
    """An attribute of an element whose text another row holds."""
    return Kind(
        lambda element: element.get(name, "").strip(), lambda element, value, currency: element.set(name, value)
    )


TEXT = Kind(_text, text)
TERMS = Kind(_terms, text)
NUMBER = Kind(decimal, _number)
AMOUNT = Kind(decimal, _amount)
ISO_DAY = Kind(iso_day, lambda element, value, currency: text(element, value.isoformat(), ""))
COMPACT_DAY = Kind(compact_day, _write_compact)
QUANTITY = Kind(_quantity, _write_quantity)
FLAG = Kind(_flag, _write_flag)
CLASS = Kind(_class, _write_class)
CONTENT = Kind(_content, _write_content)
