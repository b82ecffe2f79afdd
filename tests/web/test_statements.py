"""Statements by mail on screen: sent from the customer's page, planned, and listed with what held them back."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import customers
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
PAGE = "/customers/C-1/statement/send/"


@pytest.fixture(autouse=True)
def server(company: Context, settings: Settings) -> None:
    """A mail server, and an address."""
    settings.MAIL = "smtp://here"
    customers.edit(company, EditCustomer("C-1", email="ap@bright.example"))


def test_a_statement_is_sent_from_the_customers_page(clerk: Person) -> None:
    assert PAGE in clerk.text("/customers/C-1/statement/") or PAGE in clerk.last
    assert (
        "Please find attached: Statement 30 June 2026" in clerk.text(PAGE) and 'value="ap@bright.example"' in clerk.last
    )
    assert clerk.post(PAGE, address="nobody", kind="open_item").status_code == 422
    assert 'href="#f-address"' in clerk.last
    clerk.follow(PAGE, address="ap@bright.example", kind="activity", since="-60", key="once")
    assert "The statement is queued for ap@bright.example" in text_of(clerk.last)
    assert "Statement queued for ap@bright.example" in clerk.text("/customers/C-1/")
    assert "activity" in clerk.text(PAGE) and "queued" in clerk.text("/statements/")


def test_plans_are_kept_and_what_is_due_goes_out(clerk: Person) -> None:
    assert "no plan" in clerk.text("/statements/")
    assert clerk.post("/statements/", every="month", on_day="", kind="open_item").status_code == 422
    clerk.follow("/statements/", every="month", on_day="30", kind="open_item")
    assert "Statements go out every month on day 30" in text_of(clerk.last)
    clerk.follow("/customers/C-2/statement/plan/", every="never", on_day="1", kind="open_item")
    assert "Statements of C-2: never" in text_of(clerk.last)
    assert "Palmera" in clerk.text("/statements/")
    clerk.follow("/statements/run/")
    assert "1 queued, 0 held back" in text_of(clerk.last)
    clerk.follow("/customers/C-2/statement/plan/", every="", on_day="1", kind="open_item")
    assert "as the company has it" in text_of(clerk.last)


def test_who_may_not_send_sees_what_went_out_and_no_form(auditor: Person) -> None:
    assert auditor.get(PAGE).status_code == 403
    auditor.get("/statements/")
    assert "None so far" in text_of(auditor.last) and "Keep the plan" not in auditor.last
