"""Pieces that several bodies and answers share: lines, shares, and allocations in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from quittance.actions.allocations import ShareInput
from quittance.api import plain
from quittance.api.kinds import (
    LONG,
    MOST_LINES,
    MOST_SHARES,
    PLAIN,
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
from quittance.rules.deposits import MOST_DRAWS, DrawInput
from quittance.rules.refusals import Invalid
from quittance.rules.totals import MOST_CHARGES, ChargeInput, LineInput

PART = r"^([0-9]{1,12}(\.[0-9]{1,6})?%?)?$"
Rate = Annotated[Decimal, Field(description="Percent, such as 21 or 5.5.")]
Category = Annotated[
    Literal["standard", "zero", "exempt", "reverse_charge", "export", "intra_community", "not_subject", "igic", "ipsi"],
    Field(description="When left out, standard above 0 percent and zero at it."),
]
TaxReason = Annotated[str, Field(max_length=300, pattern=LONG, description="Why no tax is due; exempt needs it.")]


class LineGiven(Given):
    """A row of a document: net is quantity x unit price, rounded once; the tax rate is in percent.

    With an `item` of the catalogue, what is left out comes from it: description, unit, price and tax.
    """

    description: Annotated[str, Field(max_length=1_000, pattern=LONG)] = ""
    quantity: SignedDecimal = "1"
    unit_price: Annotated[SignedDecimal, Field(description="Needed without an item.")] | None = None
    tax_rate: Annotated[Rate, Field(description="Percent; 0 when left out without an item.")] | None = None
    tax_category: Category | None = None
    tax_reason: TaxReason = ""
    discount: Annotated[str, Field(pattern=PART, description="Percent of the line such as 10%, or an amount.")] = ""
    item: Annotated[str, Field(max_length=64, pattern=PLAIN, description="Number of an item.")] = ""
    unit: Annotated[str, Field(max_length=40, pattern=PLAIN, description="Such as piece or hour, or a code.")] = ""


class ChargeGiven(Given):
    """An allowance or charge on the whole document; in percent it is of the sum of the lines."""

    kind: Literal["allowance", "charge"]
    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=LONG)]
    amount: Annotated[str, Field(pattern=PART, min_length=1, description="Percent such as 5%, or an amount.")]
    tax_rate: Rate = "0"
    tax_category: Category | None = None
    tax_reason: TaxReason = ""


class ShareGiven(Given):
    """An invoice and how much of it to meet; without an amount as much as possible."""

    invoice_number: Number
    amount: Decimal | None = None


class DrawGiven(Given):
    """A deposit and how much of it the invoice takes off; without an amount as much as it can."""

    number: Number
    amount: Decimal | None = None


ChargesGiven = Annotated[list[ChargeGiven], Field(max_length=MOST_CHARGES)]
Prices = Annotated[
    Literal["without_tax", "with_tax"], Field(description="Whether prices hold the tax; without_tax when left out.")
]
LinesGiven = Annotated[list[LineGiven], Field(max_length=MOST_LINES)]
DrawsGiven = Annotated[
    list[DrawGiven], Field(max_length=MOST_DRAWS, description="Paid deposits that an invoice takes off.")
]
NumbersGiven = Annotated[
    list[Number], Field(max_length=MOST_SHARES, description="Invoices that a note is about, open or not.")
]
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
    return tuple(_line(n, one) for n, one in enumerate(given or ()))


def _line(n: int, one: LineGiven) -> LineInput:
    """A price is needed where no item gives it; the tax is 0 where neither says another."""
    item = one.item.strip()
    if not item and one.unit_price is None:
        raise Invalid("Give the price of the line, or the item that has one.", field=f"lines[{n}].unit_price")
    usual = {"description": "", "unit_price": "", "tax_rate": "" if item else "0"}
    return LineInput(**{**usual, **one.fields()})


def charges(given: Sequence[ChargeGiven] | None) -> tuple[ChargeInput, ...]:
    """Allowances and charges as the verbs take them."""
    return tuple(ChargeInput(**one.fields()) for one in given or ())


def shares(given: Sequence[ShareGiven] | None) -> tuple[ShareInput, ...]:
    """Shares as the verbs take them."""
    return tuple(ShareInput(one.invoice_number, one.amount or "") for one in given or ())


def draws(given: Sequence[DrawGiven] | None) -> tuple[DrawInput, ...]:
    """Deposits to draw on as the verbs take them."""
    return tuple(DrawInput(one.number, one.amount or "") for one in given or ())


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
