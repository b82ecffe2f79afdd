"""Invented receivables of any size: invoices, what paid them and when, as plain tuples from one seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from quittance.rules import money

YEARS_DAYS = 3 * 365
BASE = "EUR"
FOREIGN = "USD"
STATEMENT_ITEMS = 500
"""Open invoices of customer 1, who never pays: the statement that is measured."""

_TERMS = (14, 30, 30, 45, 60)
_HABITS = (1, 1, 1, 1, 2, 2, 3, 5)
_PAYS, _PART = 0.885, 0.925


@dataclass(frozen=True, slots=True)
class Shape:
    """How large and how old: `paid` False leaves every invoice open."""

    invoices: int
    today: datetime.date
    paid: bool = True

    @property
    def customers(self) -> int:
        """Some thirty invoices each, customer 1 aside."""
        return max(4, self.invoices // 30)

    @property
    def first(self) -> datetime.date:
        """The day of the first invoice."""
        return self.today - datetime.timedelta(days=YEARS_DAYS)


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice: minor units, `base` and `tax_base` in the company's currency; recorded at `moment`."""

    n: int
    customer: int
    currency: str
    issued: datetime.date
    due: datetime.date
    net: int
    tax: int
    total: int
    base: int
    tax_base: int
    lines: int
    moment: int


@dataclass(frozen=True, slots=True)
class Credit:
    """A payment or a credit note."""

    n: int
    kind: str
    customer: int
    currency: str
    on: datetime.date
    amount: int
    base: int
    moment: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An allocation; `own` ones have an entry of their own, the others belong to their payment's."""

    n: int
    debit: int
    credit: int
    currency: str
    amount: int
    debit_base: int
    credit_base: int
    on: datetime.date
    moment: int
    reverses: int | None
    own: bool


Row = Paper | Credit | Pair


@dataclass(slots=True)
class _Side:
    """An amount that is being allocated, with its share of the base amount."""

    amount: int
    base: int
    taken: int = 0
    taken_base: int = 0

    def take(self, amount: int) -> int:
        """The base share that goes with `amount`; the last cent of the base goes with the last of the amount."""
        self.taken += amount
        share = money.ratio(self.base, self.taken, self.amount) - self.taken_base
        self.taken_base += share
        return share

    def give_back(self, amount: int, base: int) -> None:
        """Undo a share exactly."""
        self.taken -= amount
        self.taken_base -= base


@dataclass(slots=True)
class _Waiting:
    """Invoices of one customer that its next payment will cover, and the day on which it comes."""

    day: datetime.date
    parts: list[tuple[Paper, _Side, int]] = field(default_factory=list)


def customer_currency(n: int) -> str:
    """Every seventh customer buys in the foreign currency."""
    return FOREIGN if n % 7 == 3 else BASE


def customer_days(n: int) -> int:
    """Days until a customer's invoices are due."""
    return _TERMS[n % len(_TERMS)]


def tell(shape: Shape, seed: int = 1) -> Iterator[Row]:
    """Invoices in the order of their days, each followed by the payments that its customer then had due."""
    return _Teller(shape, seed).run()


