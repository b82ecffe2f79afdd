"""Recurring invoices: a schedule started, paused, resumed and stopped, and each of its periods made exactly once."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import command, drafts, jobs, postings
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books as companies
from quittance.rules import draft as contents
from quittance.rules import money
from quittance.rules import recurring as rules
from quittance.rules.draft import Content
from quittance.rules.ledger import INVOICE
from quittance.rules.recurring import Rhythm
from quittance.rules.refusals import Busy, Changed, Conflict, Invalid, NotFound, Refusal

JOB = "recurring.run"
SCHEDULE = "schedule"
COLUMNS = (
    "tenant_id id entity_id customer_id state mode currency total content every unit on_day start_on end_on times made "
    "next_on made_by recorded_at changed_at"
)


@dataclass(frozen=True, slots=True)
class StartRecurring:
    """An invoice to be made again and again, like an issued one (`number`) or a draft (`draft_id`).

    `mode` draft leaves each to be looked at, issue issues it; the other fields are those of a rhythm.
    """

    start_on: datetime.date
    number: str = ""
    draft_id: int = 0
    every: int = 1
    unit: str = rules.MONTH
    on_day: int = 0
    end_on: datetime.date | None = None
    times: int = 0
    mode: str = rules.DRAFT


@dataclass(frozen=True, slots=True)
class EditRecurring:
    """All that a schedule says on periods from `from_on` on (None is the next one), on the version that was read."""

    id: int
    version: int
    content: Content
    from_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class RecurringEdited:
    """The schedule's version now, what it comes to, and from which day."""

    id: int
    version: int
    currency: str
    total: str
    from_on: datetime.date


@dataclass(frozen=True, slots=True)
class PauseRecurring:
    """A schedule that is to rest."""

    id: int


@dataclass(frozen=True, slots=True)
class ResumeRecurring:
    """A schedule that is to go on; days that fell into the pause are left out."""

    id: int


@dataclass(frozen=True, slots=True)
class StopRecurring:
    """A schedule that is to end for good."""

    id: int


@dataclass(frozen=True, slots=True)
class RunRecurring:
    """The n-th period of a schedule to be made; 0 is the next one."""

    id: int
    n: int = 0


@dataclass(frozen=True, slots=True)
class RecurringKept:
    """A schedule as it stands: how many periods lie behind it, and the day of the next."""

    id: int
    state: str
    customer_number: str
    currency: str
    total: str
    made: int
    next_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class RecurringRun:
    """A period that was made: its draft, its invoice ("" for none), and why that was not issued."""

    id: int
    n: int
    on: datetime.date
    draft_id: int
    number: str
    fault: str


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    customer_id: int
    state: str
    mode: str
    currency: str
    total: int
    made: int
    content: Content
    rhythm: Rhythm


@command.verb("recurring.start", RecurringKept)
def start(context: Context, data: StartRecurring) -> RecurringKept:
    """Start a schedule; what is due already is made at once by the worker. Raises `NotFound` or `Invalid`."""
    postings.check_day(data.start_on, context.today, "start_on")
    given = Rhythm(data.every, data.unit, data.start_on, data.on_day, data.end_on, data.times)
    rhythm, mode = rules.check(given), rules.check_mode(data.mode)
    content = contents.afresh(_source(context, data))
    customer_id, currency = drafts.customer(context, content)
    total = contents.comes_to(content, currency).total
    if total <= 0:
        raise Invalid("What is repeated comes to more than 0. Complete the draft first.", field="draft_id")
    held = _Held(new_id(), customer_id, rules.ACTIVE, mode, currency, total, 0, content, rhythm)
    row = [context.tenant_id, held.id, context.entity_id, customer_id, held.state, mode, currency, total]
    row += [contents.encode(content), rhythm.every, rhythm.unit, rhythm.on_day, rhythm.start_on, rhythm.end_on]
    row += [rhythm.times, 0, rules.day(rhythm, 1), context.actor.name, context.now, context.now]
    sql.insert(SCHEDULE, COLUMNS.split(), [row])
    _enqueue(context, held)
    return _told(context, "recurring.start", held, {"said": rules.said(rhythm)})


