"""How an amount fits a set of open items: exactly, with discount, charge, deduction, conversion, in part, too much."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.matching_values import OpenItem, Receipt

EXACT, DISCOUNT, DISCOUNT_LATE, ROUNDING, CHARGE, SAID, DEDUCTION, PART, OVER = range(9)
"""Kinds of fit. SAID is a deduction whose amount stands in the text."""
KINDS = (
    "exactly",
    "less the early-payment discount",
    "less the discount, taken late",
    "but for rounding",
    "less bank charges",
    "less a deduction that the text states",
    "less an unexplained deduction",
    "in part",
    "with a surplus",
)
MOST_CHARGE = 50
"""Whole units of currency that a bank charge may reach."""
MOST_ROUNDING = 5
"""Minor units that count as rounding."""
MOST_SPREAD = 0.025
"""Share that a bank may keep of a conversion."""

_PART_WORDS = re.compile(
    r"PART|TEILZ|ABSCHLAG|A CONTO|AKONTO|ACOMPTE|ACCONTO|RATE\b|RATA\b|INSTAL|\b\d/\d\b|DEEL|ANTICIP"
)
_CODES = (
    ("DAMAGE", r"DAMAG|SCHADEN|BESCHAED"),
    ("SHORTAGE", r"SHORTAGE|FEHLMENGE|MANQUANT"),
    ("PRICE", r"\bPRICE|PREIS|PRIX"),
    ("PROMO", r"PROMO|WERBE|BONUS|REBATE"),
    ("FREIGHT", r"FREIGHT|FRACHT|TRANSPORT"),
    ("RETURN", r"\bRETURN|RETOURE|RETOUR"),
    ("WHT", r"\bWHT|WITHHOLD|QUELLENST"),
    ("PENALTY", r"PENALTY|VERTRAGSSTRAFE|PENALITE"),
)
_LESS_WORDS = re.compile(r"\bLESS\b|ABZUG|MINUS|DEDUCT|DEBIT NOTE|ABZGL|RETENUE|KUERZ|KÜRZ")


@dataclass(frozen=True, slots=True)
class Target:
    """What the items must add up to: a range in the items' currency (one value unless converted)."""

    currency: str
    low: int
    high: int
    how: str = ""

    def holds(self, minor: int, slack: int = 0) -> bool:
        """Whether the sum lies in the range."""
        return self.low - slack <= minor <= self.high + slack


@dataclass(frozen=True, slots=True)
class Fit:
    """Kind of fit, the cash of every item in the items' currency, what closes without cash, and the rest."""

    kind: int
    cash: tuple[int, ...]
    adjust: tuple[int, ...]
    adjust_kind: str
    gap: int
    spread: float = 0.0


def discount(item: OpenItem, open_minor: int) -> int:
    """The early-payment discount on what is open, halves rounded away from zero; none on credit notes."""
    return money.ratio(open_minor, item.discount_bp, 10_000) if open_minor > 0 and item.discount_bp else 0


def says_part(upper: str) -> bool:
    """Whether the text speaks of a part payment."""
    return bool(_PART_WORDS.search(upper))


def says_less(upper: str) -> bool:
    """Whether the text speaks of something taken off."""
    return bool(_LESS_WORDS.search(upper))


def deduction_code(upper: str) -> str:
    """The kind of deduction that the text names, or OTHER."""
    return next((code for code, words in _CODES if re.search(words, upper)), "OTHER")


@dataclass(frozen=True, slots=True)
class Question:
    """Items with what is open on each, the sum they must meet, and the receipt's day and text."""

    items: tuple[OpenItem, ...]
    opens: tuple[int, ...]
    target: Target
    receipt: Receipt
    upper: str = ""
    amounts: frozenset[str] = frozenset()


def fit(asked: Question) -> Fit | None:
    """The likeliest way in which the amount pays these items, or None when it cannot."""
    opens, target = asked.opens, asked.target
    total = sum(opens)
    if target.holds(total):
        return _exact(opens, target, total)
    taken = _discounted(asked)
    if taken is not None:
        return taken
    gap = (total - target.low) if total > target.high else (total - target.high)
    if gap < 0:
        return Fit(OVER, opens, (0,) * len(opens), "", gap) if total > 0 else None
    if target.how == "rate":
        return _part(opens, gap, says_part(asked.upper)) if gap * 100 > 3 * total else None
    return _short(asked, gap)


