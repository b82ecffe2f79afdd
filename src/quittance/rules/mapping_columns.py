"""A column of a file as a guess sees it: its title and what its values look like."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quittance.rules import currency as currencies
from quittance.rules import mapping_values
from quittance.rules.mapping import AMOUNTS, DAYS, DECIMALS, ORDERS
from quittance.rules.mapping_rows import SIGNS

MOST_LOOKED_AT = 400
"""Values of a column that tell what it holds."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{10,40}", re.ASCII)
_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """Place from 0, title, the title folded, and the values that are not blank."""

    at: int
    title: str
    folded: str
    values: Sequence[str]

    def share_of(self, field: str) -> float | None:
        """The share of values that a field could hold; None for fields that hold any text."""
        test = _test_of(field)
        if test is None:
            return None
        looked = self.values[:MOST_LOOKED_AT]
        return sum(1 for value in looked if test(value)) / len(looked) if looked else 0.0


@functools.cache
def _test_of(field: str) -> Callable[[str], bool] | None:
    if field in DAYS:
        return lambda value: any(mapping_values.day(value, order) for order in ORDERS)
    if field in AMOUNTS:
        return lambda value: any(mapping_values.amount(value, sign) for sign in DECIMALS)
    tests: dict[str, Callable[[str], bool]] = {
        "currency": lambda value: value.upper() in currencies.CODES or value.upper() in SIGNS,
        "email": lambda value: bool(_EMAIL.fullmatch(value)),
        "iban": lambda value: bool(_IBAN.fullmatch(value.upper())),
        "country": lambda value: bool(_COUNTRY.fullmatch(value)),
        "n": lambda value: value.isascii() and value.isdigit() and len(value) < 5,
    }
    return tests.get(field)
