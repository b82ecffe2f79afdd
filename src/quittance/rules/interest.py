"""Late interest on one debt: simple, by day, each span rounded once to the minor unit, half up."""

from __future__ import annotations

import datetime
from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quittance.rules import money
from quittance.rules.calendar import DAY
from quittance.rules.interest_packs import AGREED, FOR_CONSUMERS, FROZEN, MOVING, PACKS, Pack, Reference
from quittance.rules.refusals import Invalid

YEAR_365, YEAR_ACTUAL, YEAR_360 = "365", "actual", "360"
COUNTS = (YEAR_365, YEAR_ACTUAL, YEAR_360)
"""Days of a year: always 365, those of the calendar year that a day lies in, or always 360."""

EXACT, DAILY = "exact", "daily"
ROUNDINGS = (EXACT, DAILY)
"""Round what a span comes to, or the amount of one day before it is multiplied by the days."""

CLAIM, WAIVE = "claim", "waive"
AFTERWARDS = (CLAIM, WAIVE)
"""What becomes of interest when only the principal was paid: it may still be claimed, or it is given up."""

BY_LAW = "law"
FIXINGS = (BY_LAW, MOVING, FROZEN)
"""What a new reference rate does to a debt that is late already: what its law says, or what the company has chosen."""

MONEY = ("payment", "transfer")
"""Kinds of credits that pay a debt; others take off it."""

MOST_GRACE_DAYS = 365
MOST_RATE_E4 = 1_000_000
"""A hundred percent a year: beyond it a rate is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What interest is asked: pack, agreed rate (ten-thousandths of a percent) and the choices a law leaves open.

    Nothing is asked of a debt that is at most `grace_days` late; once it is later, interest runs from the
    day after the due day. `pay_day` counts the day of the payment; `compensation` asks the fixed amount too.
    `fixing` moves with each half-year's reference rate, or keeps that of the first late day.
    """

    pack: str
    contract_rate_e4: int = 0
    year: str = YEAR_365
    rounding: str = EXACT
    pay_day: bool = True
    compensation: bool = True
    grace_days: int = 0
    afterwards: str = CLAIM
    fixing: str = BY_LAW

    @property
    def frozen(self) -> bool:
        """Whether the rate of the first late day holds to the end."""
        return (PACKS[self.pack].fixing if self.fixing == BY_LAW else self.fixing) == FROZEN


@dataclass(frozen=True, slots=True)
class Balance:
    """What was open of a debt from the end of a day on, in minor units."""

    on: datetime.date
    open: int


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt with its due day and its balances from then on, oldest first; `charged_through` is billed already."""

    currency: str
    amount: int
    due_on: datetime.date
    balances: tuple[Balance, ...]
    charged_through: datetime.date | None = None
    compensated: bool = False


@dataclass(frozen=True, slots=True)
class Charged:
    """How far a debt is charged by notes that stand, None for not at all, and whether its compensation was asked."""

    through: datetime.date | None = None
    compensated: bool = False


NO_CHARGE = Charged()


@dataclass(frozen=True, slots=True)
class Handed:
    """A dossier of the debt by number: still `out` with its receiver, or the last day for which they collected."""

    number: str
    receiver: str
    out: bool
    collected_through: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one balance and one rate, both days included; `interest` in minor units.

    It is `provisional` where the reference rate of its half-year is not known yet and the last one stands in for it.
    """

    first: datetime.date
    last: datetime.date
    days: int
    open: int
    rate_e4: int
    interest: int
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Accrued:
    """What a debt has earned: its spans, their sum, and the fixed compensation."""

    spans: tuple[Span, ...]
    interest: int
    compensation: int

    @property
    def total(self) -> int:
        """Interest and compensation."""
        return self.interest + self.compensation

    def settled(self, through: datetime.date, paid_on: datetime.date | None, before: datetime.date) -> datetime.date:
        """The day through which a note settles the debt: where it was paid, the last day that counts, else `through`.

        Where the payment comes back, interest goes on from there. `before` is what was settled already.
        """
        if paid_on is None:
            return through
        return self.spans[-1].last if self.spans else before

    @property
    def provisional_from(self) -> datetime.date | None:
        """The first day for which the last known rate stands in, None where every rate is known."""
        return next((span.first for span in self.spans if span.provisional), None)


