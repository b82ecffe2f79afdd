"""Happenings kept: with the amounts of their own payments, in base by the rate of the day, and only what is wanted."""

from __future__ import annotations

import datetime
import json

import pytest

from quittance.actions import letters, promises, rates, subscriptions
from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules import topics
from tests import dunned, factories, informed

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with a customer, and a person who is told of some topics."""
    made = factories.company()
    factories.customer(made, "C-1", city="Delft")
    boss = factories.member(made, "credit_manager")
    told = (topics.PAYMENT, topics.INVOICE, topics.NOTICE)
    subscriptions.follow(boss, subscriptions.Follow("all", topics=told))
    return made


def kept(context: Context) -> list[tuple[str, int | None, int | None, dict[str, str]]]:
    """Topic, amount, base amount and facts of what was kept."""
    found = sql.rows(
        "SELECT topic, amount, base_amount, facts FROM happening WHERE tenant_id = %s ORDER BY id", [context.tenant_id]
    )
    return [(topic, amount, base, json.loads(facts)) for topic, amount, base, facts in found]


def test_what_nobody_is_told_of_is_not_kept_and_currencies_are_worth_their_rate(context: Context) -> None:
    rates.set_rate(context, rates.SetRate("USD", "EUR", context.today, "0.5"))
    factories.invoice(context, "INV-1", "100.00", currency="USD")
    promises.take(context, promises.TakePromise("C-1", context.today, "10.00", currency="USD"))
    informed.look(context)
    assert kept(context) == [(topics.INVOICE, 10_000, 5_000, {"number": "INV-1"})]


def test_a_letter_that_was_posted_is_told_with_what_its_reminder_says(context: Context) -> None:
    day = datetime.timedelta(days=1)
    dunned.policy(context, "3 letter formal")
    factories.invoice(context, "INV-1", "100.00", context.today - 40 * day, context.today - 10 * day)
    dunned.run(context)
    found = sql.row("SELECT id, number FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    informed.look(context)
    assert [topic for topic, *_ in kept(context)] == [topics.INVOICE], "a letter that lies here was not sent"
    letters.post(context, letters.PostLetter(found[0], "RR 123 NL"))
    informed.look(context)
    facts = {"number": found[1], "channel": "letter", "tone": "formal"}
    assert kept(context)[1] == (topics.NOTICE, 10_000, 10_000, facts)
