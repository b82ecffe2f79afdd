"""Steps that a company's day may hold: what a clerk would do, and now and then what a clerk should not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from tests.sim.facts import Day, Item, Paper, Want
from tests.sim.oracle import BY_HAND, REVERSIBLE
from tests.sim.world import BASE, PLACES, TERMS, Choice, World, decimal, noon

CURRENCIES = (BASE, BASE, BASE, BASE, "USD", "USD", "JPY", "KWD")
Step = Callable[[World, Choice], None]


def time_passes(world: World, choose: Choice) -> None:
    """Days go by, or none; clocks of different machines disagree by some hours."""
    world.today += datetime.timedelta(days=choose.one((0, 0, 1, 3, 9, 30)))
    world.now = noon(world.today) + choose.one((0, 0, 1, 7_200_000_000, -7_200_000_000))


def customer(world: World, choose: Choice) -> None:
    """A customer, some of them under another."""
    parent = choose.one(("", "", *world.customers[1:]))
    world.customer(choose.one(CURRENCIES), "", parent)


def rate(world: World, choose: Choice) -> None:
    """A new exchange rate from some day on."""
    world.set_rate(choose.one(("USD", "JPY", "KWD")), _rate(choose), _day(world, choose))


def invoice(world: World, choose: Choice) -> None:
    """An invoice."""
    paper, own = _paper(world, choose, "I")
    world.invoice(paper, choose.one(tuple(TERMS)), own)


def credit_note(world: World, choose: Choice) -> None:
    """A credit note, alone or for an invoice."""
    paper, own = _paper(world, choose, "C")
    world.credit_note(paper, _wants(world, choose, paper.customer, paper.currency, 1), own)


def payment(world: World, choose: Choice) -> None:
    """A payment: unapplied, the oldest first, or for chosen invoices."""
    paper, own = _paper(world, choose, "P")
    open_now = [i for i in _open(world, "D") if (i.customer, i.currency) == (paper.customer, paper.currency)]
    if open_now and choose.whole(0, 2):
        some = sum(world.oracle.open(i)[0] for i in open_now[: choose.whole(1, 3)])
        paper = _priced(world, paper, max(1, choose.one((some, some - 1, some + 7, choose.whole(1, some)))), own)
    if choose.whole(0, 1):
        world.payment(paper, None, own)
    else:
        world.payment(paper, _wants(world, choose, paper.customer, paper.currency, 3), own)


def allocate(world: World, choose: Choice) -> None:
    """A credit meets invoices; where it has none of its own, the customer is sent one first."""
    credits = [i for i in _open(world, "C") if i.kind in ("payment", "transfer", "credit_note")]
    if not credits:
        payment(world, choose)
        return
    credit = choose.one(credits)
    if not _payable(world, credit.customer, credit.currency):
        paper = _priced(world, replace(credit.paper, label=_label(world, "I")), choose.whole(1, 9_999), "")
        world.invoice(paper, choose.one(tuple(TERMS)))
    wants = _wants(world, choose, credit.customer, credit.currency, 2)
    world.allocate(credit.label, wants, credit.currency, _day_or_none(world, choose))


def unallocate(world: World, choose: Choice) -> None:
    """Meetings are taken back: mostly such as can be."""
    made = [one for one in world.oracle.meetings if one.undoes is None]
    fit = [one for one in made if not one.undone and one.entry.kind in BY_HAND]
    if not made or not (fit or choose.whole(0, 1)):
        allocate(world, choose)
        return
    one = choose.one(fit if fit and choose.whole(0, 5) else made)
    together = [other for other in one.entry.meetings if other.undoes is None] if choose.whole(0, 1) else [one]
    world.unallocate(together, _day_or_none(world, choose))


def move(world: World, choose: Choice) -> None:
    """What is left of a payment goes to another customer."""
    credit = _credit(world, choose)
    if credit is None:
        payment(world, choose)
        return
    amount = _part(world, choose, credit)
    world.move(credit.label, choose.one(world.customers), amount, _day_or_none(world, choose))


def refund(world: World, choose: Choice) -> None:
    """What is left of a payment is paid back."""
    credit = _credit(world, choose)
    if credit is None:
        payment(world, choose)
        return
    world.refund(credit.label, _part(world, choose, credit), _day_or_none(world, choose))


def write_off(world: World, choose: Choice) -> None:
    """A small balance is given up; sometimes it is not small."""
    fit = ("invoice", "credit_note", "payment", "transfer")
    items = [i for i in (*_open(world, "D"), *_open(world, "C")) if i.kind in fit]
    if not items or not choose.whole(0, 9):
        items = [i for i in world.oracle.items if i.kind in fit]
    if not items:
        invoice(world, choose)
        return
    item = choose.one(items[:3] if choose.whole(0, 1) else items)
    small = decimal(choose.one((1, 50, 300, 499, 501)), item.currency)
    world.write_off(item.label, choose.one((small, small, "")), _day_or_none(world, choose))


def reverse(world: World, choose: Choice) -> None:
    """An entry is taken back: mostly one that can be."""
    entries = [one for one in world.oracle.entries if one.kind in REVERSIBLE or not choose.whole(0, 9)]
    if not entries:
        invoice(world, choose)
        return
    world.reverse(choose.one(entries), _day_or_none(world, choose))


def lock(world: World, choose: Choice) -> None:
    """The books are locked up to some day."""
    world.lock(world.today - datetime.timedelta(days=choose.one((-1, 0, 5, 10, 30, 60))))


def unlock(world: World, choose: Choice) -> None:
    """The lock is moved back or taken away."""
    if world.oracle.locked is None and choose.whole(0, 3):
        lock(world, choose)
    else:
        world.unlock(choose.one((None, world.today - datetime.timedelta(days=choose.one((0, 30, 90))))))


def again(world: World, choose: Choice) -> None:
    """A command arrives a second time."""
    world.do_again(choose.whole(0, len(world.done) - 1))


STEPS: dict[str, tuple[Step, int]] = {
    "customer": (customer, 2),
    "rate": (rate, 1),
    "invoice": (invoice, 6),
    "credit_note": (credit_note, 3),
    "payment": (payment, 6),
    "allocate": (allocate, 4),
    "unallocate": (unallocate, 4),
    "move": (move, 2),
    "refund": (refund, 2),
    "write_off": (write_off, 3),
    "reverse": (reverse, 4),
    "lock": (lock, 2),
    "unlock": (unlock, 1),
    "again": (again, 1),
}
"""Name -> the step, and how often it comes."""


def _paper(world: World, choose: Choice, letter: str) -> tuple[Paper, str]:
    """A paper of some size on some day, and the rate that is agreed on it ("" for the known one).

    Every other one is of a customer and in a currency that something is open of already.
    """
    likely = [(i.customer, i.currency) for i in _open(world, "D") + _open(world, "C")]
    customer, currency = choose.one(world.customers), choose.one(CURRENCIES)
    if likely and choose.whole(0, 1):
        customer, currency = choose.one(likely)
    label = _label(world, letter)
    used = [one.label for one in world.oracle.entries if one.items and one.label.startswith(letter)]
    if used and not choose.whole(0, 19):
        label = choose.one(used)
    own = "" if currency == BASE or choose.whole(0, 2) else _rate(choose)
    size = choose.one((choose.whole(1, 9), choose.whole(10, 999), choose.whole(1000, 99_999)))
    day = _day(world, choose)
    return _priced(world, Paper(customer, label, currency, size, 0, day, day), size, own), own


def _label(world: World, letter: str) -> str:
    return f"{letter}{len(world.oracle.entries)}"


def _priced(world: World, paper: Paper, amount: int, own: str) -> Paper:
    base = world.value(amount, paper.currency, paper.day, own)
    return replace(paper, amount=amount, base=base)


def _wants(world: World, choose: Choice, customer: str, currency: str, most: int) -> list[Want]:
    """Invoices to be met, mostly the customer's own in that currency, by as much as possible or a round part."""
    fit = _payable(world, customer, currency)
    if not choose.whole(0, 14):
        fit = [i.label for i in world.oracle.items if i.side == "D" and i.kind == "invoice"]
    labels = list(dict.fromkeys(choose.one(fit) for _ in range(choose.whole(0, most)) if fit))
    return [Want(label, choose.one((0, 0, choose.whole(1, 400)))) for label in labels]


