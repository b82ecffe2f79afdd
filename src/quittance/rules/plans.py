"""Payment plans: how a debt is cut into instalments, what the policy allows, and when a plan is broken."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import calendar, money
from quittance.rules.promises import MOST_GRACE_DAYS
from quittance.rules.refusals import Invalid

PROPOSED, ACTIVE, KEPT, BROKEN, ENDED = "proposed", "active", "kept", "broken", "ended"
STATES = {
    PROPOSED: "waits for approval",
    ACTIVE: "running",
    KEPT: "kept",
    BROKEN: "broken",
    ENDED: "ended",
}

MOST_INSTALMENTS = 60
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Policy:
    """Graces in working days, the dispute clock in days, and the largest plan that one person may agree on.

    `plan_share_percent` is the least share of the first payment, `plan_most_base` the largest plan in base minor
    units, 0 without end.
    """

    promise_grace_days: int = 2
    plan_grace_days: int = 3
    answer_days: int = 14
    plan_months: int = 6
    plan_share_percent: int = 10
    plan_most_base: int = 0


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of a plan in minor units; after `deadline_on` a missing one breaks the plan.

    `came` is what of the plan's debts was paid or credited by then in all, by the days on which it came in.
    """

    due_on: datetime.date
    amount: int
    deadline_on: datetime.date
    came: int = 0


def check_policy(policy: Policy) -> None:
    """Raise `Invalid` for limits out of range."""
    for name in ("promise_grace_days", "plan_grace_days"):
        if not 0 <= getattr(policy, name) <= MOST_GRACE_DAYS:
            raise Invalid(f"Days of grace lie between 0 and {MOST_GRACE_DAYS}.", field=name)
    if not 1 <= policy.answer_days <= 365:
        raise Invalid("A dispute is answered within 1 to 365 days.", field="answer_days")
    if not 1 <= policy.plan_months <= MOST_MONTHS:
        raise Invalid(f"A plan runs for 1 to {MOST_MONTHS} months.", field="plan_months")
    if not 0 <= policy.plan_share_percent <= 100:
        raise Invalid("The share of the first payment lies between 0 and 100 percent.", field="plan_share_percent")
    if policy.plan_most_base < 0:
        raise Invalid("A limit cannot be below zero.", field="plan_most")


def monthly(total: int, count: int, first_on: datetime.date) -> list[tuple[datetime.date, int]]:
    """Equal payments a month apart that sum back to the total, the first on `first_on`."""
    if not 1 <= count <= MOST_INSTALMENTS:
        raise Invalid(f"A plan has 1 to {MOST_INSTALMENTS} instalments.", field="instalments")
    if total < count:
        raise Invalid("That is too little to be paid in so many parts.", field="instalments")
    days = [calendar.in_months(first_on, n, first_on.day) for n in range(count)]
    return list(zip(days, money.split(total, [1] * count), strict=True))


def check(parts: Sequence[tuple[datetime.date, int]], total: int, today: datetime.date) -> None:
    """Raise `Invalid` unless the payments are above zero, in order, not in the past, and sum to the total."""
    if not 1 <= len(parts) <= MOST_INSTALMENTS:
        raise Invalid(f"A plan has 1 to {MOST_INSTALMENTS} instalments.", field="instalments")
    days = [day for day, _ in parts]
    if days != sorted(set(days)):
        raise Invalid("Instalments are on different days, the earliest first.", field="instalments")
    if days[0] < today:
        raise Invalid("The first instalment is for today or later.", field="instalments")
    if min(amount for _, amount in parts) <= 0 or sum(amount for _, amount in parts) != total:
        raise Invalid("The instalments are above zero and sum to the amount of the plan.", field="instalments")
    calendar.check_day(days[-1], today, "instalments")


def beyond(
    policy: Policy, parts: Sequence[tuple[datetime.date, int]], base_total: int, today: datetime.date
) -> list[str]:
    """What of the policy a plan goes beyond, in words; a second person approves those."""
    total = sum(amount for _, amount in parts)
    found = []
    if parts[-1][0] > calendar.in_months(today, policy.plan_months, today.day):
        found.append(f"it runs for more than {policy.plan_months} months")
    if parts[0][1] * 100 < policy.plan_share_percent * total:
        found.append("the first payment is below the least share")
    if policy.plan_most_base and base_total > policy.plan_most_base:
        found.append("it is larger than one person may agree on")
    return found


def judge(instalments: Sequence[Instalment], settled: int, today: datetime.date) -> str:
    """The state of a plan on a day; `settled` is what was paid or credited of its debts since it began.

    Money counts on the day on which it came in, whenever it was applied: what came in time mends a plan that was
    called broken, and what came too late does not, however many nights nobody looked.
    """
    due = 0
    for one in instalments:
        due += one.amount
        if one.deadline_on < today and one.came < due:
            return BROKEN
    return KEPT if settled >= due else ACTIVE


MENDED_DAYS = 60
"""How long a broken plan is looked at again: money that came in time may be applied later."""
