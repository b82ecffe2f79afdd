"""Notifications: everybody is told once of what concerns them, without setting up too, and not of own deeds."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from quittance.actions import (
    cash,
    collecting,
    deductions,
    disputes,
    followups,
    holds,
    jobs,
    notifications,
    promises,
    subscriptions,
)
from quittance.actions.command import Context
from quittance.actions.notifications import ReadNotifications
from quittance.actions.subscriptions import EditSubscription, Follow
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books
from quittance.reports import cash as cash_reports
from quittance.reports import notifications as reports
from quittance.rules import topics
from quittance.rules.refusals import Invalid
from tests import dunned, factories, informed
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A company with two customers, an invoice of each."""
    made = factories.company()
    for n in (1, 2):
        factories.customer(made, f"C-{n}")
        due = made.today - DAY * 6
        factories.invoice(made, f"INV-{n}", "100.00", due, due, customer=f"C-{n}")
    return made


@pytest.fixture
def seller(context: Context) -> Context:
    """A salesperson who looks after C-1."""
    made = factories.member(context, "sales")
    email = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [made.tenant_id, made.actor.id])
    assert email is not None
    followups.assign(context, followups.AssignAccounts(("C-1",), email[0]))
    return made


def dispute(context: Context, number: str) -> str:
    """A dispute over an invoice; its number."""
    return disputes.open_dispute(context, disputes.OpenDispute(number, "price", "40.00")).number


def test_who_is_brought_in_is_told_by_a_policy_and_by_a_person(context: Context, seller: Context) -> None:
    email = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [seller.tenant_id, seller.actor.id])
    assert email is not None
    dunned.policy(context, "6 inside firm", our_senior=email[0])
    everything = Follow("all", topics=tuple(topics.TOPICS))
    other = factories.member(context, "credit_manager")
    subscriptions.follow(other, everything)
    with time_machine.travel(datetime.datetime.combine(context.today, datetime.time(12), datetime.UTC), tick=False):
        dunned.run(context)
    told = "The account was escalated to Sales: 6 days late, €100.00"
    assert informed.look(context) == 4, "both accounts, to who has them now and to who follows everything"
    assert informed.told(seller) == [("C-2", told), ("C-1", told)]
    assert informed.topics_of(other) == [topics.ESCALATED] * 2
    followups.set_next(other, followups.SetNext("C-1", "escalate", owner=email[0], reason="They do not answer"))
    followups.set_next(other, followups.SetNext("C-2", "escalate", owner=email[0]))
    informed.look(context)
    assert informed.told(seller)[:2] == [
        ("C-2", "The account was escalated to Sales"),
        ("C-1", "The account was escalated to Sales: They do not answer"),
    ]


def test_whoever_looks_after_a_customer_is_told_without_setting_anything_up(context: Context, seller: Context) -> None:
    number = dispute(context, "INV-1")
    dispute(context, "INV-2")
    holds.place(context, holds.PlaceHold("C-1", "Sales talks to them"))
    promises.take(context, promises.TakePromise("C-2", context.today + DAY, "60.00"))
    assert informed.look(context) == 2
    assert informed.told(seller) == [
        ("C-1", "Reminders are held back: Sales talks to them"),
        ("C-1", f"Dispute {number} over €40.00 of INV-1: Price difference"),
    ]
    email = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [seller.tenant_id, seller.actor.id])
    assert email is not None
    followups.assign(context, followups.AssignAccounts(("C-2",), email[0]))
    late = factories.at(context, context.today + DAY * 30)
    collecting.judge(late, collecting.Judge())
    assert informed.look(late) == 1, "whose account it is when it happens counts"
    assert informed.topics_of(seller) == [topics.DISPUTE, topics.HOLD, topics.BROKEN]


def test_deductions_are_told_and_how_they_end(context: Context, seller: Context) -> None:
    factories.invoice(context, "INV-9", "250.00")
    informed.look(context)
    part = cash.Part("INV-9", "200", "50", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(line(context, "200.00"), "C-1", (part,)))
    (opened,) = cash_reports.deductions(books.of(context))
    deductions.resolve(context, deductions.ResolveDeduction(opened.id, "Agreed in writing", "reject"))
    informed.look(context)
    assert [said for _, said in informed.told(seller)][:2] == [
        "Deduction of €50.00 on INV-9: charged back",
        "Deduction of €50.00 on INV-9: price difference",
    ]


def test_looking_again_tells_nothing_twice_and_events_of_the_last_minute_are_looked_at_again(
    context: Context, seller: Context
) -> None:
    dispute(context, "INV-1")
    assert [informed.look(context) for _ in range(3)] == [1, 0, 0]
    before = informed.count(context, "happening")
    sql.execute("UPDATE heard SET through = 1 WHERE tenant_id = %s", [context.tenant_id])
    assert (informed.look(context), informed.count(context, "happening")) == (0, before)
    assert informed.count(context, "notification") == 1


