"""How a customer pays, on screen: mean days late with a line of two years, promises kept, the last payments drawn."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.reports import paying
from quittance.reports.paying import Pays, Word
from quittance.rules import paying as rules
from quittance.rules import promises
from quittance.rules.grades import grade
from quittance.web import shown
from quittance.web.visit import Visit

LAST = 50
"""Payments of the drawing, at most."""

DRIFTED_DAYS = 3
"""A mean that moved by fewer days in a year is the same."""

WIDTH, HEIGHT, FLOOR, ROOM = 326, 112, 94, 78
SPARK_WIDTH, SPARK_TOP, SPARK_BOTTOM = 60, 4, 18
SHADES = ("a0", "a1", "a1", "a2", "a3", "a4")


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of the drawing in its own units: so many payments, how late they were in words."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    count: int
    label: str
    kind: str
    most: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """Everything a page says of how a customer pays; texts are "" where the books tell nothing.

    `mean` is a number of days with `unit` behind it, `spark` the path of a line that ends at `dot`.
    """

    grade: str
    broken: str
    mean: str
    unit: str
    mean_said: str
    spark: str
    dot: tuple[int, int]
    kept: str
    kept_said: str
    count: int
    bars: tuple[Bar, ...]
    bars_said: str
    facts: tuple[tuple[str, str, str], ...]
    word: Word


def of(visit: Visit, customer_id: int, last_on: datetime.date | None, late: bool) -> Habits:
    """How one customer pays; `late` says that something of it is overdue. Two statements."""
    books, today, base = visit.books, visit.context.today, visit.company.base_currency
    pays, word = paying.of_customer(books, customer_id, today), paying.word(books, customer_id, today)
    last = pays.payments[:LAST]
    number, unit, mean_said = _mean(pays)
    spark, dot = line(pays.quarters)
    kept, kept_said = _kept(word, today, base)
    broken = word.broken if late and word.broken_lately else None
    counts = rules.banded(last)
    return Habits(
        grade(pays.year.signed if pays.year else None, int(broken is not None and not word.spoken)),
        f"Promise {promises.STATES[broken.state]}" if broken else "",
        number,
        unit,
        mean_said,
        spark,
        dot,
        kept,
        kept_said,
        len(last),
        bars(counts),
        ", ".join(f"{many} {_band(n, True)}" for n, many in enumerate(counts) if many),
        _facts(pays, last_on, today),
        word,
    )


def line(values: Sequence[int | None]) -> tuple[str, tuple[int, int]]:
    """The path of a small line, later being higher, and where it ends; "" for fewer than three values."""
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 3:
        return "", (0, 0)
    low, high = min(value for _, value in known), max(value for _, value in known)
    tall = SPARK_BOTTOM - SPARK_TOP
    at = [
        (
            2 + n * SPARK_WIDTH // (len(values) - 1),
            (SPARK_BOTTOM + SPARK_TOP) // 2 if high == low else SPARK_BOTTOM - (value - low) * tall // (high - low),
        )
        for n, value in known
    ]
    return "M" + "L".join(f"{x} {y}" for x, y in at), at[-1]


def bars(counts: Sequence[int]) -> tuple[Bar, ...]:
    """The columns of how many payments came how late."""
    most, slot = max([*counts, 1]), WIDTH // len(counts)
    wide = slot * 2 // 3
    made = []
    for n, many in enumerate(counts):
        tall, x = ROOM * many // most, n * slot + (slot - wide) // 2
        middle = x + wide // 2
        made.append(Bar(x, FLOOR - tall, wide, tall, middle, many, _band(n), SHADES[n], many == most))
    return tuple(made)


def _band(n: int, said: bool = False) -> str:
    first, last = rules.BANDS[n]
    if first is None:
        return "early"
    words = f"{first} to {last}" if said else f"{first}–{last}"
    words = words if last is not None else f"{first}{' and more' if said else '+'}"
    return f"{words} days late" if said else words


def _mean(pays: Pays) -> tuple[str, str, str]:
    if pays.year is None:
        return shown.DASH, "", "nothing paid in a year" if pays.payments else "nothing paid in two years"
    days = pays.year.signed
    was = f"; was {_days(pays.before.signed)} a year ago" if pays.before else ", over twelve months"
    if not days:
        return "0", "days late", f"by amount{was}"
    return (
        f"{abs(days):,}",
        f"{'day' if abs(days) == 1 else 'days'} {'late' if days > 0 else 'early'}",
        f"by amount{was}",
    )


def _days(days: int) -> str:
    return f"{days:,}" if days >= 0 else f"{-days:,} early"


def _kept(word: Word, today: datetime.date, base: str) -> tuple[str, str]:
    if word.decided:
        if word.broken is None:
            return f"{word.kept:,}", "none was broken"
        one = word.broken
        amount = shown.with_currency(one.amount, one.currency, base)
        return (
            f"{word.kept:,}",
            f"last {promises.STATES[one.state]} {shown.short_day(one.promised_on, today)}, {amount}",
        )
    next_on = min((one.promised_on for one in word.promises if one.state == promises.OPEN), default=None)
    return "", f"one is for {shown.short_day(next_on, today)}" if next_on else "none has come to its day"


def _facts(pays: Pays, last_on: datetime.date | None, today: datetime.date) -> tuple[tuple[str, str, str], ...]:
    """Icon, what is strong, and the rest of the sentence."""
    last, made = pays.payments[:LAST], []
    if (usual := rules.usual([one.on for one in last])) is not None:
        made.append(("cal", f"{usual[1]} of {usual[2]}", f"came on a {shown.WEEKDAYS[usual[0]]}"))
    if last:
        good = sum(one.days <= 0 for one in last)
        made.append(("check", f"{good} of {len(last)}" if good else "None", "came by the due day"))
    if pays.year and pays.year.signed != pays.year.floored:
        many = f"{pays.year.floored:,} {'day' if pays.year.floored == 1 else 'days'}"
        made.append(("scale", many, "late where early money makes up for nothing"))
    if pays.year and pays.before and abs(moved := pays.year.signed - pays.before.signed) >= DRIFTED_DAYS:
        made.append(
            (
                "up" if moved > 0 else "down",
                f"{abs(moved)} days",
                f"{'later' if moved > 0 else 'earlier'} than a year ago",
            )
        )
    if last_on is not None:
        days = (today - last_on).days
        ago = "today" if not days else f"{days:,} {'day' if days == 1 else 'days'} ago"
        made.append(("bank", shown.short_day(last_on, today), f"was the last payment, {ago}"))
    return tuple(made)