def _exact(opens: Sequence[int], target: Target, total: int) -> Fit:
    spread = 0.0 if target.high == target.low else 1 - (target.low / max(total, 1))
    return Fit(EXACT, tuple(opens), (0,) * len(opens), "fx" if target.how == "rate" else "", 0, spread)


def _discounted(asked: Question) -> Fit | None:
    """Discount on every item that grants one, or on those still in time."""
    items, opens, target = asked.items, asked.opens, asked.target
    granted = [discount(item, minor) for item, minor in zip(items, opens, strict=True)]
    in_time = [_in_time(item, asked.receipt.booked_on) for item in items]
    only = [minor if timely else 0 for minor, timely in zip(granted, in_time, strict=True)]
    for taken in (granted, only):
        count = sum(1 for minor in taken if minor)
        if count and target.holds(sum(opens) - sum(taken), count // 2 + 1):
            late = any(minor and not timely for minor, timely in zip(taken, in_time, strict=True))
            cash = tuple(minor - off for minor, off in zip(opens, taken, strict=True))
            kind = DISCOUNT_LATE if late else DISCOUNT
            return Fit(kind, cash, tuple(taken), "discount_late" if late else "discount", 0)
    return None


def _in_time(item: OpenItem, booked_on: datetime.date) -> bool:
    return item.discount_until is not None and booked_on <= item.discount_until


def _short(asked: Question, gap: int) -> Fit | None:
    """Paid less than is open: what is the difference?"""
    opens, upper = asked.opens, asked.upper
    largest = max(opens)
    one = int(10 ** currencies.exponent(asked.items[0].currency))
    if gap <= MOST_ROUNDING and one == 100 and gap * 20 < largest:
        return _off(opens, gap, ROUNDING, "rounding")
    if str(gap) in asked.amounts and gap < largest:
        return _off(opens, gap, SAID, f"deduction:{deduction_code(upper)}")
    if says_less(upper) and not asked.amounts and gap < largest * 0.45:
        return _off(opens, gap, SAID, f"deduction:{deduction_code(upper)}")
    if _is_charge(gap, one) and gap * 4 < largest and not says_part(upper):
        return _off(opens, gap, CHARGE, "bank_charge")
    if _is_part(opens, gap, upper):
        return _part(opens, gap, True)
    if gap * 100 <= 42 * largest:
        return _off(opens, gap, DEDUCTION, f"deduction:{deduction_code(upper)}")
    return _part(opens, gap, False)


def _is_charge(gap: int, one: int) -> bool:
    """Bank fees are small round sums: whole or half units up to 15, fives above."""
    if gap > MOST_CHARGE * one or gap < 2 * one or (2 * gap) % one:
        return False
    return (
        gap % (5 * one) == 0 or (gap <= 15 * one and (2 * gap) % (5 * one) == 0) or (gap % one == 0 and gap <= 15 * one)
    )


def _is_part(opens: Sequence[int], gap: int, upper: str) -> bool:
    return len(opens) == 1 and (says_part(upper) or gap * 100 > 24 * opens[0])


def _off(opens: Sequence[int], gap: int, kind: int, adjust_kind: str) -> Fit | None:
    """The difference taken off the largest item."""
    place = max(range(len(opens)), key=lambda each: (opens[each], -each))
    if gap >= opens[place]:
        return None
    adjust = tuple(gap if each == place else 0 for each in range(len(opens)))
    cash = tuple(minor - off for minor, off in zip(opens, adjust, strict=True))
    return Fit(kind, cash, adjust, adjust_kind, gap)


def _part(opens: Sequence[int], gap: int, said: bool) -> Fit | None:
    """The last positive items stay partly open."""
    if len(opens) > 1 and not said:
        return None
    left, cash = gap, list(opens)
    for place in reversed(range(len(cash))):
        cut = min(left, max(cash[place], 0))
        cash[place] -= cut
        left -= cut
    if left or sum(cash) <= 0 or any(minor == 0 for minor in cash):
        return None
    return Fit(PART, tuple(cash), (0,) * len(opens), "", gap)
