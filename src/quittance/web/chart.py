"""Columns drawn on the server: where each stands in an SVG, with lines at round amounts; they begin at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import currency as currencies
from quittance.web import shown

LINES = 4
"""Horizontal lines above zero, at most."""

TOP, BOTTOM, LEFT, RIGHT = 18, 24, 46, 8


@dataclass(frozen=True, slots=True)
class Value:
    """One column: its label below, a sentence for who hears it, minor units and the class that paints it."""

    label: str
    said: str
    amount: int
    kind: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column in the SVG's own units."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    said: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line at a round amount."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a template needs; `floor` is where zero lies."""

    width: int
    height: int
    floor: int
    left: int
    right: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def columns(values: Sequence[Value], currency: str, width: int, height: int) -> Chart:
    """The drawing in a box of `width` by `height`; amounts below zero stand at zero."""
    floor, room = height - BOTTOM, height - BOTTOM - TOP
    step, most = scale(max([0, *(one.amount for one in values)]))
    slot = (width - LEFT - RIGHT) // max(1, len(values))
    wide = max(4, slot * 6 // 10)
    drawn = []
    for n, one in enumerate(values):
        tall = room * max(0, one.amount) // most
        x = LEFT + n * slot + (slot - wide) // 2
        drawn.append(Column(x, floor - tall, wide, tall, x + wide // 2, one.label, one.said, one.kind))
    lines = [Line(floor - room * at // most, short(at, currency)) for at in range(step, most + 1, step)]
    if not any(column.height for column in drawn):
        lines = []
    return Chart(width, height, floor, LEFT, width - RIGHT, tuple(drawn), tuple(lines))


def scale(most: int) -> tuple[int, int]:
    """A round step and the round amount on top, so that at most `LINES` steps cover `most`."""
    if most <= 0:
        return 1, 1
    rough = -(-most // LINES)
    power = 10 ** (len(str(rough)) - 1)
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= rough)
    return step, step * -(-most // step)


def short(minor: int, currency: str) -> str:
    """A round amount on an axis: 200k, 1.5m."""
    whole = minor // 10 ** currencies.exponent(currency)
    for size, letter in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if whole >= size:
            tenths = whole * 10 // size
            return f"{tenths // 10}{f'.{tenths % 10}' if tenths % 10 else ''}{letter}"
    return shown.money(minor, currency) if whole < 1 else f"{whole}"
