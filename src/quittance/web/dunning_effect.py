"""The measured effect of a policy on screen: its groups, and the interval on a line of days."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from quittance.reports import dunning_effect as reports
from quittance.reports.dunning import PolicyVersion
from quittance.rules import dunning as rules
from quittance.rules import effect
from quittance.rules.effect import Gain
from quittance.web.visit import Visit

LEFT, ROOM = 76, 8
WIDE, NARROW = 560, 320
"""Units of the drawing on a desk and on a phone, so that its words are as large on both."""

STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Line:
    """An interval as the template draws it: places on the line, and the figure in words."""

    name: str
    y: int
    low: str
    width: str
    at: str
    said: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The line of days: marks with their places, and the intervals above it."""

    width: int
    marks: tuple[tuple[str, str], ...]
    zero: str
    lines: tuple[Line, ...]
    said: str


def looked_at(visit: Visit, chosen: PolicyVersion) -> dict[str, Any]:
    """What the page of a policy shows of its effect; nothing where nobody is held out."""
    if chosen.state != rules.LIVE or not chosen.policy.holdout:
        return {}
    made = reports.measured(visit.books, chosen.name, visit.context.today)
    gains = (("By debt", made.plain), ("By amount", made.weighted))
    wide, narrow = drawn(gains, WIDE), drawn(gains, NARROW)
    return {
        "effect": reports.told(made) | {"since": made.since},
        "drawings": (("wide", wide), ("narrow", narrow)) if wide and narrow else (),
    }


def drawn(gains: tuple[tuple[str, Gain], ...], width: int) -> Marked | None:
    """The intervals on one line of days, to the right of nothing who pays earlier; None where one has no ends."""
    if any(one.verdict == effect.TOO_FEW for _, one in gains):
        return None
    reach = max(1.0, *(abs(end) for _, one in gains for end in (one.low, one.high)))
    step = next((one for one in STEPS if reach / one <= 3), STEPS[-1])
    ends = math.ceil(reach / step) * step

    def place(days: float) -> float:
        return LEFT + (width - ROOM - LEFT) * (days + ends) / (2 * ends)

    lines = tuple(
        Line(
            name,
            20 + 26 * n,
            f"{place(one.low):.1f}",
            f"{max(2.0, place(one.high) - place(one.low)):.1f}",
            f"{place(one.days):.1f}",
            f"{one.days:+.1f}".replace("-", "−"),
        )
        for n, (name, one) in enumerate(gains)
    )
    marks = tuple((f"{place(at):.1f}", f"{at:+d}".replace("-", "−") if at else "0") for at in _marks(ends, step))
    said = "; ".join(f"{name}: {one.days:.1f} days, between {one.low:.1f} and {one.high:.1f}" for name, one in gains)
    return Marked(width, marks, f"{place(0):.1f}", lines, said)


def _marks(ends: int, step: int) -> list[int]:
    return list(range(-ends, ends + 1, step))
