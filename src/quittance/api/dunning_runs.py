"""Reminders: the preview, runs, what was held back, and what people decide about single ones."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from quittance import file_answer
from quittance.actions import dunning_replies, dunning_runs, dunning_stop
from quittance.actions.dunning_replies import ReplyTaken, ReportText, TakeReply, TextReported
from quittance.actions.dunning_runs import (
    DropReminder,
    DunningAsked,
    FinishReminder,
    ReleaseReminder,
    ReminderKept,
    RunDunning,
)
from quittance.actions.dunning_stop import RunStopped, StopRun
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    LONG,
    PLAIN,
    AmountShown,
    DayShown,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Reason,
    Shown,
    Text,
)
from quittance.reports import books as companies
from quittance.reports import dunning_batch, dunning_diff, dunning_log, dunning_preview
from quittance.reports.dunning_log import ReminderRow
from quittance.rules import dunning as rules
from quittance.rules import money

router = Router()

PolicyName = Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
Version = Annotated[int, Field(ge=0, le=1_000_000)]
Channel = Literal["email", "letter", "call", "sms", "whatsapp", "inside"]
TextChannel = Literal["sms", "whatsapp"]
State = Literal["waiting", "queued", "sending", "to_do", "sent", "held", "failed", "doubtful", "dropped"]


class GivenDropReason(Given):
    """Why."""

    reason: Reason


class GivenStopReason(Given):
    """Why; it may be left out."""

    reason: Text = ""


class GivenReminderOutcome(Given):
    """What came of it."""

    outcome: Text = ""


class GivenTextReport(Given):
    """What the provider says of a message that went to it with this reference."""

    id: Id
    state: Literal["delivered", "read", "undelivered"]
    fault: Text = ""


class GivenReply(Given):
    """An answer to a text message, as it came."""

    sender: Annotated[str, Field(min_length=1, max_length=40, pattern=PLAIN)]
    said: Annotated[str, Field(min_length=1, max_length=2_000, pattern=LONG)]
    channel: TextChannel = "sms"


class ReminderPreviewShown(Shown):
    """One customer: `rule` "" is reminded, otherwise `why` says why not.

    `ours` is the person of the company who is brought in, `copies` are addresses that get the message, too.
    """

    customer: str
    name: str
    policy: str
    step: int
    channel: Channel
    tone: str
    items: int
    amount: AmountShown
    fee: AmountShown
    held: AmountShown
    approval: bool
    address: str
    rule: str
    why: str
    ours: str
    copies: list[str]


class PolicyMoved(Shown):
    """So many customers who would follow another policy, "" for none; numbers of the first 200 in all."""

    before: str
    after: str
    count: int
    customers: list[str]


class PolicyDiffShown(Shown):
    """One customer for whom something changes; without `before` or `after` no step is reached there."""

    customer: str
    name: str
    change: Literal["starts", "stops", "otherwise"]
    why: str
    before: ReminderPreviewShown | None
    after: ReminderPreviewShown | None


class PolicyDiff(Shown):
    """What a version would change now: `same` customers are reminded as before; fees are sums of what goes out."""

    name: str
    version: int
    currency: str
    counts: dict[str, int]
    same: int
    fees_before: AmountShown
    fees_after: AmountShown
    moved: list[PolicyMoved]
    rows: list[PolicyDiffShown]


class ReminderPreviews(Shown):
    """What a run would do: `counts` go by channel, `later` of them wait for hours or mail, `held` get nothing."""

    currency: str
    counts: dict[str, int]
    later: dict[str, int]
    held: dict[str, int]
    rows: list[ReminderPreviewShown]


class DunningRunShown(Shown):
    """A run with the counts of its decision; `held` is customers by rule, `unsent` what a stop kept from going."""

    id: IdShown
    run_on: DayShown
    state: Literal["queued", "running", "done", "failed", "stopped"]
    email: int
    letter: int
    call: int
    inside: int
    sms: int
    whatsapp: int
    waiting: int
    held: dict[str, int]
    unsent: int
    fault: str
    actor_name: str
    recorded_at: MomentShown


class DunningRuns(Shown):
    """DunningRuns, the latest first."""

    rows: list[DunningRunShown]


class ReminderShown(Shown):
    """A reminder as it stands; `parts` SMS that it took, and what the provider said of its arrival.

    `owner` is the person of the company to whom the account was given inside.
    """

    id: IdShown
    number: str
    customer: str
    name: str
    policy: str
    day: int
    channel: Channel
    tone: str
    state: State
    on: DayShown
    address: str
    amount: AmountShown
    fee: AmountShown
    fee_number: str
    rule: str
    fault: str
    settled_at: MomentShown | None
    parts: int
    arrived: Literal["", "delivered", "read", "undelivered"]
    owner: str


class Reminders(Shown):
    """Reminders, the latest first."""

    rows: list[ReminderShown]


class ReminderHeldShown(Shown):
    """What was not sent (`whole`), or left out of what was."""

    customer: str
    name: str
    day: int
    rule: str
    why: str
    whole: bool
    on: DayShown
    items: int
    amount: AmountShown


class RemindersHeld(Shown):
    """What was held back, the latest first."""

    rows: list[ReminderHeldShown]


@asks(router, "/dunning/preview", ReminderPreviews)
def preview(desk: Desk) -> dict[str, Any]:
    """Show who would be reminded now, and who is held back by which rule."""
    found = dunning_preview.now(desk.books, desk.context.today, desk.context.now)
    return dunning_preview.told(found, _base(desk))


@asks(router, "/dunning/policies/{name}/preview", PolicyDiff)
def preview_version(desk: Desk, name: PolicyName, *, version: Version = 0) -> dict[str, Any]:
    """Show what a version of a policy would change if it held now; without a version the latest that is proposed."""
    found = dunning_diff.of_version(desk.books, name, version, desk.context.today, desk.context.now)
    return dunning_diff.told(found, _base(desk))


@does(router, "POST", "/dunning/runs", "dunning.run", result_of(DunningAsked), status=201)
def run(desk: Desk) -> DunningAsked:
    """Have the worker decide who is reminded today, and send."""
    return dunning_runs.ask(desk.context, RunDunning())


@asks(router, "/dunning/runs", DunningRuns)
def runs(desk: Desk, *, limit: Limit = 20) -> dict[str, Any]:
    """List the runs."""
    names = "id state email letter call inside sms whatsapp waiting unsent fault actor_name".split()
    rows = [
        {name: getattr(one, name) for name in names}
        | {"run_on": one.run_on.isoformat(), "held": dict(one.held), "recorded_at": plain.moment(one.recorded_at)}
        for one in dunning_log.runs(desk.books, limit)
    ]
    return {"rows": rows}


@does(router, "POST", "/dunning/runs/{id}/stop", "dunning.stop", result_of(RunStopped))
def stop(desk: Desk, id: Id, body: GivenStopReason) -> RunStopped:
    """Let a run go no further: what has not gone stays unsent, uncharged, and its step comes with the next run."""
    return dunning_stop.stop(desk.context, StopRun(id, body.reason))


@asks(router, "/dunning/reminders", Reminders)
def reminders(
    desk: Desk, *, state: State | None = None, customer_number: Number | None = None, limit: Limit = 100
) -> dict[str, Any]:
    """List reminders and what became of them."""
    states = (state,) if state else ()
    found = dunning_log.reminders(desk.books, states=states, customer_number=customer_number or "", limit=limit)
    base = _base(desk)
    return {"rows": [told(one, base) for one in found]}


def told(one: ReminderRow, base: str) -> dict[str, Any]:
    """A reminder as plain values, amounts in the company's currency."""
    names = "id number policy day channel tone state address fee_number rule fault parts arrived owner".split()
    return {name: getattr(one, name) for name in names} | {
        "customer": one.customer_number,
        "name": one.customer_name,
        "on": one.cycle_on.isoformat(),
        "amount": money.write(one.base, base),
        "fee": money.write(one.fee, base),
        "settled_at": plain.moment(one.settled_at) if one.settled_at else None,
    }


