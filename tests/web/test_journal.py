"""The journal: its days, its pages, its balances, and the file a general ledger takes in."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_this_month_is_shown_unless_other_days_are_asked_for(clerk: Person) -> None:
    clerk.get("/journal/")
    assert "PAY-1" in clerk.last and "INV-1" not in clerk.last
    clerk.get("/journal/", since="2026-01-01", until="2026-06-30")
    assert "INV-1" in clerk.last
    clerk.get("/journal/", since="2026-01-01", customer="C-2")
    assert "INV-3" in clerk.last and "INV-1" not in clerk.last


@pytest.mark.django_db
def test_the_accounts_below_balance(clerk: Person) -> None:
    clerk.get("/journal/")
    assert "Add them up" in clerk.last and "Balances of all accounts" not in clerk.last
    clerk.get("/journal/", since="2026-01-01", accounts="1")
    said = browse.text_of(clerk.last.split("Balances of all accounts")[1])
    assert "1,970.50" in said and "−450.00" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "field"), [({"since": "never"}, "since"), ({"since": "2026-06-30", "until": "2026-06-01"}, "since")]
)
def test_days_that_cannot_be_are_said(clerk: Person, query: dict[str, str], field: str) -> None:
    assert clerk.get("/journal/", **query).status_code == 422
    assert f'href="#f-{field}"' in clerk.last


@pytest.mark.django_db
def test_a_general_ledger_gets_two_lines_a_posting_that_balance(clerk: Person) -> None:
    query = {"since": "2026-01-01", "format": "csv", "as": "ledger"}
    response = clerk.client.get("/journal/", query)
    assert response.headers["Content-Disposition"] == 'attachment; filename="general-ledger-2026-01-01-2026-06-30.csv"'
    lines = list(csv.DictReader(io.StringIO(browse.body_of(response).decode("utf-8-sig"))))
    assert len(lines) % 2 == 0 and lines
    assert sum(Decimal(line["debit"]) for line in lines) == sum(Decimal(line["credit"]) for line in lines) > 0


@pytest.mark.django_db
def test_a_long_journal_has_pages_that_join(clerk: Person, company: Context) -> None:
    for n in range(120):
        factories.invoice(company, f"L-{n:03}", "1.00")
    clerk.get("/journal/")
    first = clerk.last
    assert "?page=2" in first
    clerk.get("/journal/", page="2")
    numbers = [f"L-{n:03}" for n in range(120)]
    assert all((f">{number}<" in first) != (f">{number}<" in clerk.last) for number in numbers)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "٣"])
def test_a_page_that_is_no_page_is_the_first_or_an_empty_one(clerk: Person, page: str) -> None:
    assert clerk.get("/journal/", page=page).status_code == 200
