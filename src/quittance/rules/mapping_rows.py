"""Rows of a mapped file as rows of the exchange format: values found by their column, days and amounts rewritten."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from quittance.rules import mapping_values
from quittance.rules.fault import Fault
from quittance.rules.ledger import CREDIT_NOTE, INVOICE
from quittance.rules.mapping import AMOUNTS, DAYS, FIELDS, Mapping
from quittance.rules.refusals import Invalid

ORDER_WORDS = {"ymd": "year, month, day", "dmy": "day, month, year", "mdy": "month, day, year"}
SIGNS = {
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "C$": "CAD",
    "A$": "AUD",
    "FR.": "CHF",
    "SFR": "CHF",
    "SFR.": "CHF",
    "EURO": "EUR",
    "EUROS": "EUR",
}
_CREDITS = (
    "credit",
    "gutschrift",
    "avoir",
    "nota de credito",
    "nota di credito",
    "kreditnota",
    "creditnota",
    "cn",
    "cm",
)


_NOWHERE = 1_000_000
"""The place of a field that no column gives."""


class Read(NamedTuple):
    """One row: values in the order of `FIELDS`, and what could not be read of them."""

    values: list[str]
    faults: tuple[Fault, ...] = ()


class Reader:
    """Reads rows of one file; raises `Invalid` at once when the file lacks a column of the mapping."""

    def __init__(self, mapping: Mapping, header: Sequence[str]) -> None:
        self._kind = mapping.kind
        places = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
        columns, fixed = dict(mapping.columns), dict(mapping.fixed)
        self._places: list[int] = []
        self._steps: list[tuple[int, str, Callable[[str], str]]] = []
        self._fixed = [(at, fixed[field]) for at, field in enumerate(FIELDS[mapping.kind]) if field in fixed]
        for place, field in enumerate(FIELDS[mapping.kind]):
            at = _NOWHERE
            if field in columns:
                found = places.get(" ".join(columns[field].split()).casefold())
                if found is None:
                    raise Invalid(
                        f"The file has no column {columns[field][:60]!r}, which the mapping takes for {field}. "
                        f"It has {', '.join(header)[:300]}.",
                        field="columns",
                    )
                at = found
            self._places.append(at)
            step = _step(field, mapping)
            if step is not None and (field in columns or field in fixed):
                self._steps.append((place, field, step))
        self._order = ORDER_WORDS[mapping.date_order]
        self._decimal = mapping.decimal

    def place_of(self, field: str) -> int:
        """The place in a row of the column that gives a field; far beyond any row for none."""
        return self._places[FIELDS[self._kind].index(field)]

    def read(self, row: int, cells: Sequence[str]) -> Read:
        """The row in the exchange format; what is not understood stays as it is and becomes a fault."""
        count = len(cells)
        values = [cells[at].strip() if at < count else "" for at in self._places]
        for at, value in self._fixed:
            values[at] = values[at] or value
        faults: tuple[Fault, ...] = ()
        for at, field, step in self._steps:
            given = values[at]
            if given:
                made = step(given)
                if made:
                    values[at] = made
                else:
                    faults += (Fault(self._kind, row, field, "invalid", self._said(field, given)),)
        return Read(values, faults)

    def _said(self, field: str, given: str) -> str:
        if field in DAYS:
            return f"{given[:40]!r} is not a day in the order {self._order}. Correct it, or choose another order."
        sign = "point" if self._decimal == "." else "comma"
        return f"{given[:40]!r} is not a number with a decimal {sign}. Correct it, or choose the other sign."


def _step(field: str, mapping: Mapping) -> Callable[[str], str] | None:
    if field in DAYS:
        return lambda text: mapping_values.day(text, mapping.date_order)
    if field in AMOUNTS:
        return lambda text: mapping_values.amount(text, mapping.decimal)
    steps: dict[str, Callable[[str], str]] = {"currency": _currency, "kind": _document}
    return steps.get(field)


def _currency(text: str) -> str:
    code = text.upper()
    return SIGNS.get(code, code)


@functools.lru_cache(maxsize=1_000)
def _document(text: str) -> str:
    plain = text.casefold().replace("_", " ").replace("-", " ").strip()
    if any(plain.startswith(word) for word in _CREDITS[:-2]) or plain in _CREDITS:
        return CREDIT_NOTE
    return INVOICE if plain in _INVOICES else text


_INVOICES = frozenset("invoice inv rechnung re facture fac factuur factura fattura fatura faktura in".split())
