"""What came of scheduled jobs that were repeated, raced and killed: what was done twice, and what was not done."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

from quittance.actions.command import Context
from quittance.books import keys, sql
from quittance.reports import books, verify
from quittance.rules import dunning as rules
from tests.sim import scheduled_hooks, scheduled_world
from tests.sim.scheduled import RUNS
from tests.sim.scheduled_world import SCHEDULED, STATED, WEEKS, Told, group

TWICE = {
    "reminder of a day": "SELECT customer_id, cycle_on FROM reminder WHERE tenant_id = %s AND state <> 'held' "
    "AND channel <> 'inside'",
    "account given inside": "SELECT customer_id, day FROM reminder WHERE tenant_id = %s AND state <> 'held' "
    "AND channel = 'inside'",
    "word of an account given": "SELECT h.customer_id, n.member_id, n.webhook_id FROM happening h JOIN notification n "
    "ON n.tenant_id = h.tenant_id AND n.happening_id = h.id WHERE h.tenant_id = %s AND h.topic = 'escalated'",
    "reminder's number": "SELECT number FROM reminder WHERE tenant_id = %s AND number <> ''",
    "step of an item": "SELECT item_id, day FROM reminder_item WHERE tenant_id = %s",
    "grade of a customer": "SELECT customer_id FROM payer_grade WHERE tenant_id = %s",
    "line in the log": "SELECT customer_id, held_on, day, rule, whole FROM reminder_held WHERE tenant_id = %s",
    "fee": "SELECT note FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee'",
    "number of a document": "SELECT number FROM document WHERE tenant_id = %s",
    "statement of a day": "SELECT customer_id, period_on FROM statement_sent WHERE tenant_id = %s",
    "period of a schedule": "SELECT schedule_id, n FROM recurrence WHERE tenant_id = %s",
    "draft of a period": "SELECT draft_id FROM recurrence WHERE tenant_id = %s",
    "mail taken in": "SELECT message FROM inbound_mail WHERE tenant_id = %s",
    "happening": "SELECT source, topic FROM happening WHERE tenant_id = %s",
    "notification": "SELECT member_id, webhook_id, happening_id FROM notification WHERE tenant_id = %s",
    "judgement of a promise or plan": "SELECT subject_kind, subject_id FROM event WHERE tenant_id = %s "
    "AND verb = 'collecting.judge' AND subject_kind IN ('promise', 'plan')",
}
"""What may be there once -> its rows."""


def scheduled_by_workers() -> dict[str, Any]:
    """What the tests run: a day, one customer of each kind, and a kill of each worker in each run."""
    before = keys._clockwork._last
    try:
        return told(*scheduled_world.run(5, 1, len(scheduled_world.GROUPS)))
    finally:
        # The week was one to come: processes forked from here on would all draw ids of its last millisecond.
        keys._clockwork._last = before


def told(context: Context, given: Told) -> dict[str, Any]:
    """Counts, and under `wrong` everything that should not be."""
    tenant = [context.tenant_id]
    rows = {name: sql.rows(statement, tenant) for name, statement in TWICE.items()}
    twice = {name: sum(times - 1 for times in Counter(found).values()) for name, found in rows.items()}
    twice["mail that left"] = sum(times - 1 for times in given.arrived.values())
    jobs = sql.rows("SELECT name, state, run_at FROM job WHERE tenant_id = %s", tenant)
    late = Counter((name, state) for name, state, run_at in jobs if state != "done" and run_at <= given.ended_at)
    seen = {name for name, _, _ in jobs}
    checks: dict[str, Callable[[Context, Told], list[str]]] = {
        "left": _left,
        "fees": _fees,
        "untold": _untold,
        "missing": _missing,
        "given": _given,
        "webhooks": _webhooks,
        "grades": _grades,
    }
    wrong = [f"{count} times twice: {name}" for name, count in twice.items() if count]
    wrong += [f"{name}: {said}" for name, check in checks.items() for said in check(context, given)]
    wrong += [f"jobs: {count} times {name} is {state}" for (name, state), count in late.items()]
    wrong += [f"never ran: {name}" for name in SCHEDULED if name not in seen]
    wrong += [f"books: {one}" for one in verify.run(books.of(context)).differences]
    counts = {name: len(found) for name, found in rows.items()} | {"mail that left": len(given.arrived)}
    counts |= scheduled_hooks.counts(given.heard)
    return {"runs": given.runs, "killed": given.killed, "jobs": len(jobs), "counts": counts, "wrong": wrong}


def _left(context: Context, given: Told) -> list[str]:
    """Each message that is called sent has left, and nothing has left that is neither sent nor called doubtful."""
    found = dict(
        sql.rows(
            "SELECT message, state FROM reminder WHERE tenant_id = %s AND message <> '' "
            "UNION ALL SELECT message, state FROM delivery WHERE tenant_id = %s AND message <> '' "
            "UNION ALL SELECT message, state FROM notice WHERE tenant_id = %s",
            [context.tenant_id] * 3,
        )
    )
    silent = [f"{one} left and is {found.get(one)}" for one in given.arrived if found.get(one) not in GONE]
    return silent + [f"{one} is sent" for one, state in found.items() if state == "sent" and one not in given.arrived]


GONE = ("sent", "doubtful")


def _fees(context: Context, given: Told) -> list[str]:
    """Every reminder that was sent has its fee, and no other one."""
    tenant = [context.tenant_id]
    wanted = sql.rows("SELECT fee_number FROM reminder WHERE tenant_id = %s AND state = 'sent' AND fee > 0", tenant)
    charged = sql.rows("SELECT number FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee'", tenant)
    return sorted(row[0] for row in {*wanted} ^ {*charged})


def _untold(context: Context, given: Told) -> list[str]:
    """Everything since somebody follows it all was told, and every mail of it has left or may have."""
    tenant = [context.tenant_id]
    waits = sql.rows(
        "SELECT id FROM notification WHERE tenant_id = %s AND waits AND recorded_at < %s", [*tenant, given.ended_at]
    )
    silent = sql.rows(
        "SELECT id FROM happening h WHERE h.tenant_id = %s AND h.happened_at < %s AND h.happened_at > "
        "(SELECT MIN(s.recorded_at) FROM subscription s WHERE s.tenant_id = h.tenant_id AND s.scope = 'all') "
        "AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.tenant_id = h.tenant_id AND n.happening_id = h.id)",
        [*tenant, given.ended_at],
    )
    states = Counter(row[0] for row in sql.rows("SELECT state FROM notice WHERE tenant_id = %s", tenant))
    said = [f"{len(waits)} notifications wait"] if waits else []
    said += [f"{len(silent)} happenings were told to nobody"] if silent else []
    return said + [f"{many} mails of notifications are {state}" for state, many in states.items() if state not in GONE]


def _webhooks(context: Context, given: Told) -> list[str]:
    return scheduled_hooks.wrong(context, given.heard, given.ended_at)


def _grades(context: Context, given: Told) -> list[str]:
    """The kept grades are of the last day, and who had paid by the night before has one."""
    found = sql.rows("SELECT graded_on FROM grading WHERE tenant_id = %s", [context.tenant_id])
    last = datetime.datetime.fromtimestamp(given.ended_at / 1e6, datetime.UTC).date()
    wrong = [] if [sql.day_or_none(row[0]) for row in found] == [last] else [f"kept of {found} and not of {last}"]
    paid = sql.rows(
        "SELECT DISTINCT p.customer_id FROM payment p JOIN payer_grade g ON g.tenant_id = p.tenant_id "
        "AND g.customer_id = p.customer_id AND g.grade <> '' WHERE p.tenant_id = %s",
        [context.tenant_id],
    )
    every = sql.rows(
        "SELECT DISTINCT customer_id FROM payment WHERE tenant_id = %s AND received_on < %s", [context.tenant_id, last]
    )
    return [*wrong, *(f"{id} has paid and has no grade" for (id,) in set(every) - set(paid))]


def _missing(context: Context, given: Told) -> list[str]:
    """What had to be done and was not: for each customer by its group, for each schedule and each mail."""
    tenant = [context.tenant_id]
    days: dict[str, set[int]] = {}
    for number, day in sql.rows(
        "SELECT c.number, r.day FROM reminder r JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.state IN ('sent', 'doubtful')",
        tenant,
    ):
        days.setdefault(number, set()).add(day)
    stated = {row[0] for row in sql.rows(_STATED, tenant)}
    made = Counter(row[0] for row in sql.rows("SELECT schedule_id FROM recurrence WHERE tenant_id = %s", tenant))
    ((mails,),) = sql.rows("SELECT COUNT(*) FROM inbound_mail WHERE tenant_id = %s", tenant)
    ((customers,),) = sql.rows("SELECT COUNT(*) FROM customer WHERE tenant_id = %s AND number LIKE 'C-%%'", tenant)
    said = [f"schedules made {sorted(made.values())}"] if sorted(made.values()) != [WEEKS, WEEKS] else []
    said += [f"{mails} mails of {given.runs}"] if mails != given.runs else []
    for n in range(customers):
        least, most = _wanted(group(n), given.runs)
        had = days.get(f"C-{n}", set())
        if not least <= had <= most:
            said.append(f"C-{n}, {group(n)}: {sorted(had)} and not {sorted(most)}")
        if (f"C-{n}" in stated) != (group(n) in STATED):
            said.append(f"C-{n}, {group(n)}: a statement was sent: {f'C-{n}' in stated}")
    return said


def _given(context: Context, given: Told) -> list[str]:
    """Whose account was given to the senior on the fifth day, and stands with them: it was late and not held then."""
    found = sql.rows(
        "SELECT c.number, r.state, m.email, o.email FROM reminder r JOIN customer c ON c.tenant_id = r.tenant_id "
        "AND c.id = r.customer_id JOIN member m ON m.tenant_id = r.tenant_id AND m.id = r.owner_id "
        "JOIN follow_up f ON f.tenant_id = r.tenant_id AND f.customer_id = r.customer_id "
        "JOIN member o ON o.tenant_id = f.tenant_id AND o.id = f.owner_id WHERE r.tenant_id = %s "
        "AND r.channel = 'inside' AND r.state <> 'held'",
        [context.tenant_id],
    )
    senior = scheduled_world.SENIOR
    said = [str(row) for row in found if row[1:] != ("to_do", senior, senior)]
    groups = {group(int(row[0].removeprefix("C-"))) for row in found}
    wanted = {"late", "paying"} if given.runs >= RUNS else {"late"}
    return said if groups == wanted else [*said, f"{sorted(groups)} and not {sorted(wanted)}"]


_STATED = (
    "SELECT c.number FROM statement_sent s JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id "
    "WHERE s.tenant_id = %s"
)


def _wanted(group: str, runs: int) -> tuple[set[int], set[int]]:
    """Steps that a customer of a group has to be reminded of by now, and all that may have been."""
    soon, later = {3}, {3, 6}
    thanked = {*later, rules.GRATEFUL_DAY}
    all_week = {
        "late": (later, later),
        "paying": (thanked, thanked),
        "promised": ({6}, {6}),
        "planned": ({6}, {6}),
        "disputed": (set(), set()),
        "not due": (set(), set()),
    }[group]
    if runs >= RUNS:
        return all_week
    return (soon if group in ("late", "paying") else set()), all_week[1]
