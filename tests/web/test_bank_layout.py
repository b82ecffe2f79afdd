"""Columns of a bank table on screen: guessed, corrected, kept, read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions import banking_profiles
from quittance.actions.command import Context
from quittance.reports import banking, books
from tests.actions.test_banking_profiles import CSV
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

FIELDS = {
    "c-booked_on": "Date",
    "c-text": "Details",
    "c-debit": "Debit",
    "c-credit": "Credit",
    "c-balance": "Balance",
    "account": "NL20INGB0001234567",
    "currency": "eur",
    "date_order": "ymd",
    "decimal": ".",
    "header_row": "2",
    "name": "Harbour",
}


@pytest.fixture
def teller(company: Context) -> Person:
    """A clerk who has given a table."""
    person = browse.person(company, "clerk")
    person.follow("/cash/statements/", file=SimpleUploadedFile("march.csv", CSV.encode()))
    return person


def address(company: Context) -> str:
    """The page of the columns of the one file."""
    return f"/cash/statements/{banking.files(books.of(company))[0].id}/columns/"


def test_a_table_leads_to_its_columns_and_is_read_when_they_are_kept(teller: Person, company: Context) -> None:
    said = browse.text_of(teller.last)
    assert "look at its columns" in said and "from 0.00 to 97.50" in said
    teller.post(address(company), **{**FIELDS, "c-text": "", "do": "look"})
    assert "Not in the file" in teller.last and banking_profiles.listed(company) == ()
    teller.follow(address(company), **FIELDS, do="save")
    assert "2 new lines" in browse.text_of(teller.last)
    assert banking.files(books.of(company))[0].state == "imported"
    assert "Harbour" in teller.text("/cash/statements/")
    teller.follow("/cash/profiles/remove/", name="Harbour")
    assert banking_profiles.listed(company) == ()
    assert teller.get(address(company)).status_code == 302, "it has been read"


def test_what_cannot_be_read_is_said_and_nothing_is_kept(teller: Person, company: Context) -> None:
    teller.post(address(company), **{**FIELDS, "c-credit": "", "c-debit": ""}, do="look")
    assert "No column is chosen for amount" in browse.text_of(teller.last)
    answer = teller.post(address(company), **{**FIELDS, "header_row": "x"}, do="save")
    assert answer.status_code == 422
    answer = teller.post(address(company), **{**FIELDS, "c-credit": "", "c-debit": ""}, do="save")
    assert answer.status_code == 422 and banking_profiles.listed(company) == ()


def test_a_reader_is_told_that_it_waits(teller: Person, company: Context) -> None:
    auditor = browse.person(company, "auditor")
    page = address(company)
    assert "A table that no profile fits" in auditor.text(page.replace("columns/", ""))
    assert auditor.get(page).status_code == 403
