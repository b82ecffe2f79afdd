"""The open items, indexed once: by customer, by digits of the number, by amount; nothing quadratic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quittance.rules import references_forms
from quittance.rules.matching_values import OpenItem

MOST_DIGITS = 18
"""Digits of a number that the index holds; longer ones keep their last 18."""
MOST_SAME = 60
"""Items with the same digits or amount that one look-up returns."""

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Book:
    """One customer's open items, in order of due date, with every way of writing their numbers."""

    places: list[int]
    forms: references_forms.Forms


class Ledger:
    """An index over open items; places are positions in `items`, which are sorted so that input order is no matter."""

    def __init__(self, items: Sequence[OpenItem]) -> None:
        self.items = sorted(items, key=lambda item: (item.customer, item.due_on, item.id))
        self._starts: dict[str, tuple[int, int]] = {}
        self._books: dict[str, Book] = {}
        for place, item in enumerate(self.items):
            start, _ = self._starts.get(item.customer, (place, place))
            self._starts[item.customer] = (start, place + 1)
        self._digits = _Index(pair for place, item in enumerate(self.items) for pair in _keys(place, item))
        self._amounts = _Index((item.open_minor, place) for place, item in enumerate(self.items))

    def customers(self) -> Iterator[str]:
        """Customers that owe or are owed something."""
        return iter(self._starts)

    def places(self, customer: str) -> range:
        """A customer's items, in order of due date."""
        start, end = self._starts.get(customer, (0, 0))
        return range(start, end)

    def book(self, customer: str) -> Book:
        """A customer's items with the forms of their numbers; built when first asked for."""
        found = self._books.get(customer)
        if found is None:
            found = self._books[customer] = self.joint([customer])
        return found

    def joint(self, customers: Sequence[str]) -> Book:
        """The items of several customers as one book, for payers who pay for a group."""
        places = [place for customer in customers for place in self.places(customer)]
        held = [self.items[place] for place in places]
        forms = references_forms.build(
            [item.number for item in held], [item.order for item in held], [item.structured for item in held]
        )
        return Book(places, forms)

    def with_digits(self, digits: str) -> list[int]:
        """Items whose number, number without zeros, order or structured reference has exactly these digits."""
        found = self._digits.at(_key(digits))
        return [place for place in found if digits in _written(self.items[place])]

    def with_amount(self, minor: int, currency: str) -> list[int]:
        """Items of that open amount, at most `MOST_SAME`; none when there are more."""
        found = [place for place in self._amounts.at(minor) if self.items[place].currency == currency]
        return found if len(found) <= MOST_SAME else []


class _Index:
    """Whole numbers to places, as two sorted arrays: 16 bytes an entry."""

    def __init__(self, pairs: Iterator[tuple[int, int]]) -> None:
        flat = np.fromiter((value for pair in pairs for value in pair), dtype=np.int64)
        keys, places = flat[0::2], flat[1::2]
        order = np.lexsort((places, keys))
        self._keys, self._places = keys[order], places[order].astype(np.int32)

    def at(self, key: int) -> list[int]:
        low = int(np.searchsorted(self._keys, key, side="left"))
        high = int(np.searchsorted(self._keys[low : low + 5 * MOST_SAME], key, side="right")) + low
        return list(dict.fromkeys(self._places[low:high].tolist()))


def _key(digits: str) -> int:
    return int(digits[-MOST_DIGITS:])


def _written(item: OpenItem) -> set[str]:
    forms = references_forms
    found = {forms.digits_of(item.number), forms.without_zeros(item.number)}
    found |= {forms.digits_of(item.order), forms.digits_of(item.structured)}
    return {digits for digits in found if len(digits) >= 4}


def _keys(place: int, item: OpenItem) -> Iterator[tuple[int, int]]:
    for digits in _written(item):
        yield _key(digits), place
