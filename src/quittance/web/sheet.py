"""The allocation sheet: open invoices with the amount to apply to each, what is left, what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quittance.actions.postings import Allocated
from quittance.rules import money
from quittance.rules.refusals import Refusal
from quittance.web import shown, typed
from quittance.web.typed import Owed


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An invoice on the sheet; `stays` is what stays open in minor units, None while the amount cannot be read."""

    owed: Owed
    stays: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows with their sums in minor units; `received` is None while the amount cannot be read."""

    rows: tuple[SheetRow, ...]
    currency: str
    received: int | None
    applied: int

    @property
    def left(self) -> int | None:
        """What would stay unapplied; below zero when more is applied than there is."""
        return None if self.received is None else self.received - self.applied

    @property
    def open(self) -> int:
        """Everything that is open on the rows."""
        return sum(row.owed.open for row in self.rows)

    @property
    def stays(self) -> int:
        """What stays open on the rows."""
        return self.open - self.applied

    @property
    def decimals(self) -> int:
        """Places of the currency."""
        return shown.decimals(self.currency)


def of(rows: Iterable[Owed], received: str, currency: str) -> Sheet:
    """The sheet as it stands; amounts that cannot be read count nothing yet."""
    made, applied = [], 0
    for one in rows:
        amount = _read(one.apply, currency)
        applied += amount or 0
        made.append(SheetRow(one, None if amount is None else one.open - amount))
    return Sheet(tuple(made), currency, _read(received, currency) if received.strip() else None, applied)


def applied(made: Iterable[Allocated], currency: str) -> dict[str, str]:
    """Amounts by document as a verb told them, instalments of one document added up."""
    sums: dict[str, int] = {}
    for one in made:
        sums[one.document] = sums.get(one.document, 0) + money.read(one.amount, currency)
    return {number: shown.money(amount, currency) for number, amount in sums.items()}


def _read(text: str, currency: str) -> int | None:
    if not text.strip():
        return 0
    try:
        return money.read(typed.amount(text), currency)
    except Refusal:
        return None
