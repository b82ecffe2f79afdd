"""Early-payment discounts: whether a payment has earned one, how much, and the tax in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import money
from quittance.rules.refusals import Invalid
from quittance.rules.terms import Window
from quittance.rules.terms_structure import WHOLE

ADJUST, KEEP = "adjust", "keep"
TAXES = ("", ADJUST, KEEP)

ADJUSTING = frozenset("AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
"""Countries where a discount that is taken lowers the taxable amount: the members of the union (directive
2006/112/EC, article 90), the United Kingdom (VAT notice 700, 7.3) and Switzerland (MWSTG, article 41)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`part_payments`: a part earns its share. `tax` is adjust, keep, or "" by the company's country."""

    part_payments: bool = False
    tax: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A discount that a payment asks for; amounts in minor units of the invoice.

    `total` is the invoice less its credit notes, `taken` what was taken off before, `cash` what is paid on it now,
    `left` what stays open beside the discount; `paid_on` is the value day.
    """

    total: int
    taken: int
    cash: int
    left: int
    paid_on: datetime.date


def check_policy(policy: Policy) -> Policy:
    """The policy itself; raises `Invalid` for a treatment of tax that is not known."""
    if policy.tax not in TAXES:
        raise Invalid("The tax of a discount is one of adjust and keep, or empty: by the country.", field="tax")
    return policy


def percent_on(windows: Sequence[Window], paid_on: datetime.date, grace_days: int) -> int:
    """The best discount whose window, with its days of grace, is open on the value day; 0 when none is."""
    grace = datetime.timedelta(days=grace_days)
    return max((one.percent_e4 for one in windows if paid_on <= one.last_on + grace), default=0)


def earned(claim: Claim, percent_e4: int, policy: Policy) -> int:
    """How much the payment may take off: all of it when nothing stays open, of a part its share by policy.

    Rounded once: round(total x percent), and for a part round(cash / (1 - percent)) - cash.
    """
    whole = money.ratio(claim.total, percent_e4, WHOLE) - claim.taken
    if claim.left > 0:
        whole = min(whole, cleared(claim.cash, percent_e4) - claim.cash) if policy.part_payments else 0
    return max(0, whole)


def cleared(cash: int, percent_e4: int) -> int:
    """What a part payment clears together with its share of the discount: 588 at 2 percent clears 600."""
    return money.ratio(cash, WHOLE, WHOLE - percent_e4)


def adjusts(policy: Policy, country: str) -> bool:
    """Whether the tax in a discount is taken back."""
    return policy.tax == ADJUST or (policy.tax == "" and country in ADJUSTING)


def tax_in(amount: int, tax: int, total: int) -> int:
    """The tax in a discount of `amount`: the invoice's share of tax, rounded once. 24 of 1,200 with 200 tax holds 4."""
    return money.ratio(amount, tax, total) if tax > 0 else 0