@asks(router, "/dunning/held", RemindersHeld)
def held(desk: Desk, *, limit: Limit = 100) -> dict[str, Any]:
    """List what was held back, each with the rule."""
    base = _base(desk)
    rows = [
        {
            "customer": one.customer_number,
            "name": one.customer_name,
            "day": one.day,
            "rule": one.rule,
            "why": rules.RULES[one.rule],
            "whole": one.whole,
            "on": one.held_on.isoformat(),
            "items": one.items,
            "amount": money.write(one.base, base),
        }
        for one in dunning_log.held(desk.books, limit=limit)
    ]
    return {"rows": rows}


@asks(router, "/dunning/letters", None, media=(file_answer.PDF,))
def letters(desk: Desk) -> HttpResponse:
    """Print the letters that are to be posted, as one PDF."""
    made = dunning_batch.printed(desk.books)
    return file_answer.of(made.content, file_answer.PDF, "letters.pdf")


@does(router, "POST", "/dunning/reminders/{id}/release", "dunning.release", result_of(ReminderKept))
def release(desk: Desk, id: Id) -> ReminderKept:
    """Let a reminder go that waits for a person's word."""
    return dunning_runs.release(desk.context, ReleaseReminder(id))


@does(router, "POST", "/dunning/reminders/{id}/drop", "dunning.drop", result_of(ReminderKept))
def drop(desk: Desk, id: Id, body: GivenDropReason) -> ReminderKept:
    """Do not send a reminder that waits."""
    return dunning_runs.drop(desk.context, DropReminder(id, body.reason))


@does(router, "POST", "/dunning/reminders/{id}/finish", "dunning.finish", result_of(ReminderKept))
def finish(desk: Desk, id: Id, body: GivenReminderOutcome) -> ReminderKept:
    """Note a call that was made, a letter that was posted or an escalation that was dealt with."""
    return dunning_runs.finish(desk.context, FinishReminder(id, body.outcome))


@does(router, "POST", "/dunning/texts/reports", "dunning.report_text", result_of(TextReported))
def report_text(desk: Desk, body: GivenTextReport) -> TextReported:
    """Keep what the provider says of a text message: delivered, read or not delivered."""
    return dunning_replies.report_text(desk.context, ReportText(body.id, body.state, body.fault))


@does(router, "POST", "/dunning/texts/replies", "dunning.take_reply", result_of(ReplyTaken), status=201)
def take_reply(desk: Desk, body: GivenReply) -> ReplyTaken:
    """Take an answer to a text message in; the word STOP alone ends the channel for who has the number."""
    return dunning_replies.take_reply(desk.context, TakeReply(body.sender, body.said, body.channel))


def _base(desk: Desk) -> str:
    return companies.entity(desk.books).base_currency
