"""The statements of a decision: one pass, however many policies there are."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.reports import books, dunning, dunning_due
from quittance.reports.dunning_asked import Asked, Moment
from tests import dunned, factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_the_number_of_statements_does_not_grow_with_customers() -> None:
    context = factories.company(country="NL")
    dunned.policy(context)
    here, at = books.of(context), Moment(context.today, context.now)
    counts = []
    for round in range(2):
        for n in range(5):
            number = f"C-{round}{n}"
            factories.customer(context, number, email=f"c{n}@customer.example")
            factories.invoice(context, f"INV-{round}{n}", "10.00", factories.TODAY, factories.TODAY, customer=number)
        with CaptureQueriesContext(connection) as caught:
            dunning_due.decisions(here, at)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 8


def test_the_open_items_are_read_once_and_once_more_for_what_credit_covers() -> None:
    context = factories.company(country="NL")
    dunned.policy(context)
    here, at = books.of(context), Moment(context.today, context.now)
    said = Asked(here, at, dunning.live(here), None).statement()
    assert said.count("i.due_on <= %(latest)s") == 2
    assert said.count("h.item_id = k.id") == 1


def test_what_policies_have_in_common_is_asked_once_and_what_differs_by_the_policy_of_each() -> None:
    context = factories.company(country="NL")
    dunned.policy(context)
    dunned.policy(context, name="Abroad", standard=False, countries=("DE",))
    here, at = books.of(context), Moment(context.today, context.now)
    assert "place IN" not in Asked(here, at, dunning.live(here), None).statement()
    dunned.policy(context, "1 email friendly", name="Key", standard=False, segments=("Key",))
    said = Asked(here, at, dunning.live(here), None).statement()
    assert "CASE WHEN k.place IN (1) THEN k.due_on <= %(on_" in said
    for number, given in (("C-1", {}), ("C-2", {"country": "DE"}), ("C-3", {"segment": "Key"})):
        factories.customer(context, number, email="pay@customer.example", **given)
        due = context.today - DAY
        factories.invoice(context, f"I-{number}", "10.00", due, due, customer=number)
    found = dunning_due.decisions(here, at)
    assert [(one.customer_number, one.step.day, one.base) for one in found] == [("C-3", 1, 1_000)]


def test_nothing_is_asked_of_who_follows_no_policy() -> None:
    context = factories.company(country="NL")
    dunned.policy(context, name="Abroad", standard=False, countries=("DE",))
    due = context.today - 10 * DAY
    for number, country in (("C-1", "NL"), ("C-2", "DE")):
        factories.customer(context, number, email="pay@customer.example", country=country)
        factories.invoice(context, f"I-{number}", "10.00", due, due, customer=number)
    here, at = books.of(context), Moment(context.today, context.now)
    (found,) = dunning_due.decisions(here, at)
    assert found.customer_number == "C-2"
    ids = [dunning.customer(here, number, context.today).customer_id for number in ("C-1", "C-2")]
    assert [len(dunning_due.items(here, at, id)) for id in ids] == [0, 1]
