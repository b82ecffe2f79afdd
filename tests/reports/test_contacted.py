"""A consumer who was met seven times in seven days is free again when the first of them is a week ago."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import activities, dunning
from quittance.actions.activities import LogActivity, TakeActivityBack
from quittance.actions.dunning import SetDunning
from quittance.reports import books, contacted, customers
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
HOUR = 3_600_000_000
CLOCKS_CHANGE = (datetime.date(2026, 3, 7), datetime.date(2026, 3, 8))


def test_clock_calendar_and_wishes_of_a_customer_stand_against_a_call() -> None:
    context = factories.company(country="NL", timezone="Europe/Amsterdam")
    factories.customer(context, "C-1", country="US", email="office@bright.example")
    id = customers.id_of(books.of(context), "C-1")
    noon = factories.noon(datetime.date(2026, 7, 2))
    at = contacted.there(books.of(context), id, noon)
    assert (at.hour, at.minute, at.is_ours, at.is_night, at.is_closed, at.unwanted) == (14, 0, True, False, False, ())
    known = SetDunning("C-1", consumer=True, time_zone="America/Los_Angeles", opted_out=("call", "email"))
    dunning.set_customer(context, known)
    at = contacted.there(books.of(context), id, noon)
    assert (at.hour, at.is_ours, at.is_night, at.unwanted) == (5, False, True, ("call", "email"))
    assert contacted.there(books.of(context), id, factories.noon(datetime.date(2026, 7, 4)) + 8 * HOUR).is_closed
    winter, summer = (contacted.there(books.of(context), id, factories.noon(day)).hour for day in CLOCKS_CHANGE)
    assert (winter, summer) == (4, 5), "clocks go forward in the night between"


def test_how_well_a_customer_is_reached_is_told_by_its_last_calls() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    id = customers.id_of(books.of(context), "C-1")
    made = [activities.log(context, LogActivity("C-1", "call", outcome="reached")) for _ in range(2)]
    activities.log(context, LogActivity("C-1", "note", "Asked the neighbour"))
    activities.log(context, LogActivity("C-1", "call", outcome="no_answer"))
    activities.take_back(context, TakeActivityBack(made[0].id))
    at = contacted.there(books.of(context), id, context.now)
    assert (at.reached, at.calls) == (1, 2)
    for _ in range(contacted.LAST_CALLS):
        activities.log(context, LogActivity("C-1", "call", outcome="message"))
    at = contacted.there(books.of(context), id, context.now)
    assert (at.reached, at.calls) == (0, contacted.LAST_CALLS)


def test_the_hours_of_calls_that_reached_somebody_are_the_customers_own() -> None:
    context = factories.company(timezone="Europe/Amsterdam")
    factories.customer(context, "C-1")
    id = customers.id_of(books.of(context), "C-1")
    for n in range(5):
        then = factories.at(context, context.today - DAY * (9 - n))
        activities.log(
            replace(then, now=factories.noon(then.today) - 4 * HOUR), LogActivity("C-1", "call", outcome="reached")
        )
        activities.log(replace(then, now=factories.noon(then.today)), LogActivity("C-1", "call", outcome="no_answer"))
    at = contacted.there(books.of(context), id, context.now)
    assert (at.reached, at.calls, at.best) == (5, 10, "before 10:30"), "ten o'clock in summer"
    dunning.set_customer(context, SetDunning("C-1", time_zone="Asia/Tokyo"))
    assert contacted.there(books.of(context), id, context.now).best == "after 17:00"
    activities.log(context, LogActivity("C-1", "call", outcome="message"))
    assert contacted.there(books.of(context), id, context.now).best == "", "four of the last ten"


def test_who_was_met_seven_times_is_free_when_the_first_is_a_week_ago() -> None:
    context = factories.company(country="NL", timezone="Europe/Amsterdam")
    factories.customer(context, "C-1", country="NL")
    due = context.today - DAY * 4
    factories.invoice(context, "INV-1", "100.00", due - DAY * 30, due)
    id = customers.id_of(books.of(context), "C-1")
    dunned.policy(context, "3 call firm", from_hour=0, until_hour=24)
    dunning.set_customer(context, SetDunning("C-1", consumer=True))
    dunned.run(context)
    here, later = books.of(context), factories.at(context, context.today + DAY * 2)
    made = [activities.log(later, LogActivity("C-1", "call", outcome="no_answer")) for _ in range(6)]
    activities.log(later, LogActivity("C-1", "note", "Asked the neighbour"))
    assert contacted.free_on(here, id, later.today) == context.today + DAY * 7, "the call task is the first of seven"
    activities.log(later, LogActivity("C-1", "call", outcome="no_answer"))
    assert contacted.free_on(here, id, later.today) == later.today + DAY * 7, "seven more are from the later day"
    assert contacted.free_on(here, id, later.today + DAY * 7) is None
    for one in made[:2]:
        activities.take_back(later, TakeActivityBack(one.id))
    assert contacted.free_on(here, id, later.today) is None
    dunning.set_customer(context, SetDunning("C-1", consumer=False))
    assert contacted.free_on(here, id, later.today) is None
