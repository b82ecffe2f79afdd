"""Schedules in a list and one by one: their next days and what they have made."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import recurring
from quittance.actions.command import Context
from quittance.actions.recurring import PauseRecurring, RunRecurring, StartRecurring
from quittance.reports import books
from quittance.reports import recurring as reports
from quittance.reports.page import Wanted
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def context() -> Context:
    """An invoice to each of two customers."""
    context = factories.company()
    factories.customer(context, "C-1", name="Brightwater Foods")
    factories.customer(context, "C-2", name="Palmera Retail")
    factories.invoice(context, "INV-1", "10.00")
    factories.invoice(context, "INV-2", "20.00", customer="C-2")
    return context


def test_schedules_are_found_by_state_and_customer_and_paged(context: Context) -> None:
    here = books.of(context)
    one = recurring.start(context, StartRecurring(context.today, "INV-1")).id
    later = factories.at(context, context.today + datetime.timedelta(days=1))
    two = recurring.start(later, StartRecurring(later.today, "INV-2", unit="week")).id
    recurring.pause(context, PauseRecurring(two))
    assert [row.id for row in reports.find(here, Wanted()).rows] == [two, one]
    first = reports.find(here, Wanted(limit=1))
    assert [row.id for row in reports.find(here, Wanted(limit=1, after=first.after)).rows] == [one]
    assert [row.id for row in reports.find(here, Wanted("paused")).rows] == [two]
    assert [row.id for row in reports.find(here, Wanted(search="bright")).rows] == [one]
    assert reports.find(here, Wanted(search="nobody")).rows == reports.find(here, Wanted(customer_number="C-9")).rows
    with pytest.raises(Invalid):
        reports.find(here, Wanted("gone"))


def test_a_card_shows_the_days_to_come_and_what_was_made(context: Context) -> None:
    here = books.of(context)
    given = StartRecurring(D(2026, 6, 30), "INV-1", on_day=31, times=4, mode="issue")
    kept = recurring.start(context, given)
    recurring.run(context, RunRecurring(kept.id))
    card = reports.card(here, kept.id)
    assert [one.on for one in card.ahead] == [D(2026, 7, 31), D(2026, 8, 31), D(2026, 9, 30)]
    assert [(one.n, one.number, one.fault) for one in card.made] == [(1, "INV-2026-00001", "")]
    assert (card.row.said, card.row.made, card.whole.total) == ("every month on the last day", 1, 1000)
    with pytest.raises(NotFound):
        reports.card(books.of(factories.company()), kept.id)
