"""How late money comes: days after the due day weighted by amount, as they are counted apart, and the usual weekday."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules.money import ratio

BANDS = ((None, -1), (0, 5), (6, 10), (11, 15), (16, 25), (26, None))
"""First and last days late of each band; the first is what came early, the last has no end."""

FEW_PAYMENTS = 4
"""Fewer than so many tell no habit."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money on a day, so many days late (below zero early), in base minor units."""

    on: datetime.date
    days: int
    base: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """Mean days late by amount: `signed` lets early money make up for late, `floored` counts it as on its day."""

    signed: int
    floored: int


def lateness(parts: Sequence[Paid]) -> Lateness | None:
    """The means of these, rounded to whole days, halves away from zero; None where nothing was paid.

    sum(days x amount) / sum(amount): 10k 5 days late, 30k 15 late and 60k 5 early are 2 signed, and 5 floored.
    """
    whole = sum(one.base for one in parts)
    if whole <= 0:
        return None
    signed = sum(one.days * one.base for one in parts)
    floored = sum(max(0, one.days) * one.base for one in parts)
    return Lateness(ratio(signed, 1, whole), ratio(floored, 1, whole))


def together(parts: Sequence[Paid]) -> Paid:
    """Parts of one payment as one, with its mean days late; there is at least one."""
    found = lateness(parts)
    return Paid(max(one.on for one in parts), found.signed if found else 0, sum(one.base for one in parts))


def banded(payments: Sequence[Paid]) -> tuple[int, ...]:
    """How many payments fall in each of `BANDS`."""
    return tuple(
        sum((first is None or one.days >= first) and (last is None or one.days <= last) for one in payments)
        for first, last in BANDS
    )


def usual(days: Sequence[datetime.date]) -> tuple[int, int, int] | None:
    """The weekday of most of these days, how many there are on it, and of how many; None for few or no such habit."""
    weekdays = [one.weekday() for one in days]
    if len(weekdays) < FEW_PAYMENTS:
        return None
    most = max(range(7), key=weekdays.count)
    return (most, weekdays.count(most), len(weekdays)) if 2 * weekdays.count(most) > len(weekdays) else None
