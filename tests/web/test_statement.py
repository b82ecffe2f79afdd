"""Statements on paper: open items and activity, on any day, and the same as a file."""

from __future__ import annotations

import pytest

from quittance.actions import customers
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from tests.web.browse import Person, body_of, text_of

pytestmark = pytest.mark.django_db
HERE = "/customers/C-1/statement/"


def said(person: Person, **query: str) -> str:
    person.get(HERE, **query)
    return text_of(person.last).replace("\u00a0", " ")


def test_open_items_run_up_to_the_balance(clerk: Person) -> None:
    page = said(clerk)
    assert "For Brightwater Foods" in page and "INV-1 40 days late" in page and "Past due €1,000.00" in page
    assert "Balance 800.50" in page and "By age, EUR" in page


def test_activity_runs_from_balance_to_balance(clerk: Person) -> None:
    page = said(clerk, kind="activity", since="1 May 2026", until="today")
    assert "Balance before 1 May 2026 1,000.00" in page and "PAY-1 Payment" in page and "Balance 800.50" in page


def test_a_day_in_the_past_and_a_wrong_one(clerk: Person) -> None:
    assert "Balance 1,000.00" in said(clerk, as_of="2026-06-01")
    assert clerk.get(HERE, as_of="someday").status_code == 422 and 'href="#f-as_of"' in clerk.last
    assert clerk.get(HERE, kind="activity", since="today", until="yesterday").status_code == 422


def test_another_currency_has_its_own_section(clerk: Person) -> None:
    clerk.get("/customers/C-2/statement/")
    assert "Balance, USD 800.00" in text_of(clerk.last)


def test_nothing_open_is_said(clerk: Person) -> None:
    assert "Nothing is open" in said(clerk, as_of="2026-01-01")


def test_the_file_holds_the_same_rows(clerk: Person) -> None:
    text = body_of(clerk.get(HERE, format="csv", kind="activity")).decode("utf-8-sig")
    assert "Opening balance" in text and "PAY-1,Payment,EUR,-400.00" in text
    assert clerk.get(HERE, format="xlsx").headers["Content-Disposition"].endswith('statement-C-1.xlsx"')


def test_an_unknown_customer_has_none(clerk: Person) -> None:
    assert clerk.get("/customers/C-9/statement/").status_code == 404


def test_a_group_has_a_section_for_each_and_the_sum(clerk: Person, company: Context) -> None:
    customers.edit(company, EditCustomer("C-2", parent_number="C-1"))
    assert "Group" in said(clerk) and "Accounts" not in text_of(clerk.last)
    page = said(clerk, group="1")
    assert "Accounts" in page and "Balance, USD 800.00" in page and "C-2, USD" in page
    text = body_of(clerk.get(HERE, format="csv", group="1")).decode("utf-8-sig")
    assert "\nC-1," in text and "\nC-2," in text
    assert clerk.get(HERE, format="pdf", group="1", kind="activity").status_code == 200
