"""Plans for statements: whose they are, and who is due one, told in a bounded number of questions."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions import contacts, customers, dunning, statements
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.actions.statements import PlanStatements
from quittance.reports import customers as found_customers
from quittance.reports import statement_plans as reports
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db
JULY = datetime.date(2026, 7, 1)


@pytest.fixture
def context() -> Context:
    """Six customers who owe something; the company and one of them have a plan."""
    made = factories.company()
    for n in range(1, 7):
        factories.customer(made, f"C-{n}", email=f"office@c-{n}.example")
        factories.invoice(made, f"INV-{n}", "10.00", customer=f"C-{n}")
    statements.plan(made, PlanStatements())
    statements.plan(made, PlanStatements("C-2", "week", 3, "activity"))
    return made


def test_plans_are_told_with_their_next_day(context: Context) -> None:
    company = reports.of_company(of(context), factories.TODAY)
    assert company is not None and (company.said, company.next_on) == ("every month on day 1", JULY)
    (own,) = reports.own(of(context), factories.TODAY)
    assert (own.customer_number, own.said, own.next_on) == ("C-2", "every week on Wednesday", JULY)


def test_who_is_due_is_told_once_with_the_day_and_no_more_than_asked_for(context: Context) -> None:
    assert reports.due(of(context), factories.TODAY, 100) == ()
    found = reports.due(of(context), JULY, 100)
    assert [one.customer_number for one in found] == [f"C-{n}" for n in range(1, 7)]
    assert {one.period_on for one in found} == {JULY} and found[1].since == datetime.date(2026, 6, 24)
    assert len(reports.due(of(context), JULY, 4)) == 4


def test_more_customers_ask_no_more_questions(context: Context) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        reports.due(of(context), JULY, 2)
    with CaptureQueriesContext(connection) as many:
        reports.due(of(context), JULY, 100)
    assert len(many) == len(few) <= 8


def test_each_part_of_those_who_owe_is_read_by_itself(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "PART", 4)
    first, second = reports.parts(of(context))
    told = [[one.customer_number for one in reports.due(of(context), JULY, 100, part)] for part in (first, second)]
    assert told == [["C-1", "C-2", "C-3", "C-4"], ["C-5", "C-6"]]
    assert len(reports.due(of(context), JULY, 100)) == 6 and len(reports.due(of(context), JULY, 5)) == 5


def test_a_part_knows_the_heads_of_its_groups_alone(context: Context) -> None:
    for child in ("C-1", "C-5"):
        customers.edit(context, EditCustomer(child, parent_number="C-6"))
    statements.plan(context, PlanStatements(group=True))
    found = reports.due(of(context), JULY, 100)
    assert [one.customer_number for one in found] == ["C-6", "C-2", "C-3", "C-4"]


def test_a_statement_goes_to_the_customer_itself_where_mail_to_its_contact_came_back(context: Context) -> None:
    contacts.add(context, contacts.AddContact("C-1", "Ann", "Ann@c-1.example", main=True))
    id = found_customers.id_of(of(context), "C-1")

    def where() -> tuple[str, str]:
        _, address, _, rule = reports.held(of(context), [id], factories.TODAY)[id]
        return address, rule

    assert where() == ("Ann@c-1.example", "")
    dunning.note_bounce(context, id, "ann@c-1.example")
    assert where() == ("office@c-1.example", "")
    dunning.note_bounce(context, id, "office@c-1.example")
    assert where() == ("Ann@c-1.example", "bounced")
