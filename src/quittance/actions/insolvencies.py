"""Insolvencies: proceedings over a customer recorded, changed, claims filed in them, and ended."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import archives, command, holds, jobs
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import lock, series, sql
from quittance.books.keys import new_id
from quittance.reports import books, insolvency_file
from quittance.reports import insolvencies as reports
from quittance.reports.books import of as books_of
from quittance.reports.insolvencies import InsolvencyRow
from quittance.rules import calendar, interest_packs, money, text
from quittance.rules import insolvency as rules
from quittance.rules.refusals import Conflict, Invalid

JOB = "insolvencies.keep"


@dataclass(frozen=True, slots=True)
class OpenInsolvency:
    """Proceedings over a customer; `percent` of the debt, decimal text, is marked for a specific provision."""

    customer_number: str
    opened_on: datetime.date
    court: str
    reference: str
    administrator: str = ""
    file_by: datetime.date | None = None
    percent: str = "100"


@dataclass(frozen=True, slots=True)
class EditInsolvency:
    """What has become known since; None leaves a thing as it is. The claims that were filed settle `opened_on`."""

    number: str
    court: str | None = None
    reference: str | None = None
    administrator: str | None = None
    file_by: datetime.date | None = None
    percent: str | None = None
    opened_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class FileClaims:
    """The claim list was filed; None is today."""

    number: str
    filed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class EndInsolvency:
    """The proceedings are over, and how they ended."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class InsolvencyKept:
    """The insolvency as it stands; `marked` in the company's currency."""

    number: str
    customer_number: str
    opened_on: datetime.date
    court: str
    reference: str
    administrator: str
    file_by: datetime.date | None
    percent: str
    marked: str
    filed_on: datetime.date | None
    ended_on: datetime.date | None


