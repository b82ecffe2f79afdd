"""A company with something for every scheduled job, and the workers that do them over and over (see `scheduled`)."""

from __future__ import annotations

import datetime
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace

import time_machine
from django.conf import settings

from quittance.actions import (
    cash_calibration,
    collecting,
    disputes,
    dunning_runs,
    identity,
    jobs,
    mailboxes,
    nightly,
    notifications,
    plans,
    promises,
    recurring,
    statements,
    subscriptions,
    users,
)
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import holidays
from quittance.rules import money, topics
from quittance.rules.refusals import Busy
from tests import dunned, factories
from tests.actions import hook_sink, imap_fake, mail_sink
from tests.actions.hook_sink import Heard
from tests.actions.imap_fake import Fake
from tests.formats.mailed import mailed as inbound
from tests.sim import crowd, mailed, scheduled_hooks
from tests.sim.crowd import Outcome

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2041, 2, 4, 12, tzinfo=datetime.UTC)
"""A Monday at noon that is yet to come: ids of rows rise with time, and no holiday is near."""

MINUTE = datetime.timedelta(minutes=1)
BETWEEN = datetime.timedelta(hours=6)
WORKERS = 2
WEEKS = 3
GROUPS = ("late", "promised", "planned", "disputed", "not due", "paying")
"""Customers take their turn in these: what is to become of each follows from it."""

STATED = ("disputed", "not due")
"""Groups that get a statement each week."""

SCHEDULED = (
    "cash.refit",
    "deliveries.send",
    "dunning.daily",
    "dunning.run",
    "dunning.send",
    "mailboxes.fetch",
    "notices.send",
    "notifications.tell",
    "recurring.run",
    "statements.run",
    "webhooks.deliver",
)
"""Jobs that the clock asks for, and those that they ask for; `nightly` judges promises and plans by itself."""

SENIOR = "senior@company.example"
"""Who is brought in on the fifth day."""

MOST_BUSY = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What was begun and when it ended, in microseconds; mails that arrived, by Message-ID; webhooks' requests."""

    runs: int
    killed: int
    ended_at: int
    arrived: dict[str, int]
    heard: list[Heard]


def run(runs: int, kills: int, customers: int) -> tuple[Context, Told]:
    """A week of the company, from the afternoon on: everything is asked for by both workers in each of the runs."""
    with time_machine.travel(START, tick=True):
        context = _company(customers)
    killed = 0
    with ExitStack() as open:
        sink, box = open.enter_context(mail_sink.listening()), open.enter_context(imap_fake.listening())
        hooks = open.enter_context(hook_sink.listening())
        mailed.hurry(sink)
        settings.MAILBOX_LOCAL = True
        holidays.closed = lambda books, countries, day: ()  # every day is a working day
        given = mailboxes.SetMailbox("127.0.0.1", "billing@x.example", box.password, security="none", port=box.port)
        mailboxes.set_mailbox(context, given)
        with time_machine.travel(START + MINUTE / 2, tick=True):
            _follow(context)
            scheduled_hooks.begin(_at(context), hooks)
        for n in range(runs):
            with time_machine.travel(START + MINUTE + BETWEEN * n, tick=True):
                _come(box, n)
                if n == runs // 2:
                    _pay(context, customers)
                killed += _race(context, n, kills)
        arrived = [str(message["Message-ID"]) for message in sink.messages()]
    ended_at = int((START + BETWEEN * (runs - 1)).timestamp() * 1e6)
    return context, Told(runs, killed, ended_at, {one: arrived.count(one) for one in arrived}, list(hooks.heard))


def group(n: int) -> str:
    """The group of the nth customer."""
    return GROUPS[n % len(GROUPS)]


