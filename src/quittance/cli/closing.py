"""Periods, rates, write-offs and reversals: what a controller does."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

top = typer.Typer()

Reason = Annotated[str, typer.Option(help="Why; it is kept with the entry.", metavar="TEXT")]
On = Annotated[str, typer.Option("--on", help="Business day; today when left out.", metavar="DAY")]


@does(top, "lock", "closing.lock")
def lock(
    desk: Desk, through: Annotated[str, typer.Argument(help="Last day on which nothing may post any more.")]
) -> Answer:
    """Lock a period: nothing posts on or before the day any more."""
    from quittance.actions import closing

    made = desk.do(closing.lock_period, closing.LockPeriod(desk.day(through, "through")))
    return of_result(made, f"The books are locked through {made.locked_through}.")


@does(top, "unlock", "closing.unlock")
def unlock(
    desk: Desk,
    reason: Reason,
    through: Annotated[str, typer.Option(help="Keep the lock up to this day; none when left out.")] = "",
) -> Answer:
    """Move the lock back, or take it away, with a reason."""
    from quittance.actions import closing

    made = desk.do(closing.unlock_period, closing.UnlockPeriod(reason, desk.day_or_none(through, "through")))
    now = f"locked through {made.locked_through}" if made.locked_through else "not locked"
    return of_result(made, f"The books are {now}.")


@does(top, "rate", "rates.set")
def rate(
    desk: Desk,
    currency: Annotated[str, typer.Argument(help="The currency, such as USD.")],
    rate: Annotated[str, typer.Argument(help="Units of the company's currency for one of it.")],
    on: On = "",
) -> Answer:
    """Set an exchange rate from a day on; days without one take the ECB's reference rate."""
    from quittance.actions import rates

    made = desk.do(rates.set_rate, rates.SetRate(currency.upper(), desk.currency, desk.day(on, "on"), rate))
    return of_result(made, f"From {made.on}: 1 {made.currency} = {made.rate} {made.base}.")


@asks(top, "rates")
def kept_rates(desk: Desk) -> Answer:
    """List the exchange rates that were set; other days take the ECB's reference rate."""
    from quittance.reports import rates

    found = rates.kept(desk.books)
    rows = [(one.on, one.currency, one.base, one.rate) for one in found]
    empty = "No rate was set. Every day takes the ECB's reference rate."
    return Answer(("on", "currency", "base", "rate"), rows, lambda: plain_of(found), empty=empty)


@does(top, "writeoff", "writeoffs.write_off")
def writeoff(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of the document, or reference of the payment.")],
    reason: Reason,
    amount: Annotated[str, typer.Option(help="All that is open when left out.")] = "",
    on: On = "",
) -> Answer:
    """Write off a small balance, within the company's limit."""
    from quittance.actions import writeoffs

    data = writeoffs.WriteOff(number, reason, amount, desk.day_or_none(on, "on"))
    made = desk.do(writeoffs.write_off, data)
    return of_result(made, f"Written off: {made.amount} {made.currency} of {made.number}.")


@does(top, "reverse", "reversals.reverse")
def reverse(
    desk: Desk,
    reason: Reason,
    number: Annotated[str, typer.Argument(help="Number of the document or reference of the payment.")] = "",
    entry: Annotated[int, typer.Option(help="Or the entry, by its id in the journal.")] = 0,
    on: On = "",
) -> Answer:
    """Take back an invoice, credit note, payment, write-off, refund or move by its mirror image."""
    from quittance.actions import reversals

    data = reversals.Reverse(reason, number, entry, desk.day_or_none(on, "on"))
    made = desk.do(reversals.reverse, data)
    return of_result(made, f"Reversed: the {made.kind.replace('_', ' ')} {number or entry}, on {made.effective_on}.")
