"""Statements of a group: a section for each customer below the parent, and the sums of all of them."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.reports import paper_statement, statement, statement_group
from quittance.reports.books import of
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """A parent with a child that has one of its own, a child that owes nothing, and a stranger."""
    made = factories.company()
    for number, parent in (("C-1", ""), ("C-2", "C-1"), ("C-3", "C-2"), ("C-4", "C-1"), ("C-9", "")):
        factories.customer(made, number, name=f"Harbour {number}")
        customers.edit(made, EditCustomer(number, parent_number=parent))
    factories.invoice(made, "INV-1", "100.00", TODAY - datetime.timedelta(days=60), customer="C-1")
    factories.invoice(made, "INV-2", "50.00", TODAY - datetime.timedelta(days=5), customer="C-2")
    factories.invoice(made, "INV-3", "80.00", TODAY, customer="C-3", currency="USD", rate="0.9")
    factories.invoice(made, "INV-4", "7.00", TODAY, customer="C-3")
    factories.invoice(made, "INV-9", "9.00", TODAY, customer="C-9")
    return made


def test_each_member_has_its_section_and_the_sums_are_of_all(context: Context) -> None:
    made = statement_group.open_item(of(context), "C-1", TODAY)
    assert [one.customer_number for one in made.members] == ["C-1", "C-2", "C-3"]
    assert [(one.currency, one.closing) for one in made.sections] == [("EUR", 157_00), ("USD", 80_00)]
    assert [row.balance for row in made.sections[0].rows] == [100_00, 150_00, 157_00]
    assert [part.closing for one in made.members for part in one.sections] == [100_00, 50_00, 7_00, 80_00]


def test_the_activity_of_a_group_runs_from_its_opening_to_what_is_open(context: Context) -> None:
    since = TODAY - datetime.timedelta(days=30)
    made = statement_group.activity(of(context), "C-1", since, TODAY)
    open_now = statement_group.open_item(of(context), "C-1", TODAY)
    assert (made.sections[0].opening, made.sections[0].closing) == (100_00, 157_00)
    assert [one.closing for one in made.sections] == [one.closing for one in open_now.sections]


def test_a_customer_with_nobody_below_has_its_own_statement(context: Context) -> None:
    assert statement_group.open_item(of(context), "C-9", TODAY) == statement.open_item(of(context), "C-9", TODAY)


def test_the_paper_begins_with_who_owes_what(context: Context) -> None:
    sheet = paper_statement.of(of(context), statement_group.open_item(of(context), "C-1", TODAY))
    assert [table.title for table in sheet.tables] == [
        *("", ""),
        *("C-1  ·  Harbour C-1  ·  EUR", "C-2  ·  Harbour C-2  ·  EUR"),
        *("C-3  ·  Harbour C-3  ·  EUR", "C-3  ·  Harbour C-3  ·  USD"),
    ]
    euro = sheet.tables[0]
    assert [(row.below, row.cells[1], row.cells[2]) for row in euro.rows] == [
        ("C-1", "100.00", "100.00"),
        ("C-2", "50.00", "50.00"),
        ("C-3", "0.00", "7.00"),
    ]
    assert euro.sums[0].value == "157.00"
    assert sum(len(table.sums) for table in sheet.tables) == len(sheet.tables)


def test_strangers_and_groups_that_are_too_large_are_refused(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        statement_group.open_item(of(context), "C-77", TODAY)
    monkeypatch.setattr(statement_group, "MOST_MEMBERS", 2)
    with pytest.raises(Invalid):
        statement_group.members(of(context), "C-1")