def _company(customers: int) -> Context:
    context = _at(factories.company("Scheduled Ltd", country="NL"))
    steps = ("3 email friendly fee=5.00", "5 inside firm", "6 email firm fee=7.50")
    users.invite(context, users.InviteUser(SENIOR, "Senior", ("credit_manager",), "!"))
    dunned.policy(context, *steps, pause_days=1, from_hour=0, until_hour=24, thanks=True, our_senior=SENIOR)
    today = context.today
    for n in range(customers):
        number = f"C-{n}"
        factories.customer(context, number, email=f"c{n}@customer.example")
        due = today + 30 * DAY if group(n) == "not due" else today - 4 * DAY
        factories.invoice(context, f"OLD-{n}", "100.00", today - 40 * DAY, due, customer=number)
        if group(n) == "promised":
            promises.take(context, promises.TakePromise(number, today + DAY))
        if group(n) == "planned":
            plans.agree(context, plans.AgreePlan(number, count=2, first_on=today + DAY))
        if group(n) == "disputed":
            disputes.open_dispute(context, disputes.OpenDispute(f"OLD-{n}", "damage"))
        if group(n) in STATED:
            statements.plan(context, statements.PlanStatements(number, "week", (today + DAY).isoweekday()))
    begin = today - datetime.timedelta(weeks=WEEKS - 1)
    factories.customer(context, "R-1", terms="net 60")
    factories.invoice(context, "OLD-R", "100.00", begin, customer="R-1")
    for mode in ("issue", "draft"):
        recurring.start(context, recurring.StartRecurring(begin, "OLD-R", unit="week", times=WEEKS, mode=mode))
    return context


def _follow(context: Context) -> None:
    """Somebody who did none of it is told of everything by mail."""
    everything = subscriptions.Follow("all", topics=tuple(topics.TOPICS), channel="mail", quiet=False)
    subscriptions.follow(_at(factories.member(context, "credit_manager")), everything)


def _come(box: Fake, n: int) -> None:
    """Two more mails lie in the mailbox, one of them for the second time."""
    for uid in (2 * n + 1, 2 * n + 2):
        box.mails[uid] = inbound(f"Mail of run {n}", message=f"<{n}@x.example>")


def _pay(context: Context, customers: int) -> None:
    """Those who pay do so: all that they owe is settled, fees included."""
    at = _at(context)
    owed = sql.rows(
        "SELECT c.number, SUM(i.amount - i.allocated) FROM customer c JOIN open_item i ON i.tenant_id = c.tenant_id "
        "AND i.customer_id = c.id WHERE c.tenant_id = %s GROUP BY c.number",
        [context.tenant_id],
    )
    for number, open_minor in owed:
        if number in {f"C-{n}" for n in range(customers) if group(n) == "paying"}:
            paid = money.write(int(open_minor), "EUR")
            factories.payment(at, f"PAY-{number}", paid, at.today, customer=number, allocate="oldest")


def _at(context: Context) -> Context:
    """The context at this moment."""
    now = identity.now_micros()
    return replace(factories.at(context, identity.today_in("UTC", now)), now=now)


def _race(context: Context, n: int, kills: int) -> int:
    """One run: both workers at once, each killed some times before one works to the end."""

    def work(worker: int) -> list[Outcome]:
        return mailed.killed_and_ended(context, worker + WORKERS * n, kills, _work)

    return sum(one["killed"] for one in crowd.run(WORKERS, work))


def _work(context: Context) -> None:
    """A worker that has just begun: it plans what every one plans, has all of it done once more, and works."""
    for tried in range(MOST_BUSY):
        try:
            _ask(identity.operator(context.tenant_id, context.entity_id, "jobs", nightly.NAME))
            break
        except Busy:
            time.sleep(mailed.PAUSE_SECONDS)
            assert tried + 1 < MOST_BUSY, "the database is busy for good"
    mailed.work(context)


def _ask(context: Context) -> None:
    nightly.run({})
    mailboxes.plan(identity.now_micros())
    notifications.plan(identity.now_micros())
    for name in (mailboxes.JOB, notifications.JOB, cash_calibration.JOB):
        jobs.enqueue(context, name, {})
    collecting.judge(context, collecting.Judge())
    dunning_runs.ask(context, dunning_runs.RunDunning())
    statements.ask(context)
    for id, made in sql.rows("SELECT id, made FROM schedule WHERE tenant_id = %s", [context.tenant_id]):
        for period in range(1, made + 2):
            jobs.enqueue(context, recurring.JOB, {"schedule_id": str(id), "n": period})
