"""Goods in the practice company's story: when they were delivered, and large orders paid for in part before."""

from __future__ import annotations

import datetime
import random

from quittance.actions.practice_papers import DAY, Deed, Invoice, Payer, Payment, Story, working
from quittance.rules import money
from quittance.rules.totals import LineInput

_HOME, _NEAR = "NL", ("BE", "DE", "FR", "LU")
_CARRIED = {"home": (0.9, 0, 2), "near": (0.75, 1, 4), "far": (0.4, 3, 8), "group": (0.85, 2, 6)}
"""Who was delivered to -> share of invoices that say when, and the days from there to the invoice.

The company's own lorries go round at home; those of a group are billed together, some days later.
"""

_FORGOTTEN, _FORGOTTEN_DAYS = 0.015, (12, 27)
_LEARNT = 365 * DAY
"""Until so long ago it took a day more."""

ORDERS = (
    (310, "PO-40117", "Gift boxes with magnet, autumn range", 4_200, "3.10", True),
    (215, "PO-40952", "Displays for shop floors, printed four colours", 380, "41.00", True),
    (142, "PO-41460", "Folding cartons, new house style", 21_000, "0.88", True),
    (78, "PO-42033", "Inserts of honeycomb board, cut to size", 9_600, "1.35", True),
    (46, "PO-42418", "Wine boxes for six bottles, two designs", 5_500, "2.45", False),
    (12, "PO-42790", "Crates of plywood, heat treated", 160, "96.00", False),
)
"""Days ago, order, what, how many, the price of one, and whether it has been delivered; the last is yet to be paid."""

SHARE = 30
"""Percent of an order that is paid before it is made."""

_PAID_DAYS, _MADE_DAYS, _PAYABLE_DAYS = 11, 36, 14
_RATE = 21


def deliver(story: Story) -> None:
    """Say of most invoices when their goods were delivered, by the habits of whom they went to."""
    rng = random.Random(len(story.invoices))
    for invoice in story.invoices:
        share, low, high = _CARRIED[_way(invoice.payer)]
        days = rng.randint(low, high) + (invoice.on < story.today - _LEARNT)
        days += rng.randint(*_FORGOTTEN_DAYS) if rng.random() < _FORGOTTEN else 0
        told = rng.random() < share
        if told and invoice.goods_on is None and not invoice.order:
            day = invoice.on - DAY * days
            invoice.goods_on = day - DAY * max(0, day.weekday() - 4)


def order(story: Story) -> None:
    """Large orders of buyers at home: a deposit, its payment, and the invoice of the whole when they are delivered."""
    known = story.today - _LEARNT
    home = [one for one in story.payers if one.country == _HOME and one.joined < known and not one.parent]
    buyers = sorted((one for one in home if one.stops > story.today), key=lambda one: -one.weight)[: len(ORDERS)]
    for payer, (ago, number, text, wanted, price, made) in zip(buyers, ORDERS, strict=False):
        asked = working(story.today - DAY * ago)
        minor = wanted * money.read(price, "EUR")
        part = money.ratio(minor, SHARE, 100)
        said = LineInput(
            f"{SHARE} % of your order of {wanted:,} in advance: {text}", "1", money.write(part, "EUR"), "21"
        )
        deposit = _bill(
            story, Invoice(payer, asked, asked + DAY * _PAYABLE_DAYS, asked, (said,), 0, part, order=number)
        )
        if ago > _MADE_DAYS:
            _pay(story, deposit, working(asked + DAY * _PAID_DAYS))
        if made:
            on = working(asked + DAY * _MADE_DAYS)
            whole = (LineInput(text, str(wanted), price, "21"),)
            final = Invoice(payer, on, on + DAY * payer.due_days, on, whole, 0, minor, order=number)
            final.deposit, final.goods_on = deposit, on - DAY
            _bill(story, final)
            _pay(story, final, working(final.due + DAY))


def _way(payer: Payer) -> str:
    if payer.parent:
        return "group"
    if payer.country == _HOME:
        return "home"
    return "near" if payer.country in _NEAR else "far"


def _bill(story: Story, invoice: Invoice) -> Invoice:
    """Bill by hand what so far has its net in `left`."""
    invoice.total = invoice.left + money.ratio(invoice.left, _RATE, 100)
    invoice.left = invoice.total - (invoice.deposit.total if invoice.deposit else 0)
    story.invoices.append(invoice)
    story.deeds.append(Deed("bill", invoice.on, invoice))
    return invoice


def _pay(story: Story, invoice: Invoice, on: datetime.date) -> None:
    if on <= story.today:
        met = [(invoice, invoice.left)]
        story.payments.append(Payment(invoice.payer, on, on, invoice.left, met, invoice.payer.number))
        invoice.left = 0
