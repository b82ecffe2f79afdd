"""Recurring invoices: schedules, and the periods they have made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import recurring
from quittance.actions.recurring import (
    EditRecurring,
    PauseRecurring,
    RecurringEdited,
    RecurringKept,
    RecurringRun,
    ResumeRecurring,
    RunRecurring,
    StartRecurring,
    StopRecurring,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.drafts import DraftContent, Version, content_of
from quittance.api.kinds import (
    AmountShown,
    Cursor,
    Day,
    DayShown,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Search,
    Shown,
)
from quittance.reports import recurring as reports
from quittance.reports.page import Wanted

router = Router()

State = Literal["active", "paused", "ended"]


class NewSchedule(Given):
    """An invoice to be made again and again, like an issued one (`number`) or a draft (`draft_id`)."""

    start_on: Day
    number: Number | None = None
    draft_id: Id | None = None
    every: Annotated[int, Field(ge=1, le=60)] = 1
    unit: Literal["week", "month"] = "month"
    on_day: Annotated[int, Field(ge=0, le=31, description="Of the month; 31 is its last, 0 that of the start.")] = 0
    end_on: Day | None = None
    times: Annotated[int, Field(ge=0, le=1_000, description="0 sets no number.")] = 0
    mode: Literal["draft", "issue"] = "draft"


class ScheduleChanges(DraftContent):
    """All that is made from a day on (the next one when left out), on the version that was read."""

    version: Version
    from_on: Day | None = None


class Period(Given):
    """The period to make; the next when left out."""

    n: Annotated[int, Field(ge=1, lt=2**31)] | None = None


class Nothing(Given):
    """No field."""


class ScheduleShown(Shown):
    """A schedule: `made` periods lie behind it, `said` is its rhythm in words."""

    id: IdShown
    state: State
    mode: Literal["draft", "issue"]
    customer_number: str
    customer_name: str
    currency: str
    total: AmountShown
    said: str
    start_on: DayShown
    end_on: DayShown | None
    times: int
    made: int
    next_on: DayShown | None
    made_by: str
    recorded_at: MomentShown


class Schedules(Shown):
    """A page of schedules; `next` is the cursor of the page behind, empty on the last."""

    rows: list[ScheduleShown]
    next: str


class MadeShown(Shown):
    """A period that was made: its draft, its invoice, and why that was not issued."""

    n: int
    on: DayShown
    draft_id: IdShown | None
    number: str
    fault: str
    recorded_at: MomentShown


class ScheduleDay(Shown):
    """A day to come, with the version that holds then and what it comes to."""

    on: DayShown
    version: int
    total: AmountShown


class ScheduleEdit(Shown):
    """What it says from a day on, by an edit."""

    version: int
    from_on: DayShown
    total: AmountShown
    made_by: str
    recorded_at: MomentShown


class ScheduleCard(ScheduleShown):
    """A schedule with its next days, its edits and what it has made, the latest first."""

    version: int
    ahead: list[DayShown]
    days: list[ScheduleDay]
    edits: list[ScheduleEdit]
    periods: list[MadeShown]


@asks(router, "/recurring", Schedules)
def find(
    desk: Desk,
    *,
    state: State | None = None,
    search: Search = "",
    customer_number: Number | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List schedules, the latest started first; `search` is part of a customer's name."""
    wanted = Wanted(state or "", search, customer_number or "", "", cursor, limit)
    page = reports.find(desk.books, wanted)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@does(router, "POST", "/recurring", "recurring.start", result_of(RecurringKept), status=201)
def start(desk: Desk, body: NewSchedule) -> RecurringKept:
    """Start a schedule; the worker makes what is due."""
    return recurring.start(desk.context, StartRecurring(**body.fields()))


@asks(router, "/recurring/{schedule_id}", ScheduleCard)
def show(desk: Desk, schedule_id: Id) -> dict[str, Any]:
    """Show one schedule with its next days and what it has made."""
    card = reports.card(desk.books, schedule_id)
    periods = [{**plain.of(one), "recorded_at": plain.moment(one.recorded_at)} for one in card.made]
    currency = card.row.currency
    days = [{**plain.of(one), "total": plain.amount(one.total, currency)} for one in card.ahead]
    edits = [
        {**plain.of(one), "total": plain.amount(one.total, currency), "recorded_at": plain.moment(one.recorded_at)}
        for one in card.edits
    ]
    more = {"version": card.version, "days": days, "edits": edits, "periods": periods}
    return {**_shown(card.row), **more, "ahead": [plain.of(one.on) for one in card.ahead]}


@does(router, "PUT", "/recurring/{schedule_id}", "recurring.edit", result_of(RecurringEdited))
def edit(desk: Desk, schedule_id: Id, body: ScheduleChanges) -> RecurringEdited:
    """Change what a schedule makes from a day on, on the version that was read."""
    content = content_of(body, "version", "from_on")
    return recurring.edit(desk.context, EditRecurring(schedule_id, body.version, content, body.from_on))


@does(router, "POST", "/recurring/{schedule_id}/pause", "recurring.pause", result_of(RecurringKept))
def pause(desk: Desk, schedule_id: Id, body: Nothing) -> RecurringKept:
    """Let a schedule rest."""
    return recurring.pause(desk.context, PauseRecurring(schedule_id))


@does(router, "POST", "/recurring/{schedule_id}/resume", "recurring.resume", result_of(RecurringKept))
def resume(desk: Desk, schedule_id: Id, body: Nothing) -> RecurringKept:
    """Let a schedule go on; days that fell into the pause are left out."""
    return recurring.resume(desk.context, ResumeRecurring(schedule_id))


@does(router, "POST", "/recurring/{schedule_id}/stop", "recurring.stop", result_of(RecurringKept))
def stop(desk: Desk, schedule_id: Id, body: Nothing) -> RecurringKept:
    """End a schedule for good."""
    return recurring.stop(desk.context, StopRecurring(schedule_id))


@does(router, "POST", "/recurring/{schedule_id}/run", "recurring.run", result_of(RecurringRun), status=201)
def run(desk: Desk, schedule_id: Id, body: Period) -> RecurringRun:
    """Make a period that is due and that the worker has not made yet."""
    return recurring.run(desk.context, RunRecurring(schedule_id, body.n or 0))


def _shown(row: reports.ScheduleRow) -> dict[str, Any]:
    return {
        **plain.of(row),
        "total": plain.amount(row.total, row.currency),
        "recorded_at": plain.moment(row.recorded_at),
    }
