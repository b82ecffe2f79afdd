"""Which terms a customer has on a day, from what was granted and from when on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """Terms as text, and the first day on which they hold."""

    valid_from: datetime.date
    terms: str


def in_force(grants: Sequence[Grant], on: datetime.date, before: str) -> str:
    """The terms of that day; `before` are those that held until the first grant.

    Of two grants from the same day the later in the order holds: that is how a slip is corrected.
    """
    found = before
    latest = datetime.date.min
    for one in grants:
        if latest <= one.valid_from <= on:
            found, latest = one.terms, one.valid_from
    return found
