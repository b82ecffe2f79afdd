"""When statements go out: the days of a plan, what each is about, and to whom when a group gets one together."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from quittance.rules import calendar
from quittance.rules.refusals import Invalid

WEEK, MONTH, QUARTER, NEVER = "week", "month", "quarter", "never"
EVERY = (WEEK, MONTH, QUARTER, NEVER)
OPEN_ITEM, ACTIVITY = "open_item", "activity"
KINDS = (OPEN_ITEM, ACTIVITY)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_GENERATIONS = 8
MONTHS = {MONTH: 1, QUARTER: 3}
"""Months between two days of a plan; a quarter's lies in its first month."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Statements every week on a weekday (1 is Monday), or every month or quarter on a day (31 is the last), or never.

    `group` is one paper for the customer and all below it. Nothing is due before `since`.
    """

    every: str
    on_day: int = 1
    kind: str = OPEN_ITEM
    group: bool = False
    since: datetime.date = datetime.date.min


def check(plan: Plan) -> Plan:
    """The plan; raises `Invalid` naming the field for one that cannot be kept."""
    if plan.every not in EVERY:
        raise Invalid(f"{plan.every[:40]!r} is not known here. Use one of {', '.join(EVERY)}.", field="every")
    if plan.kind not in KINDS:
        raise Invalid(f"{plan.kind[:40]!r} is no statement. Use {' or '.join(KINDS)}.", field="kind")
    last = len(WEEKDAYS) if plan.every == WEEK else calendar.LAST
    if plan.every != NEVER and not 1 <= plan.on_day <= last:
        said = "1 (Monday) to 7" if plan.every == WEEK else "1 to 31, 31 being the last"
        raise Invalid(f"The day is {said}.", field="on_day")
    return plan


def latest(plan: Plan, today: datetime.date) -> datetime.date | None:
    """The latest day of the plan up to today, None when there is none yet."""
    if plan.every == NEVER:
        return None
    if plan.every == WEEK:
        day = today - datetime.timedelta(days=(today.isoweekday() - plan.on_day) % 7)
    else:
        day = _of_months(plan, today, 0)
        day = _of_months(plan, today, -1) if day > today else day
    return day if day >= plan.since else None


def following(plan: Plan, today: datetime.date) -> datetime.date | None:
    """The first day of the plan behind today, None for none."""
    if plan.every == NEVER:
        return None
    if plan.every == WEEK:
        return today + datetime.timedelta(days=(plan.on_day - today.isoweekday()) % 7 or 7)
    day = _of_months(plan, today, 0)
    return day if day > today else _of_months(plan, today, 1)


def before(plan: Plan, day: datetime.date) -> datetime.date:
    """The day of the plan before one of its days."""
    found = latest(Plan(plan.every, plan.on_day), day - calendar.DAY)
    assert found is not None
    return found


def addressee(
    id: int, plans: Mapping[int, Plan], parents: Mapping[int, int | None], company: Plan | None
) -> tuple[int, Plan] | None:
    """Who gets the statement that tells of a customer, and by which plan: its own, else that of a parent for the group.

    Without either, the company's, which goes to the head of the group where it is one for groups.
    """
    if id in plans:
        return id, plans[id]
    head, above = id, parents.get(id)
    for _ in range(MOST_GENERATIONS):
        if above is None:
            break
        own = plans.get(above)
        if own is not None:
            if own.group and own.every != NEVER:
                return above, own
            break
        head, above = above, parents.get(above)
    if company is None:
        return None
    return (head, company) if company.group else (id, company)


def said(plan: Plan) -> str:
    """The plan in words, such as: every month on day 1."""
    if plan.every == NEVER:
        return "never"
    if plan.every == WEEK:
        return f"every week on {WEEKDAYS[plan.on_day - 1]}"
    many = "every month" if plan.every == MONTH else "every quarter, in its first month"
    return f"{many} on the last day" if plan.on_day == calendar.LAST else f"{many} on day {plan.on_day}"


def _of_months(plan: Plan, today: datetime.date, periods: int) -> datetime.date:
    """The day of the period of `today`, or of one so many periods away."""
    step = MONTHS[plan.every]
    return calendar.in_months(today, step * periods - (today.month - 1) % step, plan.on_day)
