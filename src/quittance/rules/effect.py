"""How many days earlier one group pays than another, with an interval: open debts count for as long as they are known.

Days to payment are counted from the due day, early ones below zero, and cut at a horizon: the restricted mean, worked
out from the Kaplan-Meier curve so that what is still open counts as open, neither as paid today nor as left out
(Royston and Parmar, BMC Medical Research Methodology 13:152, 2013). Who is held out is drawn by customer, and debts of
one customer resemble each other, so the variance is that of the customers' influence on the mean (the infinitesimal
jackknife: Efron, Biometrika 68:589, 1981), and the interval of the difference is Welch's (Biometrika 34:28, 1947).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EARLIEST = -60
"""Days after the due day at which the count begins: what is paid before it counts as paid then."""

FEWEST = 30
"""Customers in each group below which nothing is said."""

Z = 1.959964
POWER = 2.801585
"""Standard errors between nothing and an effect that is seen four times of five: the quantiles 0.975 and 0.8 added."""

TOO_FEW, EARLIER, LATER, UNCLEAR = "too_few", "earlier", "later", "unclear"


@dataclass(frozen=True, slots=True)
class Spells:
    """Debts of a group, alike ones together, as columns.

    `days` from the due day until it was paid, or until today while it is open (`paid` False). `counts` debts are
    alike, over `amounts` in minor units.
    """

    customers: Sequence[int]
    days: Sequence[int]
    paid: Sequence[bool]
    counts: Sequence[int]
    amounts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Mean:
    """A restricted mean in days, its variance, and the customers it rests on."""

    days: float
    variance: float
    customers: int


@dataclass(frozen=True, slots=True)
class Gain:
    """Days by which the treated pay earlier, the ends of the interval of 95 percent, and what can be said.

    `seen_from` is about how large an effect must be to be seen with so many customers, four times of five.
    """

    days: float
    low: float
    high: float
    seen_from: float
    verdict: str


def mean(spells: Spells, horizon: int, *, by_amount: bool) -> Mean:
    """The restricted mean of a group, each debt counting once or by its amount."""
    import numpy as np

    last, paid, weights = _columns(spells, horizon, by_amount)
    length = horizon - EARLIEST
    at_risk = np.bincount(last, weights, length + 1)[::-1].cumsum()[::-1][:length]
    events = np.bincount(last[paid], weights[paid], length + 1)[:length]
    hazard = np.divide(events, at_risk, out=np.zeros(length), where=at_risk > 0)
    alive = np.cumprod(1 - hazard)
    ahead = alive[::-1].cumsum()[::-1]
    pull = np.divide(ahead, (1 - hazard) * at_risk, out=np.zeros(length), where=(hazard < 1) & (at_risk > 0))
    pull, drag = np.append(pull, 0.0), np.append((pull * hazard).cumsum(), (pull * hazard).sum())
    influence = -weights * (np.where(paid, pull[last], 0.0) - drag[last])
    _, whose = np.unique(np.asarray(spells.customers, dtype=np.int64), return_inverse=True)
    by_customer = np.bincount(whose, influence)
    many = len(by_customer)
    variance = float((by_customer**2).sum()) * many / (many - 1) if many > 1 else math.inf
    return Mean(EARLIEST + float(alive.sum()), variance, many)


def _columns(
    spells: Spells, horizon: int, by_amount: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float64]]:
    """The last day on which each is known to be open or was paid, from 0; whether it was paid; and its weight.

    A debt that is open today is known to have been open yesterday: today is not over.
    """
    import numpy as np

    days = np.asarray(spells.days, dtype=np.int64) - EARLIEST
    paid = np.asarray(spells.paid, dtype=bool)
    last = np.clip(np.where(paid, days, days - 1), 0, horizon - EARLIEST)
    paid = paid & (last < horizon - EARLIEST)
    weights = np.asarray(spells.amounts if by_amount else spells.counts, dtype=np.float64)
    return last, paid, weights


def gain(treated: Mean, held_out: Mean) -> Gain:
    """What being treated is worth."""
    days = held_out.days - treated.days
    many = min(treated.customers, held_out.customers)
    variance = treated.variance + held_out.variance
    if many < FEWEST or not 0 < variance < math.inf:
        return Gain(days, -math.inf, math.inf, math.inf, TOO_FEW)
    freedom = variance**2 / sum(one.variance**2 / (one.customers - 1) for one in (treated, held_out))
    error = math.sqrt(variance)
    half = student(freedom) * error
    low, high = days - half, days + half
    verdict = EARLIER if low > 0 else LATER if high < 0 else UNCLEAR
    return Gain(days, low, high, POWER * error, verdict)


def student(freedom: float) -> float:
    """The quantile 0.975 of Student's t, by the expansion of Abramowitz and Stegun, 26.7.5; from ten degrees on."""
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )
