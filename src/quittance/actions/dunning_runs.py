"""Dunning runs: who is reminded is decided in one pass, kept with what was not sent, and sent by the worker."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from quittance.actions import command, dunning_inside, grading, jobs
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import bulk, sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import dunning as reports
from quittance.reports import dunning_due, dunning_preview
from quittance.reports.books import of as books_of
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from quittance.rules import dunning as rules
from quittance.rules import text
from quittance.rules.refusals import Conflict, NotFound

QUEUED, RUNNING, DONE, STOPPED = "queued", "running", "done", "stopped"
WAITING, SENDING, TO_DO, SENT, HELD = "waiting", "sending", "to_do", "sent", "held"
FAILED, DOUBTFUL, DROPPED = "failed", "doubtful", "dropped"
DAILY_JOB, JOB, SEND_JOB = "dunning.daily", "dunning.run", "dunning.send"
ADDRESSED = (rules.EMAIL, *rules.TEXTED)
"""Channels on which the worker sends by itself."""

LANES = 4
"""Jobs of one run that send side by side; a customer is always in the same one."""


@dataclass(frozen=True, slots=True)
class RunDunning:
    """A run for today; one that waits already is not asked for twice.

    What the worker asks for every day is not `by_hand`: it leaves out who follows a policy that is by hand only.
    """

    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class DunningAsked:
    """The run and its job."""

    run_id: int
    job_id: int


@dataclass(frozen=True, slots=True)
class ReleaseReminder:
    """A reminder that waits for a person's word."""

    id: int


@dataclass(frozen=True, slots=True)
class DropReminder:
    """A reminder that waits and is not to be sent; `reason` is kept."""

    id: int
    reason: str


@dataclass(frozen=True, slots=True)
class FinishReminder:
    """A call that was made, a letter that was posted or an escalation dealt with; `outcome` is kept."""

    id: int
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReminderKept:
    """The reminder as it stands."""

    id: int
    customer_number: str
    state: str


@command.verb("dunning.run", DunningAsked)
def ask(context: Context, data: RunDunning) -> DunningAsked:
    """Have the worker decide who is reminded today, and send."""
    waiting = sql.row(
        "SELECT id, job_id FROM dunning_run WHERE tenant_id = %s AND entity_id = %s AND state = 'queued' "
        "AND (by_hand OR NOT %s) ORDER BY id DESC LIMIT 1",
        [context.tenant_id, context.entity_id, data.by_hand],
    )
    if waiting is not None:
        said = {"on": context.today.isoformat(), "waits": True}
        command.note(context, "dunning.run", Subject("dunning_run", int(waiting[0])), said)
        return DunningAsked(int(waiting[0]), int(waiting[1]))
    id = new_id()
    job_id = jobs.enqueue(context, JOB, {"run_id": str(id)}, unique_key=f"dunning:{id}")
    sql.insert(
        "dunning_run",
        "tenant_id id entity_id run_on state job_id by_hand report fault actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, context.today, QUEUED, job_id, data.by_hand, "{}", ""),
                *(context.actor.name, context.now),
            ]
        ],
    )
    command.note(context, "dunning.run", Subject("dunning_run", id), {"on": context.today.isoformat()})
    return DunningAsked(id, job_id)


@command.verb("dunning.release", ReminderKept)
def release(context: Context, data: ReleaseReminder) -> ReminderKept:
    """Let a reminder go that waited; what is true then is read again. Raises `Conflict`, `NotFound`."""
    customer_id, number, run_id = moved(context, data.id, WAITING, QUEUED)
    jobs.enqueue(context, SEND_JOB, {"run_id": str(run_id), "reminder_id": str(data.id)}, f"reminder:{data.id}")
    command.note(context, "dunning.release", Subject("reminder", data.id, customer_id), {"reminder": str(data.id)})
    return ReminderKept(data.id, number, QUEUED)