class _Teller:
    def __init__(self, shape: Shape, seed: int) -> None:
        self.shape = shape
        self.rng = random.Random(seed)
        self.waiting: dict[int, _Waiting] = {}
        self.credits = 0
        self.pairs = 0

    def run(self) -> Iterator[Row]:
        count = self.shape.invoices
        statement = min(STATEMENT_ITEMS, count // 20)
        every = count // statement
        for n in range(count):
            on_statement = n % every == 0 and n // every < statement
            paper = self._paper(n, 1 if on_statement else self._customer())
            yield paper
            if on_statement or not self.shape.paid:
                continue
            yield from self._paid(paper)
        for customer in list(self.waiting):
            yield from self._settle(customer)

    def _customer(self) -> int:
        """Customer 2 buys most, the last one least."""
        return 2 + int((self.shape.customers - 1) * self.rng.random() ** 1.6)

    def _paper(self, n: int, customer: int) -> Paper:
        rng, shape = self.rng, self.shape
        issued = shape.first + datetime.timedelta(days=n * YEARS_DAYS // shape.invoices)
        net = max(100, int(rng.lognormvariate(11.0, 1.2)))
        tax = money.ratio(net, 21, 100) if customer % 3 else 0
        currency = customer_currency(customer)
        base = self._to_base(net + tax, currency, issued)
        due = issued + datetime.timedelta(days=customer_days(customer))
        tax_base = money.ratio(base, tax, net + tax)
        return Paper(n, customer, currency, issued, due, net, tax, net + tax, base, tax_base, 1 + n % 3, moment(issued))

    def _paid(self, paper: Paper) -> Iterator[Row]:
        rng = self.rng
        side, fate = _Side(paper.total, paper.base), rng.random()
        if rng.random() < 0.02:
            yield from self._credit_note(paper, side)
        if fate >= _PART:
            return
        left = paper.total - side.taken
        amount = left if fate < _PAYS else max(1, left * rng.randrange(20, 80) // 100)
        day = max(paper.issued, paper.due + datetime.timedelta(days=int(rng.gauss(6, 14))))
        waiting = self.waiting.setdefault(paper.customer, _Waiting(day))
        waiting.day = max(waiting.day, day)
        waiting.parts.append((paper, side, amount))
        if len(waiting.parts) >= _HABITS[paper.customer % len(_HABITS)]:
            yield from self._settle(paper.customer)

    def _credit_note(self, paper: Paper, side: _Side) -> Iterator[Row]:
        day = paper.issued + datetime.timedelta(days=self.rng.randrange(1, 12))
        if day > self.shape.today:
            return
        amount = max(1, paper.total * self.rng.randrange(5, 30) // 100)
        credit = self._credit("credit_note", paper.customer, paper.currency, day, amount)
        yield credit
        yield self._pair(paper, side, credit, _Side(credit.amount, credit.base), amount=amount, on=day)

    def _settle(self, customer: int) -> Iterator[Row]:
        """One payment over all that waits, unless its day is still to come."""
        waiting = self.waiting.pop(customer)
        if waiting.day > self.shape.today:
            return
        rng = self.rng
        due = sum(amount for _, _, amount in waiting.parts)
        extra = rng.randrange(100, 50_000) if rng.random() < 0.02 else 0
        credit = self._credit("payment", customer, waiting.parts[0][0].currency, waiting.day, due + extra)
        yield credit
        if rng.random() < 0.01:
            return
        side = _Side(credit.amount, credit.base)
        late = rng.randrange(1, 20) if rng.random() < 0.08 else 0
        on = min(waiting.day + datetime.timedelta(days=late), self.shape.today)
        made = [self._pair(paper, debit, credit, side, amount=amount, on=on) for paper, debit, amount in waiting.parts]
        yield from made
        for pair, (paper, debit, _) in zip(made, waiting.parts, strict=True):
            if rng.random() < 0.005:
                yield from self._undone(paper, debit, credit, side, pair)

    def _undone(self, paper: Paper, debit: _Side, credit: Credit, side: _Side, made: Pair) -> Iterator[Row]:
        """Taken back some days later, and mostly put back after that."""
        back = made.on + datetime.timedelta(days=self.rng.randrange(0, 30))
        again = back + datetime.timedelta(days=self.rng.randrange(0, 10))
        if again > self.shape.today:
            return
        debit.give_back(made.amount, made.debit_base)
        side.give_back(made.amount, made.credit_base)
        self.pairs += 1
        then = max(moment(back), made.moment + 1)
        given = (-made.amount, -made.debit_base, -made.credit_base, back, then, made.n, True)
        yield Pair(self.pairs, made.debit, made.credit, made.currency, *given)
        if self.rng.random() < 0.8:
            yield self._pair(paper, debit, credit, side, amount=made.amount, on=again, known_from=then + 1)

    def _credit(self, kind: str, customer: int, currency: str, on: datetime.date, amount: int) -> Credit:
        self.credits += 1
        base = self._to_base(amount, currency, on)
        return Credit(self.credits, kind, customer, currency, on, amount, base, moment(on))

    def _pair(
        self,
        paper: Paper,
        debit: _Side,
        credit: Credit,
        side: _Side,
        *,
        amount: int,
        on: datetime.date,
        known_from: int = 0,
    ) -> Pair:
        """An allocation, some a month after their day; those of the payment's own day and moment are part of it."""
        self.pairs += 1
        late = on + datetime.timedelta(days=30 if self.rng.random() < 0.05 else 0)
        then = max(moment(min(late, self.shape.today)), known_from)
        own = credit.kind != "payment" or (on, then) != (credit.on, credit.moment)
        shares = (debit.take(amount), side.take(amount))
        return Pair(self.pairs, paper.n, credit.n, paper.currency, amount, *shares, on, then, None, own)

    def _to_base(self, amount: int, currency: str, on: datetime.date) -> int:
        return amount if currency == BASE else money.ratio(amount, 8_800 + on.toordinal() * 37 % 700, 10_000)


def moment(day: datetime.date) -> int:
    """Half past three on a day, in microseconds since 1970, UTC."""
    return ((day - datetime.date(1970, 1, 1)).days * 24 * 60 + 930) * 60 * 10**6
