"""Balances that a table shows beside its movements: which way it runs, where it begins and ends, where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A movement and the balance behind it, None where the row shows none."""

    location: str
    amount: int
    balance: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """Opening and closing balance (None where no row shows one), and the rows at which the balance breaks."""

    backwards: bool
    opening: int | None
    closing: int | None
    faults: tuple[tuple[str, str], ...]


def check(steps: Sequence[Step], *, backwards: bool, same_day: bool) -> Checked:
    """Follow the balances; a table of a single day may run either way, and the way with fewer breaks is taken."""
    made = _followed(steps, backwards)
    if same_day:
        other = _followed(steps, not backwards)
        return other if len(other.faults) < len(made.faults) else made
    return made


def _followed(steps: Sequence[Step], backwards: bool) -> Checked:
    ordered = list(reversed(steps)) if backwards else list(steps)
    opening: int | None = None
    run = 0
    faults: list[tuple[str, str]] = []
    expected: int | None = None
    for step in ordered:
        run += step.amount
        expected = None if expected is None else expected + step.amount
        if step.balance is None:
            continue
        if opening is None:
            opening = step.balance - run
        elif step.balance != expected and len(faults) < MOST_FAULTS:
            faults.append((step.location, "the balance is not the one before with this movement."))
        expected = step.balance
    return Checked(backwards, opening, expected, tuple(faults))
