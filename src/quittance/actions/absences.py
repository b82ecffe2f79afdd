"""Absences: who stands in for a person who is away, from which day until which."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import people
from quittance.reports.books import of as books_of
from quittance.rules import calendar
from quittance.rules.refusals import Conflict, Invalid, NotFound

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class PlanAbsence:
    """Who is away, who stands in (both by email), and the first and last day."""

    person: str
    stand_in: str
    from_on: datetime.date
    until_on: datetime.date


@dataclass(frozen=True, slots=True)
class EndAbsence:
    """An absence that ends before its day, or did not come about."""

    id: int


@dataclass(frozen=True, slots=True)
class AbsenceKept:
    """An absence as it stands."""

    id: int
    person: str
    stand_in: str
    from_on: datetime.date
    until_on: datetime.date


@command.verb("absences.plan", AbsenceKept)
def plan(context: Context, data: PlanAbsence) -> AbsenceKept:
    """Plan an absence; raises `NotFound`, `Invalid`, or `Conflict` where one of the two is away or stands in already.

    Accounts stay the person's own: on these days they stand in the list of whoever stands in.
    """
    calendar.check_day(data.from_on, context.today, "from_on")
    calendar.check_day(data.until_on, context.today, "until_on")
    if data.until_on < data.from_on:
        raise Invalid("The last day lies before the first.", field="until_on")
    if data.until_on < context.today:
        raise Invalid("Those days are over.", field="until_on")
    if (data.until_on - data.from_on).days >= LONGEST_DAYS:
        raise Invalid(f"At most {LONGEST_DAYS} days. Hand the accounts over instead.", field="until_on")
    here = books_of(context)
    person, stand_in = people.id_of(here, data.person, "person"), people.id_of(here, data.stand_in, "stand_in")
    if person == stand_in:
        raise Invalid("Nobody stands in for themselves.", field="stand_in")
    _check_free(context, data, person, stand_in)
    id = new_id()
    sql.insert(
        "absence",
        ["tenant_id", "id", "member_id", "stand_in_id", "from_on", "until_on", "actor_name", "recorded_at"],
        [
            [
                *(context.tenant_id, id, person, stand_in, data.from_on, data.until_on),
                *(context.actor.name, context.now),
            ]
        ],
    )
    made = AbsenceKept(id, data.person.strip().lower(), data.stand_in.strip().lower(), data.from_on, data.until_on)
    _note(context, "absences.plan", person, made)
    return made


@command.verb("absences.end", AbsenceKept)
def end(context: Context, data: EndAbsence) -> AbsenceKept:
    """End an absence: from today on the accounts are with their owner again; raises `NotFound` or `Conflict`."""
    found = sql.row(
        "SELECT a.member_id, m.email, s.email, a.from_on, a.until_on FROM absence a "
        "JOIN member m ON m.tenant_id = a.tenant_id AND m.id = a.member_id "
        "JOIN member s ON s.tenant_id = a.tenant_id AND s.id = a.stand_in_id WHERE a.tenant_id = %s AND a.id = %s",
        [context.tenant_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such absence.", field="id")
    person, email, stand_in, from_on, until_on = found
    first, last = sql.day(from_on), sql.day(until_on)
    if last < context.today:
        raise Conflict("That absence is over.", field="id")
    yesterday = context.today - calendar.DAY
    if first > yesterday:
        sql.execute("DELETE FROM absence WHERE tenant_id = %s AND id = %s", [context.tenant_id, data.id])
    else:
        sql.execute(
            "UPDATE absence SET until_on = %s WHERE tenant_id = %s AND id = %s",
            [yesterday, context.tenant_id, data.id],
        )
    made = AbsenceKept(data.id, email, stand_in, first, max(first, yesterday))
    _note(context, "absences.end", person, made)
    return made


def _note(context: Context, name: str, person: int, made: AbsenceKept) -> None:
    said = {
        "person": made.person,
        "stand_in": made.stand_in,
        "from_on": str(made.from_on),
        "until_on": str(made.until_on),
    }
    command.note(context, name, Subject("member", person), said)


def _check_free(context: Context, data: PlanAbsence, person: int, stand_in: int) -> None:
    """Whoever is away neither stands in nor is away twice, and whoever stands in is here."""
    found = sql.rows(
        "SELECT a.member_id, m.name, a.stand_in_id FROM absence a "
        "JOIN member m ON m.tenant_id = a.tenant_id AND m.id = a.member_id "
        "WHERE a.tenant_id = %s AND a.until_on >= %s AND a.from_on <= %s",
        [context.tenant_id, data.from_on, data.until_on],
    )
    for away, name, in_for in found:
        if away == person:
            raise Conflict(f"{name} is away on some of these days already. End that absence first.", field="from_on")
        if away == stand_in:
            raise Conflict(f"{name} is away on some of these days. Choose somebody else.", field="stand_in")
        if in_for == person:
            raise Conflict(f"They stand in for {name} on some of these days. End that first.", field="person")
