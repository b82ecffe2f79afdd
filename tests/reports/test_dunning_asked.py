"""The statements of a decision: one pass, however many policies there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.reports import books, dunning, dunning_due
from quittance.reports.dunning_asked import Asked, Moment
from tests import dunned, factories

pytestmark = pytest.mark.django_db


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
