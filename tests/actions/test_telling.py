"""Telling: the one statement and the pure rule name the same people, whatever happens to whom."""

from __future__ import annotations

import datetime
import random

import pytest

from quittance.actions import absences, followups, holds, subscriptions
from quittance.actions.absences import PlanAbsence
from quittance.actions.command import Context
from quittance.actions.subscriptions import Follow
from quittance.books import sql
from quittance.reports import books, people
from quittance.reports import subscriptions as reports
from quittance.rules import topics
from quittance.rules.subscriptions import Happening, Subscription, concerns
from tests import factories, informed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CUSTOMERS = ("C-0", "C-1", "C-2", "C-3")
TOPICS = (topics.INVOICE, topics.HOLD, topics.PAYMENT)


def company(dice: random.Random) -> tuple[Context, list[Context]]:
    """A group of two below C-0, another customer, and people who follow them at random."""
    context = factories.company()
    factories.customer(context, "C-0")
    for number, parent in (("C-1", "C-0"), ("C-2", "C-0"), ("C-3", "")):
        factories.customer(context, number, parent_number=parent)
    who = [factories.member(context, "credit_manager") for _ in range(4)]
    emails = {row.id: row.email for row in people.members(books.of(context))}
    for number in CUSTOMERS:
        followups.assign(context, followups.AssignAccounts((number,), emails[dice.choice(who).actor.id]))
    for person in who:
        for _ in range(3):
            scope = dice.choice(("customer", "group", "managed", "all"))
            number = dice.choice(CUSTOMERS) if scope in ("customer", "group") else ""
            least = dice.choice(("", "50.00", "200.00"))
            told = tuple(dice.sample(TOPICS, dice.randint(1, 3)))
            subscriptions.follow(person, Follow(scope, number, told, least=least))
    return context, who


@pytest.mark.parametrize("seed", [7, 8])
def test_the_statement_and_the_rule_agree(seed: int) -> None:
    dice = random.Random(seed)
    context, who = company(dice)
    emails = {row.id: row.email for row in people.members(books.of(context))}
    away, stand_in = (one.actor.id for one in dice.sample(who, 2))
    over = PlanAbsence(emails[stand_in], emails[away], context.today + DAY, context.today + DAY)
    absences.plan(context, PlanAbsence(emails[away], emails[stand_in], context.today, context.today))
    absences.plan(context, over)
    for n in range(12):
        number, doer = dice.choice(CUSTOMERS), dice.choice((context, *who))
        factories.invoice(context, f"INV-{n}", dice.choice(("40.00", "60.00", "300.00")), customer=number)
        if n % 3 == 0:
            holds.place(doer, holds.PlaceHold(number, f"Reason {n}"))
        if n % 4 == 0:
            factories.payment(context, f"P-{n}", dice.choice(("10.00", "90.00")), customer=number)
    informed.look(context)
    here = books.of(context)
    happened = sql.rows(
        "SELECT h.id, h.topic, c.id, COALESCE(c.parent_id, 0), f.owner_id, h.doer, h.base_amount, h.public "
        "FROM happening h JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id JOIN follow_up f "
        "ON f.tenant_id = h.tenant_id AND f.customer_id = h.customer_id WHERE h.tenant_id = %s",
        [context.tenant_id],
    )
    ids = dict(sql.rows("SELECT number, id FROM customer WHERE tenant_id = %s", [context.tenant_id]))
    wanted = set()
    for person in who:
        for row in reports.of_member(here, person.actor.id):
            one = Subscription(
                row.scope, ids.get(row.customer_number, 0), frozenset(row.topics), person.actor.id, row.least, row.days
            )
            for id, topic, customer, parent, manager, doer, base, public in happened:
                if concerns(
                    one,
                    Happening(
                        topic,
                        customer,
                        parent,
                        manager,
                        doer,
                        base,
                        0,
                        bool(public),
                        stand_in if manager == away else 0,
                    ),
                ):
                    wanted.add((person.actor.id, id))
    told = sql.rows("SELECT member_id, happening_id FROM notification WHERE tenant_id = %s", [context.tenant_id])
    assert len(told) == len(set(told)) and set(told) == wanted
    assert 10 < len(wanted) < len(happened) * len(who)