NOTHING = Accrued((), 0, 0)


def check(terms: Terms) -> Terms:
    """The terms when they make sense; raises `Invalid`."""
    for given, allowed, field in (
        (terms.pack, tuple(PACKS), "pack"),
        (terms.year, COUNTS, "year"),
        (terms.rounding, ROUNDINGS, "rounding"),
        (terms.afterwards, AFTERWARDS, "afterwards"),
        (terms.fixing, FIXINGS, "fixing"),
    ):
        if given not in allowed:
            raise Invalid(f"Choose one of {', '.join(allowed)}.", field=field)
    if not 0 <= terms.grace_days <= MOST_GRACE_DAYS:
        raise Invalid(f"Days of grace lie between 0 and {MOST_GRACE_DAYS}.", field="grace_days")
    if terms.pack in AGREED and not 0 < terms.contract_rate_e4 <= MOST_RATE_E4:
        raise Invalid("Say which rate was agreed, above 0 and at most 100 percent a year.", field="rate")
    if terms.pack not in AGREED and terms.contract_rate_e4:
        raise Invalid(f"A rate of your own goes with {' or '.join(AGREED)}.", field="rate")
    return terms


def of_consumer(terms: Terms | None) -> Terms | None:
    """What is asked of a consumer where `terms` are asked of businesses: None where their law grants nothing.

    Fixed compensation is granted between businesses alone.
    """
    pack = FOR_CONSUMERS.get(terms.pack) if terms else None
    return replace(terms, pack=pack, compensation=False) if terms and pack else None


def accrued(debt: Debt, terms: Terms, rates: Sequence[Reference], through: datetime.date) -> Accrued:
    """What the debt has earned up to and including `through`; raises `Invalid` for days before the first known rate.

    `rates` stand in the order of their days, because most debts ask for the latest.

    Worked example (Directive 2011/7/EU): 10,000.00 due 31 January and paid 15 August at 10.15 and 10.40 percent
    is 150 days and 46 days of 365, 417.12 + 131.07 = 548.19.
    """
    pack = PACKS[terms.pack]
    paid = debt.balances[-1].on if debt.balances and debt.balances[-1].open == 0 else None
    until = min(through, paid) if paid else through
    if (until - debt.due_on).days <= terms.grace_days or (paid and terms.afterwards == WAIVE):
        return NOTHING
    spans = tuple(_spans(debt, terms, rates, pack, through))
    return Accrued(spans, sum(span.interest for span in spans), _compensation(debt, terms, pack))


def stopped(charged: Charged, handed: Sequence[Handed]) -> tuple[Handed | None, datetime.date | None, bool]:
    """The dossier that a debt lies in, the day through which its interest is settled, and its compensation too.

    Nobody asks the same day twice: what a note charged and what a receiver collected both count, and while the debt
    is out, its interest is claimed by the receiver alone. Once it is back, charging goes on after the settled day.
    """
    collected = [one.collected_through for one in handed if one.collected_through is not None]
    days = [*collected, *([charged.through] if charged.through else [])]
    lies = next((one for one in handed if one.out), None)
    return lies, max(days, default=None), charged.compensated or bool(collected)


def balances(amount: int, due_on: datetime.date, met: Sequence[tuple[datetime.date, str, int]]) -> tuple[Balance, ...]:
    """What was open of a debt from its due day on, by what has met it: day, kind of credit, amount; days in order.

    Money counts on the day on which it came in. Everything else corrects the debt from its beginning: what was
    credited, written off, or granted as a discount, a charge or a difference was never late.
    """
    left = amount - sum(part for on, kind, part in met if kind not in MONEY or on <= due_on)
    made = [Balance(due_on, left)]
    for on, kind, part in met:
        if kind not in MONEY or on <= due_on or not part:
            continue
        left -= part
        if made[-1].on == on:
            made.pop()
        made.append(Balance(on, left))
    return tuple(made)


