"""Deposits: what of them an invoice can draw on, and what ties a document to others."""

from __future__ import annotations

from typing import Any

from ninja import Router
from pydantic import Field

from quittance.api import plain
from quittance.api.desk import Desk, asks
from quittance.api.kinds import AmountShown, Code, DayShown, Number, Shown
from quittance.reports import customers, deposits
from quittance.reports.deposits import Drawn
from quittance.reports.document import DocumentCard

router = Router()


class DrawnShown(Shown):
    """What one invoice takes off for a deposit: the other document, the amount, and the tax in it."""

    number: str
    issued_on: DayShown
    amount: AmountShown
    tax: AmountShown


class TiesShown(Shown):
    """What ties a document to others: deposits, and the invoices that a note is about."""

    deposit: bool
    draws: list[DrawnShown] = Field(description="Deposits that it takes off.")
    payable: AmountShown = Field(description="The total less what it takes off for deposits.")
    drawn_by: list[DrawnShown] = Field(description="Invoices that draw on it, which is a deposit.")
    drawable: AmountShown | None = Field(description="Of a deposit: what is paid and not drawn on yet.")
    corrects: list[str]
    corrected_by: list[str]


class DepositShown(Shown):
    """A deposit that can be drawn on, and how much of it."""

    number: str
    issued_on: DayShown
    currency: str
    total: AmountShown
    paid: AmountShown
    drawn: AmountShown
    drawable: AmountShown


class Deposits(Shown):
    """Deposits of one customer."""

    rows: list[DepositShown]


@asks(router, "/customers/{path:number}/deposits", Deposits)
def deposits_of(desk: Desk, number: Number, currency: Code | None = None) -> dict[str, Any]:
    """List the deposits of a customer that an invoice can draw on, the oldest first."""
    customer_id = customers.id_of(desk.books, number)
    held = deposits.of_customer(desk.books, customer_id, (currency or "").upper())
    return {
        "rows": [
            {
                "number": one.deposit.number,
                "issued_on": one.issued_on,
                "currency": one.deposit.currency,
                "total": plain.amount(one.deposit.total, one.deposit.currency),
                "paid": plain.amount(one.deposit.paid, one.deposit.currency),
                "drawn": plain.amount(one.deposit.drawn, one.deposit.currency),
                "drawable": plain.amount(one.deposit.left, one.deposit.currency),
            }
            for one in held
        ]
    }


def ties(card: DocumentCard) -> dict[str, Any]:
    """What ties a document to others, as plain values."""
    ties, currency = card.ties, card.row.currency
    return {
        "deposit": ties.is_deposit,
        "draws": _drawn(ties.draws, currency),
        "payable": plain.amount(card.payable, currency),
        "drawn_by": _drawn(ties.drawn_by, currency),
        "drawable": None if ties.left is None else plain.amount(ties.left, currency),
        "corrects": [one.number for one in ties.corrects],
        "corrected_by": [one.number for one in ties.corrected_by],
    }


def _drawn(rows: tuple[Drawn, ...], currency: str) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "issued_on": one.issued_on,
            "amount": plain.amount(one.amount, currency),
            "tax": plain.amount(one.tax, currency),
        }
        for one in rows
    ]