def _payable(world: World, customer: str, currency: str) -> list[str]:
    mine = [i for i in _open(world, "D") if (i.customer, i.currency) == (customer, currency)]
    return [i.label for i in mine if i.kind == "invoice"]


def _open(world: World, side: str) -> list[Item]:
    return [item for item in world.oracle.items if item.side == side and world.oracle.open(item)[0] > 0]


def _credit(world: World, choose: Choice) -> Item | None:
    """A payment, mostly one of which something is left."""
    left = [i for i in _open(world, "C") if i.kind in ("payment", "transfer")]
    if not left or not choose.whole(0, 9):
        left = [i for i in world.oracle.items if i.kind == "payment"]
    return choose.one(left) if left else None


def _part(world: World, choose: Choice, item: Item) -> str:
    left = world.oracle.open(item)[0]
    return choose.one(("", "", decimal(choose.whole(1, max(1, left + left // 9)), item.currency)))


def _day(world: World, choose: Choice) -> Day:
    return world.today + datetime.timedelta(days=choose.one((0, 0, 0, -1, -5, -20, -60, 5, 25)))


def _day_or_none(world: World, choose: Choice) -> Day | None:
    return choose.one((None, None, None, _day(world, choose)))


def _rate(choose: Choice) -> str:
    return (
        f"{choose.whole(1, 3)}.{choose.whole(0, 9999):04d}" if choose.whole(0, 1) else f"0.{choose.whole(1, 9999):04d}"
    )


assert set(PLACES) >= set(CURRENCIES)