@command.verb("insolvencies.open", InsolvencyKept)
def open_insolvency(context: Context, data: OpenInsolvency) -> InsolvencyKept:
    """Record proceedings: the account is held, and interest stops. Raises `Conflict`, `NotFound` or `Invalid`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    running = reports.running(books_of(context), customer.id)
    if running is not None:
        raise Conflict(f"{customer.name} is insolvent already: {running.number}.", field="customer_number")
    opened = calendar.check_day(data.opened_on, context.today, "opened_on")
    rules.check_opening(opened, data.file_by, context.today)
    court = text.clean(data.court, "court", 200, needed=True)
    reference = text.clean(data.reference, "reference", 100, needed=True)
    administrator = text.clean(data.administrator, "administrator", 200)
    percent = rules.read_percent(data.percent)
    id, number = new_id(), series.take_claim(context.tenant_id, context.entity_id, "insolvency")
    (hold_id,) = holds.placed(context, customer.id, [None], f"Insolvency {number}, {court}, {reference}"[:300])
    sql.insert(
        "insolvency",
        "tenant_id id entity_id customer_id number opened_on court reference administrator file_by percent_e4 hold_id "
        "filer digest reason actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer.id, number, opened, court, reference),
                *(administrator, data.file_by, percent, hold_id, "", "", "", context.actor.name, context.now),
            ]
        ],
    )
    return _done(context, "insolvencies.open", number)


@command.verb("insolvencies.edit", InsolvencyKept)
def edit(context: Context, data: EditInsolvency) -> InsolvencyKept:
    """Change what is known of proceedings; raises `Conflict` once they have ended, `NotFound` or `Invalid`."""
    row = _running(context, data.number)
    file_by = row.file_by if data.file_by is None else data.file_by
    opened = row.opened_on
    if data.opened_on is not None and data.opened_on != opened:
        if row.filed_on is not None:
            raise Conflict("The claims were filed as of that day. End it, and record it anew.", field="opened_on")
        opened = calendar.check_day(data.opened_on, context.today, "opened_on")
    rules.check_opening(opened, file_by, context.today)
    kept = {
        "opened_on": opened,
        "court": row.court if data.court is None else text.clean(data.court, "court", 200, needed=True),
        "reference": row.reference
        if data.reference is None
        else text.clean(data.reference, "reference", 100, needed=True),
        "administrator": row.administrator
        if data.administrator is None
        else text.clean(data.administrator, "administrator", 200),
        "file_by": file_by,
        "percent_e4": row.percent_e4 if data.percent is None else rules.read_percent(data.percent),
    }
    sql.execute(
        f"UPDATE insolvency SET {', '.join(f'{name} = %s' for name in kept)} WHERE tenant_id = %s AND id = %s",
        [*kept.values(), context.tenant_id, row.id],
    )
    return _done(context, "insolvencies.edit", row.number)


@command.verb("insolvencies.file", InsolvencyKept)
def file(context: Context, data: FileClaims) -> InsolvencyKept:
    """Say that the claims were filed; the list is kept as it is now. Raises `Conflict` when it was filed already."""
    row = _running(context, data.number)
    if row.filed_on is not None:
        raise Conflict(f"The claims were filed on {row.filed_on}.", field="number")
    on = data.filed_on or context.today
    if not row.opened_on <= on <= context.today:
        raise Invalid("Claims are filed between the opening and today. Check the day.", field="filed_on")
    sql.execute(
        "UPDATE insolvency SET filed_on = %s, filer = %s WHERE tenant_id = %s AND id = %s",
        [on, context.actor.name, context.tenant_id, row.id],
    )
    jobs.enqueue(context, JOB, {"number": row.number}, f"insolvency:{row.id}")
    return _done(context, "insolvencies.file", row.number)


@command.verb("insolvencies.end", InsolvencyKept)
def end(context: Context, data: EndInsolvency) -> InsolvencyKept:
    """End proceedings: reminders and interest go on as before. Raises `Conflict` when they have ended already."""
    why = text.clean(data.reason, "reason", 300, needed=True)
    row = _running(context, data.number)
    sql.execute(
        "UPDATE insolvency SET ended_on = %s, reason = %s WHERE tenant_id = %s AND id = %s",
        [context.today, why, context.tenant_id, row.id],
    )
    holds.lifted(context, row.hold_id)
    return _done(context, "insolvencies.end", row.number)


def carry_out(work: Work) -> None:
    """Keep the claim list that was filed; doing it again changes nothing."""
    kept(work.context, str(work.args["number"]))


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the list is drawn again in a day, or when somebody asks for it."""
    row = reports.of_number(books_of(work.context), str(work.args["number"]))
    if not row.digest:
        jobs.enqueue(work.context, JOB, work.args, f"insolvency:{row.id}", run_at=work.context.now + jobs.DAY)


def kept(context: Context, number: str) -> bytes:
    """The claim list as a ZIP: as it was filed, or as it would be now; raises `NotFound`, `Undrawable`, `Invalid`."""
    row = reports.of_number(books_of(context), number)
    final = row.filed_on is not None
    return archives.kept(
        context, "insolvency", row.id, lambda: insolvency_file.packed(books_of(context), number), final=final
    )


def _running(context: Context, number: str) -> InsolvencyRow:
    """Proceedings that run, with their customer held still; raises `NotFound`, `Conflict`."""
    row = reports.of_number(books_of(context), number)
    lock.customers_by_number(context.tenant_id, context.entity_id, [row.customer_number])
    row = reports.of_number(books_of(context), number)
    if row.ended_on is not None:
        raise Conflict(f"Insolvency {row.number} ended on {row.ended_on}.", field="number")
    return row


def _done(context: Context, verb: str, number: str) -> InsolvencyKept:
    """The event, and the insolvency as it stands."""
    here = books_of(context)
    row, base = reports.of_number(here, number), books.entity(here).base_currency
    percent = interest_packs.percent(row.percent_e4)
    said = {"number": number, "court": row.court, "reference": row.reference, "percent": percent}
    said |= {"opened_on": row.opened_on.isoformat(), "reason": row.reason}
    command.note(context, verb, Subject("insolvency", row.id, row.customer_id), said)
    return InsolvencyKept(
        *(number, row.customer_number, row.opened_on, row.court, row.reference, row.administrator, row.file_by),
        *(percent, money.write(row.marked, base), row.filed_on, row.ended_on),
    )