@command.verb("dunning.drop", ReminderKept)
def drop(context: Context, data: DropReminder) -> ReminderKept:
    """Do not send it; its step comes again after the pause of the policy. Raises `Conflict`, `NotFound`."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    customer_id, number, _ = moved(context, data.id, WAITING, DROPPED)
    sql.execute(
        "UPDATE reminder SET rule = 'dropped', fault = %s, settled_at = %s WHERE tenant_id = %s AND id = %s",
        [reason, context.now, context.tenant_id, data.id],
    )
    said = {"reminder": str(data.id), "reason": reason}
    command.note(context, "dunning.drop", Subject("customer", customer_id, customer_id), said)
    return ReminderKept(data.id, number, DROPPED)


@command.verb("dunning.finish", ReminderKept)
def finish(context: Context, data: FinishReminder) -> ReminderKept:
    """Say that the call was made, the letter posted or the escalation dealt with; raises `Conflict`, `NotFound`."""
    outcome = text.clean(data.outcome, "outcome", 300)
    customer_id, number, _ = moved(context, data.id, TO_DO, SENT)
    sql.execute(
        "UPDATE reminder SET fault = %s, settled_at = %s WHERE tenant_id = %s AND id = %s",
        [outcome, context.now, context.tenant_id, data.id],
    )
    dunning_inside.finished(context, data.id)
    said = {"reminder": str(data.id), "outcome": outcome}
    command.note(context, "dunning.finish", Subject("customer", customer_id, customer_id), said)
    return ReminderKept(data.id, number, SENT)


def plan(context: Context, since: int = 0) -> None:
    """Have the worker ask for a run whenever the hours of a policy in force begin today; without one, for none.

    Hours that began before `since`, in microseconds, are left out; those that are past by now are asked for at once.
    """
    with transaction.atomic():
        for at in (one for one in reports.openings(books_of(context), context.today) if one >= since):
            key = f"dunning:{context.entity_id}:{at}"
            jobs.enqueue(context, DAILY_JOB, {"key": key}, key, run_at=at)


def begin(work: Work) -> None:
    """Ask for a run that was planned, once however often it was planned; later than planned it is one of today."""
    ask(replace(work.context, key=work.args["key"]), RunDunning(by_hand=False))


def carry_out(context: Context, run_id: int) -> dict[str, Any]:
    """Decide, keep and queue in one transaction; a run that is done or was stopped is left."""
    with transaction.atomic():
        tail = " FOR UPDATE" if sql.on_postgresql() else ""
        found = sql.row(
            f"SELECT state, report, by_hand FROM dunning_run WHERE tenant_id = %s AND entity_id = %s AND id = %s{tail}",
            [context.tenant_id, context.entity_id, run_id],
        )
        if found is None:
            raise NotFound("There is no such run.", field="run_id")
        if found[0] in (DONE, STOPPED):
            done: dict[str, Any] = json.loads(found[1])
            return done
        if any(one.policy.asks_grades for one in reports.live(books_of(context))):
            grading.keep(context)
        at = Moment(context.today, context.now)
        every = dunning_preview.decided(books_of(context), at)
        decided = [one for one in every if found[2] or not one.policy.policy.by_hand]
        due = [one for one in decided if not one.rule]
        _keep_reminders(context, run_id, due)
        keep_held(context, run_id, [one for one in decided if one.rule])
        _keep_parts(context, run_id, at, {one.customer_id: one.step.day for one in due if one.held})
        report = counted(decided)
        sql.execute(
            f"UPDATE dunning_run SET state = '{DONE}', report = %s WHERE tenant_id = %s AND id = %s",
            [json.dumps(report), context.tenant_id, run_id],
        )
        for lane in range(LANES):
            jobs.enqueue(context, SEND_JOB, {"run_id": str(run_id), "lane": lane}, f"dunning:{run_id}:{lane}")
    if len(due) > bulk.HANDFUL:
        bulk.gather(bulk.REMINDED)
    return report


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the run has failed, and the next that is asked for does not wait for it."""
    sql.execute(
        f"UPDATE dunning_run SET state = '{FAILED}', fault = %s WHERE tenant_id = %s AND id = %s "
        f"AND state NOT IN ('{DONE}', '{STOPPED}')",
        [fault[:500], work.context.tenant_id, int(work.args["run_id"])],
    )


