"""Payments: recorded, allocated, taken back, moved and refunded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, does

if TYPE_CHECKING:
    from quittance.actions.allocations import ShareInput

top = typer.Typer()
payment = typer.Typer(name="payment", help="Payments: list, show.", no_args_is_help=True)

To = Annotated[
    list[str] | None,
    typer.Option("--to", help="Invoice to meet, as NUMBER or NUMBER=AMOUNT; may be repeated.", metavar="INVOICE"),
]
On = Annotated[str, typer.Option("--on", help="Business day; today when left out.", metavar="DAY")]


@does(top, "pay", "payments.record")
def pay(
    desk: Desk,
    amount: Annotated[str, typer.Argument(help="Decimal text, such as 1234.50.")],
    customer: Annotated[str, typer.Argument(help="Number of the customer; unidentified when left out.")] = "",
    on: On = "",
    reference: Annotated[str, typer.Option(help="The next of the series when left out.")] = "",
    currency: Annotated[str, typer.Option(help="The customer's when left out.")] = "",
    method: Annotated[str, typer.Option(help="bank, card, cash, cheque, direct_debit or other.")] = "bank",
    payer: Annotated[str, typer.Option(help="Who paid, as the bank says.")] = "",
    text: Annotated[str, typer.Option(help="The remittance text.")] = "",
    rate: Annotated[str, typer.Option(help="Exchange rate; the known one of the day when left out.")] = "",
    to: To = None,
    oldest: Annotated[bool, typer.Option("--oldest", help="Allocate to the oldest invoices first.")] = False,
) -> Answer:
    """Record a payment, and allocate it to named invoices or the oldest first."""
    from quittance.actions import payments

    if oldest and to:
        raise typer.BadParameter("give --oldest or --to, not both.", param_hint="--oldest")
    how = "chosen" if to else "oldest" if oldest else "none"
    data = payments.RecordPayment(
        received_on=desk.day(on, "on"),
        amount=amount,
        customer_number=customer,
        currency=currency,
        reference=reference,
        method=method,
        payer_name=payer,
        text=text,
        rate=rate,
        allocate=how,
        shares=shares(to),
    )
    made = desk.do(payments.record, data)
    left = f"{made.unapplied} {made.currency} unapplied"
    return of_result(made, f"Payment {made.reference}: {made.amount} {made.currency}, {left}.")


@does(top, "allocate", "allocations.allocate")
def allocate(
    desk: Desk,
    credit: Annotated[str, typer.Argument(help="Reference of the payment, or number of the credit note.")],
    to: To = None,
    on: On = "",
) -> Answer:
    """Allocate what is left of a payment or credit note; the oldest invoices first unless --to names them."""
    from quittance.actions import allocations

    data = allocations.Allocate(credit, shares(to), desk.day_or_none(on, "on"))
    made = desk.do(allocations.allocate, data)
    return of_result(made, f"Allocated {made.credit}: {made.unapplied} {made.currency} unapplied.")


@does(top, "unallocate", "allocations.unallocate")
def unallocate(
    desk: Desk,
    allocation: Annotated[list[int], typer.Argument(help="Ids of allocations, as `payment show` prints them.")],
    on: On = "",
) -> Answer:
    """Take allocations back, as their exact inverse."""
    from quittance.actions import allocations

    data = allocations.Unallocate(tuple(allocation), desk.day_or_none(on, "on"))
    return of_result(desk.do(allocations.unallocate, data), "Taken back.")


@does(top, "move", "payments.move")
def move(
    desk: Desk,
    reference: Annotated[str, typer.Argument(help="Reference of the payment.")],
    customer: Annotated[str, typer.Argument(help="Number of the customer it belongs to.")],
    amount: Annotated[str, typer.Option(help="All that is unapplied when left out.")] = "",
    on: On = "",
) -> Answer:
    """Move what is unapplied of a payment to the customer it belongs to."""
    from quittance.actions import payments

    data = payments.MovePayment(reference, customer, amount, desk.day_or_none(on, "on"))
    made = desk.do(payments.move, data)
    return of_result(made, f"Moved {made.amount} {made.currency} of {made.reference} to {made.customer_number}.")


@does(top, "refund", "payments.refund")
def refund(
    desk: Desk,
    reference: Annotated[str, typer.Argument(help="Reference of the payment.")],
    amount: Annotated[str, typer.Option(help="All that is unapplied when left out.")] = "",
    on: On = "",
) -> Answer:
    """Pay unapplied money of a payment back."""
    from quittance.actions import payments

    data = payments.RefundPayment(reference, amount, desk.day_or_none(on, "on"))
    made = desk.do(payments.refund, data)
    return of_result(made, f"Refunded {made.amount} {made.currency} of {made.reference}.")


def shares(given: list[str] | None) -> tuple[ShareInput, ...]:
    """Invoices with amounts, from texts such as INV-1=100.00; without an amount as much as possible."""
    from quittance.actions.allocations import ShareInput

    made = []
    for text in given or ():
        number, _, amount = text.rpartition("=") if "=" in text else (text, "", "")
        made.append(ShareInput(number.strip(), amount.strip()))
    return tuple(made)
