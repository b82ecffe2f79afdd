"""The company's policy for promises, plans and disputes: graces, clocks, and what needs a second person."""

from __future__ import annotations

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules.plans import Policy

COLUMNS = "promise_grace_days, plan_grace_days, answer_days, plan_months, plan_share_percent, plan_most_base"


def policy_of(context: Context) -> Policy:
    """The company's policy, or the one that stands until it sets its own."""
    found = sql.row(
        f"SELECT {COLUMNS} FROM collect_policy WHERE tenant_id = %s AND entity_id = %s",
        [context.tenant_id, context.entity_id],
    )
    return Policy(*found) if found else Policy()


def keep(context: Context, policy: Policy) -> None:
    """Keep a policy in place of the one before."""
    names = COLUMNS.split(", ")
    sql.execute(
        f"INSERT INTO collect_policy (tenant_id, id, entity_id, {COLUMNS}) "
        f"VALUES (%s, %s, %s, {sql.marks(len(names))}) ON CONFLICT (tenant_id, entity_id) DO UPDATE SET "
        + ", ".join(f"{name} = EXCLUDED.{name}" for name in names),
        [context.tenant_id, new_id(), context.entity_id, *(getattr(policy, name) for name in names)],
    )