def _spans(debt: Debt, terms: Terms, rates: Sequence[Reference], pack: Pack, through: datetime.date) -> Iterable[Span]:
    first = debt.due_on + DAY
    start = max(first, debt.charged_through + DAY) if debt.charged_through else first
    for begin, end, amount in _stretches(debt, terms, start, through):
        for left, right in _cut(begin, end, terms, pack):
            rate, provisional = _rate(terms, pack, rates, first if terms.frozen else left)
            days = (right - left).days + 1
            yield Span(left, right, days, amount, rate, _interest(amount, rate, days, left, terms), provisional)


def _stretches(
    debt: Debt, terms: Terms, start: datetime.date, through: datetime.date
) -> Iterable[tuple[datetime.date, datetime.date, int]]:
    """Days with one balance: a payment counts from the day after it, or from its own day on."""
    shift = DAY if terms.pay_day else 0 * DAY
    for n, balance in enumerate(debt.balances):
        begin = max(start, balance.on + shift) if n else start
        later = debt.balances[n + 1].on + shift - DAY if n + 1 < len(debt.balances) else through
        end = min(through, later)
        if balance.open > 0 and begin <= end:
            yield begin, end, balance.open


def _cut(
    begin: datetime.date, end: datetime.date, terms: Terms, pack: Pack
) -> Iterable[tuple[datetime.date, datetime.date]]:
    """The stretch cut where the rate or the length of the year may change."""
    moves = pack.reference and not terms.frozen
    while begin <= end:
        last = end
        if moves:
            last = min(last, _half_year_end(begin))
        if terms.year == YEAR_ACTUAL:
            last = min(last, datetime.date(begin.year, 12, 31))
        yield begin, last
        begin = last + DAY


def _half_year_end(day: datetime.date) -> datetime.date:
    return datetime.date(day.year, 6, 30) if day.month <= HALF else datetime.date(day.year, 12, 31)


HALF = 6


def granted(pack: str, rates: Sequence[Reference], day: datetime.date) -> int | None:
    """The rate that a law grants from a day on, in ten-thousandths of a percent; None where it is not known."""
    try:
        return _rate(Terms(pack), PACKS[pack], rates, day)[0]
    except Invalid:
        return None


def _rate(terms: Terms, pack: Pack, rates: Sequence[Reference], day: datetime.date) -> tuple[int, bool]:
    """The rate of the day's half-year; the last one before it, and True, while that is not known yet."""
    if not pack.reference:
        return terms.contract_rate_e4, False
    start = datetime.date(day.year, 1 if day.month <= HALF else HALF + 1, 1)
    last = next((one for one in reversed(rates) if one.from_on <= start and one.reference == pack.reference), None)
    if last is None:
        raise Invalid(
            f"The reference rate {pack.reference} from {start.isoformat()} is not known. "
            "Add it to the reference rates.",
            field="reference",
        )
    return max(0, last.rate_e4 + pack.margin_e4), last.from_on != start


def _interest(amount: int, rate_e4: int, days: int, first: datetime.date, terms: Terms) -> int:
    """Minor units; a rate in ten-thousandths of a percent is a millionth part of the amount a year."""
    year = {YEAR_365: 365, YEAR_360: 360}.get(terms.year) or (366 if isleap(first.year) else 365)
    if terms.rounding == DAILY:
        return days * money.ratio(amount, rate_e4, MILLION * year)
    return money.ratio(amount, rate_e4 * days, MILLION * year)


MILLION = 1_000_000


def _compensation(debt: Debt, terms: Terms, pack: Pack) -> int:
    """The fixed amount for this debt: once, only in the currency of the law, and nothing where that grants none."""
    if not terms.compensation or debt.compensated or debt.currency != pack.currency:
        return 0
    return next((band.amount for band in pack.bands if band.below is None or debt.amount < band.below), 0)
