"""Columns of a bank table proved by its balances: the right ones lead from each balance to the next."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quittance.rules import mapping_values
from quittance.rules.columns import Rows
from quittance.rules.mapping_columns import Column
from quittance.rules.mapping_guess import Choice

MOST_COLUMNS = 8
"""Columns of numbers that are tried."""
FEWEST_STEPS = 3
"""Balances that must follow from the one before, at least."""
ENOUGH = 0.9
"""Share of the balances that must follow."""
MOST_ODD = 0.05
"""Share of the cells of a column that need not be numbers."""
PROVED = 98
AMOUNTS = ("amount", "credit", "debit")

Chosen = Mapping[str, tuple[Column, Choice]]


@dataclass(frozen=True, slots=True)
class Proved:
    """The columns that hold the amounts, with the reason; `turned` says that a sum above zero left the account."""

    chosen: dict[str, tuple[Column, Choice]]
    turned: bool


def by_balances(
    under: Rows, listed: Sequence[Column], chosen: Chosen, decimal: str, backwards: bool | None
) -> Proved | None:
    """Other columns for the amounts, when the balances follow by these and not by the chosen; None when they do not.

    `backwards` says that the last movement stands first, None that the days do not tell. Not every row need show a
    balance.
    """
    if "balance" not in chosen:
        return None
    numbers = _numbers(under, listed, decimal)
    balance = numbers.pop(chosen["balance"][0].at, [])
    taken = {column.at for field, (column, _) in chosen.items() if field not in AMOUNTS}
    tried = [at for at, read in numbers.items() if at not in taken and any(read)][:MOST_COLUMNS]
    as_named = {field: chosen[field][0].at for field in AMOUNTS if field in chosen}
    if "amount" in as_named:
        as_named = {"amount": as_named["amount"]}
    if as_named and _holds(_moved(numbers, as_named), balance, backwards):
        return None
    for places, turned in _ways(tried):
        if _holds(_moved(numbers, places, turned), balance, backwards):
            columns = {column.at: column for column in listed}
            reason = "with it each balance follows from the one before"
            made = {
                field: (columns[at], Choice(field, columns[at].title, PROVED, reason)) for field, at in places.items()
            }
            kept = {field: one for field, one in chosen.items() if field not in AMOUNTS}
            return Proved(kept | made, turned)
    return None


def usual_sign(numbers: Iterable[Decimal | None]) -> int:
    """-1 when a column writes its movements with a minus, 1 otherwise; the other sign is a movement taken back."""
    signs = [number > 0 for number in numbers if number]
    return -1 if signs and 2 * sum(signs) < len(signs) else 1


def _numbers(under: Rows, listed: Sequence[Column], decimal: str) -> dict[int, list[Decimal | None]]:
    """Place -> the numbers of a column row by row, for columns that hold hardly anything else."""
    found: dict[int, list[Decimal | None]] = {}
    for column in listed:
        said = [cells[column.at].strip() if column.at < len(cells) else "" for _, cells in under]
        read = [mapping_values.amount(cell, decimal) if cell else "" for cell in said]
        filled, odd = sum(map(bool, said)), sum(1 for cell, one in zip(said, read, strict=True) if cell and not one)
        if odd <= MOST_ODD * filled:
            found[column.at] = [Decimal(number) if number else None for number in read]
    return found


def _ways(tried: Sequence[int]) -> Iterator[tuple[dict[str, int], bool]]:
    for at in tried:
        yield {"amount": at}, False
    for credit, debit in itertools.permutations(tried, 2):
        yield {"credit": credit, "debit": debit}, False
    for at in tried:
        yield {"amount": at}, True


def _moved(
    numbers: Mapping[int, Sequence[Decimal | None]], places: Mapping[str, int], turned: bool = False
) -> list[Decimal]:
    """What each row adds to the account."""
    zero = Decimal(0)
    empty: Sequence[Decimal | None] = ()
    if "amount" in places:
        return [(-(one or zero) if turned else one or zero) for one in numbers.get(places["amount"], empty)]
    credits, debits = (numbers.get(places.get(field, -1), empty) for field in ("credit", "debit"))
    way_in, way_out = usual_sign(credits), usual_sign(debits)
    return [way_in * (one or zero) - way_out * (two or zero) for one, two in itertools.zip_longest(credits, debits)]


def _holds(moved: Sequence[Decimal], balance: Sequence[Decimal | None], backwards: bool | None) -> bool:
    steps = list(zip(moved, balance, strict=False))
    return (backwards is not True and _followed(steps)) or (backwards is not False and _followed(steps[::-1]))


def _followed(steps: Sequence[tuple[Decimal, Decimal | None]]) -> bool:
    right = wrong = 0
    last: Decimal | None = None
    run = Decimal(0)
    for moved, balance in steps:
        run += moved
        if balance is None:
            continue
        if last is not None and (run or balance != last):
            right, wrong = (right + 1, wrong) if balance - last == run else (right, wrong + 1)
        last, run = balance, Decimal(0)
    return right >= FEWEST_STEPS and right >= ENOUGH * (right + wrong)
