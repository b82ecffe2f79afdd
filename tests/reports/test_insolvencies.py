"""Insolvencies as they are asked for: the nearest deadline first, and each currency by itself."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import insolvencies
from quittance.actions.insolvencies import EndInsolvency, OpenInsolvency
from quittance.reports import books
from quittance.reports import insolvencies as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_the_nearest_deadline_comes_first_and_what_has_ended_is_left_out() -> None:
    context = factories.company()
    for n, days in ((1, 30), (2, 10), (3, 20)):
        factories.customer(context, f"C-{n}")
        given = OpenInsolvency(f"C-{n}", TODAY - DAY, "Court", f"F.{n}", "", TODAY + days * DAY)
        insolvencies.open_insolvency(context, given)
    insolvencies.end(context, EndInsolvency("INS-0003", "Stayed"))
    here = books.of(context)
    assert [one.number for one in reports.rows(here)] == ["INS-0002", "INS-0001"]
    assert [one.number for one in reports.rows(here, "ended")] == ["INS-0003"]
    assert [one.number for one in reports.rows(here, "", "C-1")] == ["INS-0001"]
    found = reports.running(here, reports.of_number(here, "INS-0002").customer_id)
    assert found is not None and found.number == "INS-0002"
    assert reports.running(here, reports.of_number(here, "INS-0003").customer_id) is None
    with pytest.raises(Invalid):
        reports.rows(here, "lost")
    with pytest.raises(NotFound):
        reports.card(here, "INS-0009")


def test_each_currency_is_a_claim_of_its_own_with_its_credit_set_off() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "200.00", TODAY - 30 * DAY, currency="USD", rate="0.50")
    factories.payment(context, "PAY-1", "30.00", TODAY - 20 * DAY)
    insolvencies.open_insolvency(context, OpenInsolvency("C-1", TODAY - 10 * DAY, "Court", "F.1", percent="50"))
    card = reports.card(books.of(context), "INS-0001")
    assert [(one.currency, one.sums.open, one.sums.credit, one.sums.total) for one in card.sections] == [
        ("EUR", 10_000, 3_000, 7_000),
        ("USD", 20_000, 0, 20_000),
    ]
    assert (card.row.base_open, card.row.marked) == (17_000, 8_500)
    assert reports.told(card.row, "EUR")["marked"] == "85.00"
