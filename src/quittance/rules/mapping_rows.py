"""Rows of a mapped file as rows of the exchange format: values found by their column, days and amounts rewritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Read:
    """One row: values in the order of `FIELDS`, and what could not be read of them."""

    values: list[str]
    faults: tuple[Fault, ...] = ()


class Reader:
    """Reads rows of one file; raises `Invalid` at once when the file lacks a column of the mapping."""

    def __init__(self, mapping: Mapping, header: Sequence[str]) -> None:
        self._kind = mapping.kind
        places = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
        columns, fixed = dict(mapping.columns), dict(mapping.fixed)
        self._steps: list[tuple[str, int, str, Callable[[str], str] | None]] = []
        for field in FIELDS[mapping.kind]:
            at = -1
            if field in columns:
                found = places.get(" ".join(columns[field].split()).casefold())
                if found is None:
                    raise Invalid(
                        f"The file has no column {columns[field][:60]!r}, which the mapping takes for {field}. "
                        f"It has {', '.join(header)[:300]}.",
                        field="columns",
                    )
                at = found
            self._steps.append((field, at, fixed.get(field, ""), _step(field, mapping)))
        self._order = ORDER_WORDS[mapping.date_order]
        self._decimal = mapping.decimal

    def read(self, row: int, cells: Sequence[str]) -> Read:
        """The row in the exchange format; what is not understood stays as it is and becomes a fault."""
        values: list[str] = []
        faults: list[Fault] = []
        count = len(cells)
        for field, at, otherwise, step in self._steps:
            given = cells[at].strip() if 0 <= at < count else ""
            given = given or otherwise
            if step is None or not given:
                values.append(given)
                continue
            made = step(given)
            if not made:
                faults.append(Fault(self._kind, row, field, "invalid", self._said(field, given)))
            values.append(made or given)
        return Read(values, tuple(faults))

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
    return {"currency": _currency, "kind": _document}.get(field)


def _currency(text: str) -> str:
    code = text.upper()
    return SIGNS.get(code, code)


def _document(text: str) -> str:
    plain = text.casefold().replace("_", " ").replace("-", " ").strip()
    if any(plain.startswith(word) for word in _CREDITS[:-2]) or plain in _CREDITS:
        return CREDIT_NOTE
    return INVOICE if plain in _INVOICES else text


_INVOICES = frozenset("invoice inv rechnung re facture fac factuur factura fattura fatura faktura in".split())
