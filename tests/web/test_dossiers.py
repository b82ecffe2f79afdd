"""Dossiers on screen: proposed by one person, handed over by another, paid for, recalled, and told on the timeline."""

from __future__ import annotations

import io
import zipfile

import pytest

from quittance.actions import interest
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import dossiers as reports
from tests import factories
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

HERE = "/collect/dossiers/DOS-0001"


@pytest.fixture
def collector(company: Context) -> Person:
    """Proposes; all credit of C-1 is allocated."""
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    factories.allocate(company, "CN-1", ("INV-1", "50.00"))
    return browse.person(company, "collector")


@pytest.fixture
def manager(company: Context) -> Person:
    """Hands over."""
    return browse.person(company, "credit_manager")


def test_a_dossier_goes_from_one_person_to_the_next(company: Context, collector: Person, manager: Person) -> None:
    assert "Propose a dossier" in collector.text("/customers/C-1/")
    collector.get("/customers/C-1/dossier/")
    assert 'value="INV-1" aria-label="INV-1" checked' in collector.last
    assert collector.post("/customers/C-1/dossier/", receiver_kind="lawyer", receiver="x").status_code == 422
    assert collector.post("/customers/C-1/dossier/", document="INV-1", receiver="").status_code == 422
    collector.follow("/customers/C-1/dossier/", document="INV-1", receiver_kind="lawyer", receiver="Marsh & Vale")
    assert "a second person hands it over" in browse.text_of(collector.last) and "Hand over" not in collector.last
    assert collector.post(f"{HERE}/release/").status_code == 403
    assert "Hand over" in manager.text(f"{HERE}/")
    manager.follow(f"{HERE}/release/")
    assert "Handed over" in browse.text_of(manager.last) and manager.post(f"{HERE}/release/").status_code == 409
    said = manager.text("/customers/C-1/")
    assert "With lawyer" in said and "DOS-0001 handed over to Marsh & Vale" in said
    assert "Marsh & Vale" in manager.text("/collect/dossiers/?customer=C-1")
    names = zipfile.ZipFile(io.BytesIO(manager.get(f"{HERE}/zip/").content)).namelist()
    assert "invoices/INV-1.pdf" in names


def test_costs_are_recorded_and_taken_back_and_the_dossier_is_recalled(
    company: Context, collector: Person, manager: Person
) -> None:
    collector.follow("/customers/C-1/dossier/", document="INV-1", receiver_kind="agency", receiver="Collect Ltd")
    manager.follow(f"{HERE}/release/")
    assert manager.post(f"{HERE}/costs/", kind="court", amount="x").status_code == 422
    manager.follow(f"{HERE}/costs/", kind="court", amount="36.00", incurred_on="yesterday", note="Order")
    assert "Court fee" in browse.text_of(manager.last)
    (cost,) = reports.card(books.of(company), "DOS-0001", company.today).costs
    manager.follow(f"{HERE}/costs/{cost.id}/")
    manager.follow(f"{HERE}/costs/", kind="agency", amount="50.00", charge="yes")
    assert "the customer" in browse.text_of(manager.last)
    assert "Nothing has come in for it yet" in browse.text_of(manager.last)
    factories.payment(company, "PAY-COST", "50.00")
    (cost,) = [one for one in reports.card(books.of(company), "DOS-0001", company.today).costs if one.document]
    factories.allocate(company, "PAY-COST", (cost.document, "50.00"))
    assert "50.00 recovered" in manager.text(f"{HERE}/")
    factories.payment(company, "PAY-NEW", "60.00")
    factories.allocate(company, "PAY-NEW", ("INV-1", "25.00"))
    said = manager.text(f"{HERE}/")
    assert "PAY-NEW" in said and "of credit waits to be allocated" in said
    assert manager.post(f"{HERE}/recall/", reason="").status_code == 422
    manager.follow(f"{HERE}/recall/", reason="They pay")
    assert "Recalled" in browse.text_of(manager.last) and "With agency" not in manager.text("/customers/C-1/")
    assert "Court fee of €36.00 taken back" in manager.text("/customers/C-1/").replace("\u00a0", " ")


def test_interest_of_what_is_out_is_left_out_until_the_dossier_is_closed(
    company: Context, collector: Person, manager: Person
) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    collector.follow("/customers/C-1/dossier/", document="INV-1", receiver_kind="agency", receiver="Collect Ltd")
    assert "left out" not in manager.text("/customers/C-1/interest/")
    manager.follow(f"{HERE}/release/")
    assert "and Collect Ltd claims it" in browse.text_of(manager.last)
    said = manager.text("/customers/C-1/interest/")
    assert "left out" in said and "With Collect Ltd in DOS-0001" in said
    assert "Claimed by Collect Ltd, DOS-0001 , and not charged here." in manager.text("/invoices/INV-1/")
    assert manager.post("/customers/C-1/interest/", through="today", currency="EUR").status_code == 422
    assert "INV-1 lies with Collect Ltd" in browse.text_of(manager.last)
    assert manager.post(f"{HERE}/close/", reason="x", collected_through="2099-01-01").status_code == 422
    manager.follow(f"{HERE}/close/", reason="Paid them", collected_through="today")
    said = browse.text_of(manager.last)
    assert "Closed" in said and "never charged here" in said and "Correct it" in said
    assert "Nothing to charge" in manager.text("/customers/C-1/interest/")
    assert "DOS-0001 with Collect Ltd closed, interest collected through" in manager.text("/customers/C-1/")


def test_a_dossier_that_waits_is_dropped_by_whom_it_may(company: Context, collector: Person, auditor: Person) -> None:
    collector.follow("/customers/C-1/dossier/", document="INV-1", receiver_kind="agency", receiver="Collect Ltd")
    assert auditor.get(f"{HERE}/").status_code == 200 and "Drop it" not in auditor.last
    assert auditor.get("/customers/C-1/dossier/").status_code == 403
    assert auditor.post(f"{HERE}/drop/", reason="x").status_code == 403
    collector.follow(f"{HERE}/drop/", reason="Too small")
    assert "No dossier here" in collector.text("/collect/dossiers/")
    assert auditor.get("/collect/dossiers/DOS-0009/").status_code == 404
    assert "Nothing is late" in collector.text("/customers/C-2/dossier/")
