"""Applying cash: what closes an invoice beside the money, within which limits, and when a match may post unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import chart
from quittance.rules.refusals import Invalid, LimitExceeded

MILLION = 10**6

DISCOUNT, CHARGE, ROUNDING, FX, DEDUCTION = "discount", "charge", "rounding", "fx", "deduction"
ACCOUNTS = {DISCOUNT: chart.DISCOUNT, CHARGE: chart.CHARGE, ROUNDING: chart.WRITEOFF, FX: chart.FX}
"""Kind of an adjustment -> the account that takes it; a deduction is posted nowhere and stays open."""

KINDS = (*ACCOUNTS, DEDUCTION)

REASONS = {
    "freight": ("Freight disputed", "logistics"),
    "discount": ("Early-payment discount", "billing"),
    "damage": ("Damaged or missing", "logistics"),
    "price": ("Price difference", "sales"),
    "fees": ("Bank fees", "cash"),
    "unknown": ("Not known yet", "collections"),
}
"""Reason of a deduction -> its words and who looks after it; their order is that of the keys 1 to 6."""

ANSWER_DAYS = 14
"""Days within which a deduction should be answered."""

POSTED, ACCEPTED, CHANGED, PROPOSED, PASSED, UNDONE = "posted", "accepted", "changed", "proposed", "passed", "undone"


@dataclass(frozen=True, slots=True)
class Policy:
    """How far matches post by themselves, and what a clerk may let go; limits in base minor units.

    `auto_return` reopens by itself what a sure return had paid; `return_fee` is charged to the customer then.
    """

    auto_post: bool = True
    threshold_e6: int = 995_000
    most_base: int = 0
    charge_limit: int = 4_000
    grace_days: int = 3
    auto_return: bool = False
    return_fee: int = 0


def check_policy(policy: Policy) -> None:
    """Raise `Invalid` for limits out of range."""
    if not MILLION // 2 <= policy.threshold_e6 <= MILLION:
        raise Invalid("The probability lies between 0.5 and 1.", field="threshold")
    if min(policy.most_base, policy.charge_limit, policy.return_fee) < 0:
        raise Invalid("A limit cannot be below zero.", field="limit")
    if not 0 <= policy.grace_days <= 60:
        raise Invalid("Days of grace lie between 0 and 60.", field="grace_days")


def posts_unseen(policy: Policy, probability_e6: int, base_amount: int, kinds: Sequence[str]) -> bool:
    """Whether a proposal may be posted without a person: sure enough, small enough, and with no deduction in it."""
    if not policy.auto_post or probability_e6 < policy.threshold_e6:
        return False
    return (policy.most_base == 0 or base_amount <= policy.most_base) and DEDUCTION not in kinds


def check_adjustment(kind: str, amount: int, earned: int, base: int, policy: Policy, *, may_write_off: bool) -> None:
    """Raise `LimitExceeded` for what is let go beyond the terms or the company's limits.

    `earned` is the discount by the terms, `base` the adjustment in base minor units.
    """
    if kind not in KINDS:
        raise Invalid(f"A difference is one of {', '.join(KINDS)}.", field="kind")
    if may_write_off or kind in (DEDUCTION, FX):
        return
    if kind == DISCOUNT and amount > earned:
        raise LimitExceeded(
            "The discount is not in the terms, its time was over, or it is for the whole. Open a deduction instead.",
            field="kind",
        )
    if kind in (CHARGE, ROUNDING) and base > policy.charge_limit:
        raise LimitExceeded("That is more than may be let go with a payment. Open a deduction instead.", field="kind")
