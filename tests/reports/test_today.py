"""Figures around a day: reversed money does not count, and what is open ties to the aging."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities, reversals
from quittance.actions.command import Context
from quittance.reports import aged, books, today
from quittance.reports.today import Waiting
from tests import factories

TODAY = factories.TODAY
DAY = datetime.timedelta(days=1)


@pytest.fixture
def company(db: None) -> Context:
    """One customer with debts around the day, one payer nobody knows."""
    made = factories.company()
    entities.edit(made, entities.EditEntity(writeoff_limit="10.00"))
    factories.customer(made)
    factories.invoice(made, "INV-1", "100.00", TODAY - 40 * DAY, TODAY - 10 * DAY)
    factories.invoice(made, "INV-2", "40.00", TODAY - 5 * DAY, TODAY)
    factories.invoice(made, "INV-3", "60.00", TODAY - 5 * DAY, TODAY + 9 * DAY)
    factories.payment(made, "PAY-1", "95.00", TODAY - 2 * DAY)
    factories.allocate(made, "PAY-1", ("INV-1", "95.00"))
    factories.payment(made, "PAY-2", "7.00", TODAY - 2 * DAY, customer="")
    factories.credit_note(made, "CN-1", "3.00", TODAY - DAY)
    return made


def around(company: Context) -> today.Today:
    """The figures of a month back and ahead."""
    return today.around(books.of(company), TODAY, TODAY - 30 * DAY, TODAY + 30 * DAY)


def test_money_that_came_in_counts_on_its_day_unless_it_was_reversed(company: Context) -> None:
    found = around(company)
    assert found.received_between(TODAY - 30 * DAY, TODAY) == 10_200
    assert found.received_between(TODAY - DAY, TODAY) == 0
    reversals.reverse(company, reversals.Reverse("Taken back by the bank", "PAY-2"))
    assert around(company).received_between(TODAY - 30 * DAY, TODAY) == 9_500


def test_what_falls_due_begins_with_today_and_leaves_out_what_is_late(company: Context) -> None:
    found = around(company)
    assert found.due_between(TODAY, TODAY) == 4_000
    assert found.due_between(TODAY, TODAY + 30 * DAY) == 10_000


def test_credit_of_known_customers_and_of_unknown_payers_are_told_apart(company: Context) -> None:
    found = around(company)
    assert found.to_use == Waiting(1, 300) and found.unidentified == Waiting(1, 700)
    assert aged.summary(books.of(company), aged.Question(TODAY)).unapplied == -1_000


def test_only_part_paid_invoices_within_the_limit_are_small_balances(company: Context) -> None:
    assert around(company).small == Waiting(1, 500)
    entities.edit(company, entities.EditEntity(writeoff_limit="4.99"))
    assert around(company).small == Waiting(0, 0)


def test_an_empty_company_has_no_figures_and_no_errors(db: None) -> None:
    found = around(factories.company())
    assert found.received == found.due == ()
    assert found.to_use == found.unidentified == found.small == Waiting(0, 0)