@command.verb("recurring.edit", RecurringEdited)
def edit(context: Context, data: EditRecurring) -> RecurringEdited:
    """Change what is made from a day on; what was made stays. Raises `Changed` when somebody else has meanwhile."""
    held = _found(context, data.id)
    next_on = _next(held)
    if next_on is None:
        raise Conflict("This schedule has ended, so nothing of it will change.", field="id")
    from_on = max(data.from_on or next_on, next_on)
    postings.check_day(from_on, context.today, "from_on")
    content = contents.afresh(contents.check(data.content, context.today))
    customer_id, currency = drafts.customer(context, content)
    if (customer_id, currency) != (held.customer_id, held.currency):
        raise Invalid("A schedule keeps its customer and currency. Start another one.", field="customer_number")
    content = drafts.filled(context, content, customer_id, currency)
    total = contents.comes_to(content, currency).total
    if total <= 0:
        raise Invalid("What is repeated comes to more than 0. Write its lines or a total.", field="total")
    version = data.version + 1
    written = contents.encode(content)
    changed = sql.execute(
        "UPDATE schedule SET version = %s, changed_at = %s WHERE tenant_id = %s AND id = %s AND version = %s",
        [version, context.now, context.tenant_id, held.id, data.version],
    )
    if not changed:
        raise Changed("Somebody has changed this schedule meanwhile. Look at it again and repeat.")
    columns = "tenant_id id entity_id schedule_id version from_on total content made_by recorded_at"
    row = [context.tenant_id, new_id(), context.entity_id, held.id, version, from_on, total, written]
    sql.insert("schedule_content", columns.split(), [[*row, context.actor.name, context.now]])
    _told(context, "recurring.edit", replace(held, total=total), {"from": from_on.isoformat()})
    return RecurringEdited(held.id, version, currency, money.write(total, currency), from_on)


@command.verb("recurring.pause", RecurringKept)
def pause(context: Context, data: PauseRecurring) -> RecurringKept:
    """Let a schedule rest; raises `Conflict` unless it was going."""
    held = _found(context, data.id)
    return _moved(context, "recurring.pause", held, replace(held, state=rules.paused(held.state)))


@command.verb("recurring.resume", RecurringKept)
def resume(context: Context, data: ResumeRecurring) -> RecurringKept:
    """Let a schedule go on with its next day; raises `Conflict` unless it rested."""
    held = _found(context, data.id)
    made = rules.resumed(held.rhythm, held.made, context.today)
    now = replace(held, state=rules.going(held.state), made=made)
    kept = _moved(context, "recurring.resume", held, now)
    _enqueue(context, now)
    return kept


@command.verb("recurring.stop", RecurringKept)
def stop(context: Context, data: StopRecurring) -> RecurringKept:
    """End a schedule for good; what it has made stays. Raises `Conflict` when it has ended before."""
    held = _found(context, data.id)
    return _moved(context, "recurring.stop", held, replace(held, state=rules.ended(held.state)))


@command.verb("recurring.run", RecurringRun)
def run(context: Context, data: RunRecurring) -> RecurringRun:
    """Make one period that is due, and ask for the next; raises `Conflict` when it is made, or not due yet."""
    held = _found(context, data.id)
    n = data.n or held.made + 1
    on = rules.day(held.rhythm, n)
    if held.state != rules.ACTIVE or n != held.made + 1 or on is None:
        raise Conflict(f"Period {n} of this schedule is made already, or it does not go on.", field="n")
    if on > context.today:
        raise Conflict(f"Period {n} is due on {on.isoformat()}.", field="n")
    after = rules.day(held.rhythm, n + 1)
    now = replace(held, made=n, state=held.state if after else rules.ENDED)
    _write(context, held, now)
    draft_id, number, fault = _made(context, _saying(context, held, on), on)
    columns = "tenant_id id entity_id schedule_id draft_id n on_day fault recorded_at"
    row = [context.tenant_id, new_id(), context.entity_id, held.id, draft_id, n, on, fault, context.now]
    sql.insert("recurrence", columns.split(), [row])
    _enqueue(context, now)
    said = {"n": str(n), "on": on.isoformat(), "draft_id": str(draft_id), "number": number, "fault": fault}
    _told(context, "recurring.run", now, said)
    return RecurringRun(held.id, n, on, draft_id, number, fault)


