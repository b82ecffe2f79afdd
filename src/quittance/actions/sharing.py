"""Overdue accounts that nobody looks after are given to the people who take accounts, as evenly as may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.actions import command, identity, jobs
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.books.ledger import NEVER
from quittance.reports import absences, people
from quittance.reports.books import of as books_of
from quittance.rules import sharing
from quittance.rules.duties import LOOK_AFTER

JOB = "followups.share_out"

PORTION = 500
"""Accounts that one statement gives away."""


@dataclass(frozen=True, slots=True)
class ShareOut:
    """Every overdue account that has nobody, or somebody who may no longer enter."""


@dataclass(frozen=True, slots=True)
class AccountsShared:
    """How many accounts found somebody, among how many people; `left` are those for whom there is nobody."""

    count: int
    people: int
    left: int


# Overdue accounts with whoever looks after them, the one that owes most first. Indexes open_item_now, follow_up_once.
_OVERDUE = (
    "SELECT i.customer_id, m.id, SUM(i.base_amount - i.allocated_base) AS base FROM open_item i "
    "LEFT JOIN follow_up f ON f.tenant_id = i.tenant_id AND f.entity_id = i.entity_id "
    "AND f.customer_id = i.customer_id "
    "LEFT JOIN member m ON m.tenant_id = f.tenant_id AND m.id = f.owner_id AND m.active "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s "
    f"AND i.closed_on = '{NEVER.isoformat()}' AND i.due_on < %(today)s AND i.side = 'D' "
    "GROUP BY i.customer_id, m.id ORDER BY base DESC, i.customer_id"
)

# Whoever has been given an account meanwhile keeps it. What was set before cannot be taken back past this.
_GIVE = (
    "INSERT INTO follow_up (tenant_id, id, entity_id, customer_id, owner_id, step, next_on, reason, before, "
    "actor_name, recorded_at) VALUES {values} ON CONFLICT (tenant_id, entity_id, customer_id) DO UPDATE "
    "SET owner_id = EXCLUDED.owner_id, before = '' WHERE NOT EXISTS (SELECT 1 FROM member m "
    "WHERE m.tenant_id = follow_up.tenant_id AND m.id = follow_up.owner_id AND m.active)"
)


@command.verb("followups.share_out", AccountsShared)
def share_out(context: Context, data: ShareOut) -> AccountsShared:
    """Give each overdue account without anybody to whoever has fewest; again, it finds nothing left to give."""
    given = {"tenant": context.tenant_id, "entity": context.entity_id, "today": context.today}
    found = [(customer_id, owner_id) for customer_id, owner_id, _ in sql.rows(_OVERDUE, given)]
    emails = _people(context)
    held = dict.fromkeys(emails, 0)
    for _, owner_id in found:
        if owner_id in held:
            held[owner_id] += 1
    alone = [customer_id for customer_id, owner_id in found if owner_id is None]
    made = sharing.share(held, alone)
    given_away = list(made.items())
    for start in range(0, len(given_away), PORTION):
        _give(context, given_away[start : start + PORTION])
    events = [(Subject("customer", one, one), {"owner": emails[person]}) for one, person in given_away]
    answer = AccountsShared(len(made), len(set(made.values())), len(alone) - len(made))
    told = {"count": answer.count, "people": answer.people, "left": answer.left}
    command.notes(context, "followups.share_out", [(Subject("entity", context.entity_id), told), *events])
    return answer


def ask(context: Context) -> int:
    """Have the worker share out what has become overdue by an import; the id of its job."""
    operator = identity.operator(context.tenant_id, context.entity_id, "jobs", "jobs")
    return jobs.enqueue(operator, JOB, {}, f"{JOB}:{context.entity_id}")


def carry_out(context: Context) -> None:
    """Share out as a job."""
    share_out(replace(context, key=f"{context.key}:share"), ShareOut())


def _people(context: Context) -> dict[int, str]:
    """Id -> email of those who take accounts and are here; where nobody's role says so, of all who may follow up."""
    here, today = books_of(context), context.today
    away = absences.away(here, today)
    may = {one.id: one for one in people.here(here) if one.id not in away}
    for wanted in (LOOK_AFTER, "followups.set_next"):
        found = {id: one.email for id, one in may.items() if wanted in one.permissions}
        if found:
            return found
    return {}


def _give(context: Context, part: Sequence[tuple[int, int]]) -> None:
    row = "(%s, %s, %s, %s, %s, '', NULL, '', '', %s, %s)"
    who = (context.actor.name, context.now)
    flat = [
        value
        for customer_id, person in part
        for value in (context.tenant_id, new_id(), context.entity_id, customer_id, person, *who)
    ]
    sql.execute(_GIVE.format(values=", ".join([row] * len(part))), flat)
