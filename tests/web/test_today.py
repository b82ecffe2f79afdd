"""Today: its figures tie to the aging, and it names only what this person can do."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, practice_bank
from quittance.actions.command import Context
from quittance.reports import aged, books
from quittance.web import shown
from tests import factories
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_the_figures_are_those_of_the_aging(clerk: Person) -> None:
    found = aged.summary(books.of(clerk.context), aged.Question(factories.TODAY))
    clerk.get("/")
    said = browse.text_of(clerk.last).replace(" .", ".")
    for amount in (found.receivable, found.overdue, found.unapplied):
        assert shown.money(abs(amount), "EUR") in said
    assert "€1,520.50" in said and "€1,000.00" in said and "−€450.00" in said
    assert "2 customers with a balance" in said and "2 credits to allocate" in said
    assert "Received in June €400.00 €0.00 in all of May" in said


@pytest.mark.django_db
def test_the_aging_on_the_page_adds_up_to_its_total(clerk: Person) -> None:
    clerk.get("/")
    said = browse.text_of(clerk.last)
    assert "Not due 970.50 49.3 %" in said
    assert "31 – 60 days 1,000.00 50.7 %" in said
    assert "Unapplied credit −450.00 Open receivables 1,520.50" in said


@pytest.mark.django_db
def test_a_name_with_markup_is_shown_as_text(clerk: Person, company: Context) -> None:
    factories.payment(company, "PAY-2", "5.00", customer="C-2", rate="0.9")
    clerk.get("/")
    assert "Palmera &lt;Retail&gt;" in clerk.last and "<Retail>" not in clerk.last


@pytest.mark.django_db
def test_locking_the_last_month_is_for_who_may_lock(company: Context, controller: Person, clerk: Person) -> None:
    controller.get("/")
    assert "Lock May" in controller.last and "No period is locked yet" in controller.last
    clerk.get("/")
    assert "Lock May" not in clerk.last


@pytest.mark.django_db
def test_an_empty_company_is_told_how_to_begin() -> None:
    person = browse.person(factories.company(), "clerk")
    person.get("/")
    assert "are open and empty" in person.last
    assert "Nobody is late" in person.last and "No payment yet" in person.last


@pytest.mark.django_db
def test_bank_receipts_that_wait_are_offered_to_who_applies_them(clerk: Person, controller: Person) -> None:
    practice_bank.arrive(clerk.context, controller.context, 1)
    clerk.get("/")
    assert "Apply 2 bank receipts" in browse.text_of(clerk.last)
    controller.get("/")
    assert "bank receipt" not in controller.last


@pytest.mark.django_db
def test_a_dispute_past_its_day_is_named_to_who_collects_and_to_nobody_else(company: Context) -> None:
    late = factories.at(company, company.today - datetime.timedelta(days=30))
    disputes.open_dispute(late, disputes.OpenDispute("INV-1", "damage", "25.00", answer_by=late.today))
    assert "Answer 1 dispute Past the day" in browse.person(company, "collector").text("/")
    assert "1 dispute" not in browse.person(company, "sales").text("/")