def test_nobody_is_told_of_their_own_deeds_nor_twice_by_two_subscriptions(context: Context, seller: Context) -> None:
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, Follow("all", topics=(topics.DISPUTE,)))
    subscriptions.follow(seller, Follow("customer", "C-1", topics=(topics.DISPUTE,)))
    dispute(boss, "INV-1")
    assert informed.look(context) == 1
    assert (informed.topics_of(boss), informed.topics_of(seller)) == ([], [topics.DISPUTE])


def test_amounts_groups_and_pauses_are_respected(context: Context) -> None:
    factories.customer(context, "C-3", parent_number="C-1")
    factories.invoice(context, "INV-3", "900.00", customer="C-3")
    boss = factories.member(context, "credit_manager")
    kept = subscriptions.follow(boss, Follow("group", "C-1", topics=(topics.PAYMENT,), least="50.00"))
    factories.payment(context, "P-1", "49.99", customer="C-1")
    factories.payment(context, "P-2", "50.00", customer="C-3")
    factories.payment(context, "P-3", "50.00", customer="C-2")
    assert informed.look(context) == 1
    assert informed.told(boss) == [("C-3", "€50.00 came in, payment P-2")]
    subscriptions.edit(boss, EditSubscription(kept.id, paused=True))
    factories.payment(context, "P-4", "70.00", customer="C-1")
    assert informed.look(context) == 0
    subscriptions.edit(boss, EditSubscription(kept.id, paused=False))
    factories.payment(context, "P-5", "80.00", customer="C-1")
    assert informed.look(context) == 1, "what happened while it was paused is not told later"
    assert informed.told(boss)[0] == ("C-1", "€80.00 came in, payment P-5")


def test_an_invoice_speaks_once_on_the_day_it_is_late_by_so_many_days(context: Context) -> None:
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, Follow("all", topics=(topics.OVERDUE,), days=7))
    assert informed.look(context) == 0
    later = factories.at(context, context.today + DAY * 3)  # the worker was away for a day or two
    assert (informed.look(later), informed.look(later)) == (2, 0)
    assert informed.told(boss)[0][1] == "Invoice INV-2 is 7 days late, €100.00 is open"
    assert informed.look(factories.at(context, context.today + DAY * 4)) == 0


def test_an_invoice_above_the_limit_is_told_by_the_one_that_crosses_it(context: Context, seller: Context) -> None:
    factories.customer(context, "C-4", credit_limit="150.00")
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, Follow("all", topics=(topics.LIMIT,)))
    for n, amount in enumerate(("100.00", "60.00"), start=5):
        factories.invoice(context, f"INV-{n}", amount, customer="C-4")
        informed.look(context)
    factories.invoice(context, "INV-7", "10.00", customer="C-4")
    assert informed.look(context) == 0, "it was above it before"
    assert informed.told(boss) == [("C-4", "Invoice INV-6 took the balance to €160.00, above the limit of €150.00")]


def test_a_person_whose_roles_no_longer_read_is_told_nothing(context: Context, seller: Context) -> None:
    sql.execute("UPDATE role SET permissions = '[]' WHERE tenant_id = %s AND name = 'sales'", [context.tenant_id])
    dispute(context, "INV-1")
    assert (informed.look(context), informed.topics_of(seller)) == (0, [])


def test_what_is_read_is_counted_and_only_a_person_reads(context: Context, seller: Context) -> None:
    dispute(context, "INV-1")
    holds.place(context, holds.PlaceHold("C-1", "Wait"))
    informed.look(context)
    here = books.of(context)
    rows = reports.listed(here, seller.actor.id)
    assert reports.unread(here, seller.actor.id) == 2
    made = notifications.read(seller, ReadNotifications((rows[0].id,)))
    assert (made.count, made.unread) == (1, 1)
    other = factories.member(context, "collector")
    assert notifications.read(other, ReadNotifications((rows[1].id,))).count == 0, "one reads one's own"
    assert [row.id for row in reports.listed(here, seller.actor.id, only_unread=True)] == [rows[1].id]
    assert notifications.read(seller, ReadNotifications()).unread == 0
    with pytest.raises(Invalid, match="person"):
        notifications.read(context, ReadNotifications())
    with pytest.raises(Invalid, match="500"):
        notifications.read(seller, ReadNotifications(tuple(range(1, 502))))


def test_the_worker_looks_when_there_is_something_new_and_one_look_waits(context: Context, seller: Context) -> None:
    dispute(context, "INV-1")
    assert (notifications.plan(context.now), notifications.plan(context.now)) == (1, 1)
    while worker.once():
        pass
    assert informed.topics_of(seller) == [topics.DISPUTE]
    assert jobs.take(context.now) is None