def counted(decided: Sequence[Decision]) -> dict[str, Any]:
    """How many go out by each channel, how many wait for a word, and how many are held by which rule."""
    sent = Counter(one.step.channel for one in decided if not one.rule)
    held = Counter(one.rule for one in decided if one.rule)
    waiting = sum(1 for one in decided if not one.rule and one.step.approval)
    return {**{channel: sent[channel] for channel in rules.CHANNELS}, "waiting": waiting, "held": dict(held)}


def keep_held(context: Context, run_id: int, held: Sequence[Decision]) -> None:
    """Log who gets nothing, once a day for each customer, step and rule."""
    rows = [(one.customer_id, one.step.day, one.rule, True, one.items, one.base + one.held) for one in held]
    log(context, run_id, rows)


def _keep_parts(context: Context, run_id: int, at: Moment, days: dict[int, int]) -> None:
    """Log what is left out of messages that go, where anything is."""
    found = dunning_due.parts(books_of(context), at) if days else ()
    rows = [
        (one.customer_id, days[one.customer_id], one.rule, False, one.items, one.base)
        for one in found
        if one.customer_id in days
    ]
    log(context, run_id, rows)


def log(context: Context, run_id: int, rows: Sequence[tuple[int, int, str, bool, int, int]]) -> None:
    """Keep what was held: customer, step's day, rule, whether all of it, items and base minor units."""
    ids = new_ids(max(1, len(rows)))
    bulk.insert_new(
        "reminder_held",
        "tenant_id id entity_id run_id customer_id day rule held_on whole items base_amount recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, run_id, customer_id, day, rule, context.today),
                *(whole, items, base, context.now),
            ]
            for id, (customer_id, day, rule, whole, items, base) in zip(ids, rows, strict=False)
        ],
        "tenant_id, entity_id, customer_id, held_on, day, rule, whole",
    )


def _keep_reminders(context: Context, run_id: int, due: Sequence[Decision]) -> None:
    """Queue the messages; a customer with one under way, or one of today, gets no second one."""
    ids = new_ids(max(1, len(due)))
    rows = [
        [
            *(context.tenant_id, id, context.entity_id, run_id, one.customer_id, one.policy.id, "", one.step.day),
            *(one.step.channel, one.step.tone, WAITING if one.step.approval else QUEUED, context.today),
            *(one.address if one.step.channel in ADDRESSED else "", " ".join(one.step.copies), "en", "", "", ""),
            *(one.base, one.step.fee, "", "", "", context.actor.name, context.now, 0),
        ]
        for id, one in zip(ids, due, strict=False)
    ]
    columns = (
        "tenant_id id entity_id run_id customer_id policy_id number day channel tone state cycle_on address copies "
        "language subject body message base_amount fee fee_number rule fault actor_name queued_at settled_at"
    ).split()
    bulk.insert_new("reminder", columns, rows)


def moved(context: Context, id: int, before: str, after: str) -> tuple[int, str, int]:
    """Move a reminder on; raises `NotFound`, or `Conflict` when it stands elsewhere. Customer's id, number and run."""
    found = sql.row(
        "SELECT r.customer_id, c.number, r.run_id, r.state FROM reminder r "
        "JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s AND r.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such reminder.", field="id")
    moved = sql.execute(
        "UPDATE reminder SET state = %s WHERE tenant_id = %s AND id = %s AND state = %s",
        [after, context.tenant_id, id, before],
    )
    if not moved:
        raise Conflict(f"The reminder is {found[3].replace('_', ' ')} and not {before.replace('_', ' ')}.", field="id")
    return int(found[0]), found[1], int(found[2])
