"""Pieces that several bodies and answers share: lines, shares, and allocations in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from quittance.actions.allocations import ShareInput
from quittance.api import plain
from quittance.api.kinds import (
    LONG,
    MOST_LINES,
    MOST_SHARES,
    AmountShown,
    DayShown,
    Decimal,
    Given,
    IdShown,
    MomentShown,
    Number,
    Shown,
    SignedDecimal,
)
from quittance.reports.allocations import Met
from quittance.rules.totals import LineInput


class LineGiven(Given):
    """A row of a document: net is quantity x unit price, rounded once; the tax rate is in percent."""

    description: Annotated[str, Field(max_length=1_000, pattern=LONG)] = ""
    quantity: SignedDecimal = "1"
    unit_price: SignedDecimal
    tax_rate: Annotated[Decimal, Field(description="Percent, such as 21 or 5.5.")] = "0"


class ShareGiven(Given):
    """An invoice and how much of it to meet; without an amount as much as possible."""

    invoice_number: Number
    amount: Decimal | None = None


LinesGiven = Annotated[list[LineGiven], Field(max_length=MOST_LINES)]
SharesGiven = Annotated[list[ShareGiven], Field(max_length=MOST_SHARES)]


class MetShown(Shown):
    """An allocation in force as seen from one side; number, kind and customer are the other side's."""

    id: IdShown
    kind: str
    number: str
    note: str
    entry_id: IdShown
    customer_number: str
    customer_name: str
    currency: str
    amount: AmountShown
    effective_on: DayShown
    recorded_at: MomentShown
    by: str = Field(description="Who allocated.")


def lines(given: Sequence[LineGiven] | None) -> tuple[LineInput, ...]:
    """Lines as the verbs take them."""
    return tuple(LineInput(one.description, one.quantity, one.unit_price, one.tax_rate) for one in given or ())


def shares(given: Sequence[ShareGiven] | None) -> tuple[ShareInput, ...]:
    """Shares as the verbs take them."""
    return tuple(ShareInput(one.invoice_number, one.amount or "") for one in given or ())


def met(rows: Sequence[Met]) -> list[dict[str, Any]]:
    """Allocations as plain values."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "number": one.label,
            "note": one.note,
            "entry_id": one.entry_id,
            "customer_number": one.customer_number,
            "customer_name": one.customer_name,
            "currency": one.currency,
            "amount": plain.amount(one.amount, one.currency),
            "effective_on": one.effective_on,
            "recorded_at": plain.moment(one.recorded_at),
            "by": one.by,
        }
        for one in rows
    ]