def carry_out(work: Work) -> None:
    """Make the period that the job names, once however often it runs; one made or no longer wanted is left alone."""
    id, n = int(work.args["schedule_id"]), int(work.args["n"])
    context = replace(work.context, key=f"recurring:{id}:{n}")
    try:
        run(context, RunRecurring(id, n))
    except Busy:
        raise
    except Conflict:
        return


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the schedule says so on its timeline, and the period is asked for again in a day."""
    context, n = work.context, int(work.args["n"])
    held = _found(context, int(work.args["schedule_id"]))
    if held.state != rules.ACTIVE or held.made + 1 != n:
        return
    _told(context, "recurring.run", held, {"n": str(n), "fault": fault[: contents.MOST_REASON_CHARACTERS]})
    jobs.enqueue(context, JOB, work.args, unique_key=f"recurring:{held.id}:{n}", run_at=context.now + jobs.DAY)


def _made(context: Context, held: _Held, on: datetime.date) -> tuple[int, str, str]:
    """The draft of a period, its number when it is issued, and why it is not; a refused one stays a draft."""
    dated = on if held.mode == rules.ISSUE else None
    draft = drafts.made(context, INVOICE, replace(held.content, issued_on=dated), "drafts.save")
    if held.mode == rules.DRAFT:
        return draft.id, "", ""
    try:
        with transaction.atomic():
            return draft.id, drafts.issued(context, drafts.found(context, draft.id), draft.version).number, ""
    except Busy:
        raise
    except Refusal as refusal:
        fault = refusal.sentence[: contents.MOST_REASON_CHARACTERS]
        drafts.write(context, drafts.found(context, draft.id), draft.version, "reason = %s", [fault])
        return draft.id, "", fault


def _saying(context: Context, held: _Held, on: datetime.date) -> _Held:
    """The schedule with what it says on a day. Index schedule_content_version."""
    row = sql.row(
        "SELECT content, total FROM schedule_content WHERE tenant_id = %s AND schedule_id = %s AND from_on <= %s "
        "ORDER BY version DESC LIMIT 1",
        [context.tenant_id, held.id, on],
    )
    if row is None:
        return held
    content = replace(contents.decode(row[0]), customer_number=held.content.customer_number)
    return replace(held, content=content, total=int(row[1]))


def _source(context: Context, data: StartRecurring) -> Content:
    if not data.number:
        held = drafts.found(context, data.draft_id)
        if held.kind != INVOICE:
            raise Invalid("Only an invoice repeats. Choose another draft.", field="draft_id")
        return held.content
    kind, content = drafts.of_document(context, data.number)
    if kind != INVOICE:
        raise Invalid("Only an invoice repeats. Choose another document.", field="number")
    return content


def _found(context: Context, id: int) -> _Held:
    row = sql.row(
        "SELECT s.id, s.customer_id, s.state, s.mode, s.currency, s.total, s.made, s.content, c.number, s.every, "
        "s.unit, s.start_on, s.on_day, s.end_on, s.times FROM schedule s "
        "JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id "
        "WHERE s.tenant_id = %s AND s.entity_id = %s AND s.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if row is None:
        raise NotFound("There is no such schedule.", field="id")
    id, customer_id, state, mode, currency, total, made = row[:7]
    content = replace(contents.decode(row[7]), customer_number=row[8])
    rhythm = Rhythm(row[9], row[10], sql.day(row[11]), row[12], sql.day_or_none(row[13]), row[14])
    return _Held(id, customer_id, state, mode, currency, int(total), made, content, rhythm)


def _moved(context: Context, verb: str, held: _Held, now: _Held) -> RecurringKept:
    _write(context, held, now)
    return _told(context, verb, now, {})


def _write(context: Context, held: _Held, now: _Held) -> None:
    """Move a schedule on from where it was read; raises `Conflict` when somebody else has."""
    changed = sql.execute(
        "UPDATE schedule SET state = %s, made = %s, next_on = %s, changed_at = %s "
        "WHERE tenant_id = %s AND id = %s AND state = %s AND made = %s",
        [now.state, now.made, _next(now), context.now, context.tenant_id, held.id, held.state, held.made],
    )
    if not changed:
        raise Conflict("This schedule has moved on meanwhile. Look at it again and repeat.", field="id")


def _next(held: _Held) -> datetime.date | None:
    return None if held.state == rules.ENDED else rules.day(held.rhythm, held.made + 1)


def _enqueue(context: Context, held: _Held) -> None:
    """Ask for the next period on the morning of its day, in the transaction that counts the one before."""
    on = _next(held)
    if on is None or held.state != rules.ACTIVE:
        return
    zone = zoneinfo.ZoneInfo(companies.entity(companies.of(context)).timezone)
    morning = datetime.datetime.combine(on, datetime.time(), zone)
    at = (morning - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)
    n = held.made + 1
    args = {"schedule_id": str(held.id), "n": n}
    jobs.enqueue(context, JOB, args, unique_key=f"recurring:{held.id}:{n}", run_at=max(at, context.now))


def _told(context: Context, verb: str, held: _Held, more: dict[str, str]) -> RecurringKept:
    amount = money.write(held.total, held.currency)
    command.note(
        context,
        verb,
        Subject(SCHEDULE, held.id, held.customer_id),
        {"total": amount, "currency": held.currency, **more},
    )
    number = held.content.customer_number
    return RecurringKept(held.id, held.state, number, held.currency, amount, held.made, _next(held))
