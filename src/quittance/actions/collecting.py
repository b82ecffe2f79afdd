"""Collecting: the policy for promises, plans and disputes, and the nightly look at what came of them."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import collecting_policy, command, plans, promises
from quittance.actions.command import Context, Subject
from quittance.books import lock
from quittance.rules import money
from quittance.rules import plans as rules
from quittance.rules.plans import Policy


@dataclass(frozen=True, slots=True)
class SetCollectPolicy:
    """The policy from now on: graces in working days, `plan_most` in base currency, "" no end."""

    promise_grace_days: int = 2
    plan_grace_days: int = 3
    answer_days: int = 14
    plan_months: int = 6
    plan_share_percent: int = 10
    plan_most: str = ""


@dataclass(frozen=True, slots=True)
class CollectPolicySet:
    """The policy as it is now."""

    promise_grace_days: int
    plan_grace_days: int
    answer_days: int
    plan_months: int
    plan_share_percent: int
    plan_most: str


@dataclass(frozen=True, slots=True)
class Judge:
    """A look at every promise and plan that is not decided for good, as of today."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How many promises and plans have come to which state."""

    kept: int
    partly_kept: int
    broken: int
    lapsed: int
    opened_again: int
    plans_kept: int
    plans_broken: int


@command.verb("collecting.set_policy", CollectPolicySet)
def set_policy(context: Context, data: SetCollectPolicy) -> CollectPolicySet:
    """Set the policy; raises `Invalid`. Promises and plans that were made keep their own days."""
    facts = lock.entity(context.tenant_id, context.entity_id)
    most = money.read(data.plan_most, facts.base_currency, field="plan_most") if data.plan_most else 0
    policy = Policy(
        data.promise_grace_days,
        data.plan_grace_days,
        data.answer_days,
        data.plan_months,
        data.plan_share_percent,
        most,
    )
    rules.check_policy(policy)
    collecting_policy.keep(context, policy)
    made = policy_told(policy, facts.base_currency)
    said = {name: getattr(made, name) for name in CollectPolicySet.__slots__}
    command.note(context, "collecting.set_policy", Subject("entity", context.entity_id), said)
    return made


@command.verb("collecting.judge", Judged)
def judge(context: Context, data: Judge) -> Judged:
    """Judge promises and plans by what came in; doing it again changes nothing more."""
    said = promises.judge_all(context)
    planned = plans.judge_all(context)
    command.note(context, "collecting.judge", Subject("entity", context.entity_id), {**said, "plans": planned})
    return Judged(
        said.get("kept", 0),
        said.get("partly", 0),
        said.get("broken", 0),
        said.get("lapsed", 0),
        said.get("open", 0),
        planned.get("kept", 0),
        planned.get("broken", 0),
    )


def policy_told(policy: Policy, currency: str) -> CollectPolicySet:
    """A policy in words that a form takes back."""
    return CollectPolicySet(
        policy.promise_grace_days,
        policy.plan_grace_days,
        policy.answer_days,
        policy.plan_months,
        policy.plan_share_percent,
        money.write(policy.plan_most_base, currency) if policy.plan_most_base else "",
    )
