"""Statements on paper: what is past due, what follows and what is to be used, by item and by age."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities, practice_places
from quittance.actions.command import Context
from quittance.reports import paper_statement, statement
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def ago(days: int) -> datetime.date:
    """A day before today."""
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def context() -> Context:
    """A customer with a late invoice, one to come and a credit note."""
    made = factories.company()
    entities.edit(made, practice_places.LETTERHEAD)
    factories.customer(made, "C-1")
    factories.invoice(made, "INV-1", "1000.00", ago(70), ago(40))
    factories.invoice(made, "INV-2", "500.00", ago(31), ago(1))
    factories.invoice(made, "INV-3", "250.00", ago(10), ago(-20))
    factories.credit_note(made, "CN-1", "50.00", ago(5))
    return made


def test_open_items_say_what_is_late_what_follows_and_what_is_credit(context: Context) -> None:
    sheet = paper_statement.open_item(of(context), "C-1", TODAY)
    assert {box.label: box.value for box in sheet.boxes} == {
        "Past due, please pay now": "€1,500.00",
        "Not yet due": "€250.00",
        "Credit to use": "\u2212€50.00",
    }
    assert {part.label: part.value for part in sheet.age} == {
        "Not yet due": "250.00",
        "1 – 30 days": "500.00",
        "31 – 60 days": "1,000.00",
        "61 – 90 days": "0.00",
        "Over 90 days": "0.00",
    }
    rows = {row.cells[0]: row for row in sheet.tables[0].rows}
    assert (rows["INV-1"].below, rows["INV-2"].below, rows["INV-3"].below) == ("40 days late", "1 day late", "")
    assert rows["CN-1"].below == "Credit note" and rows["CN-1"].cells[3] == "\u221250.00"
    assert sheet.tables[0].sums[0].value == "1,700.00" and sheet.code and sheet.number == "30 June 2026"


def test_activity_runs_from_the_balance_before(context: Context) -> None:
    made = statement.activity(of(context), "C-1", ago(40), TODAY)
    sheet = paper_statement.of(of(context), made)
    first, *rest = sheet.tables[0].rows
    assert first.cells[0] == "Balance brought forward" and first.cells[-1] == "1,000.00"
    assert [row.cells[-1] for row in rest] == ["1,500.00", "1,750.00", "1,700.00"]
    assert not sheet.code and not sheet.age


def test_each_currency_has_its_table(context: Context) -> None:
    factories.invoice(context, "INV-4", "10.00", ago(3), currency="USD", rate="0.9")
    sheet = paper_statement.open_item(of(context), "C-1", TODAY)
    assert [table.title for table in sheet.tables] == ["EUR", "USD"] and not sheet.boxes and not sheet.code


def test_nothing_open_is_said_in_a_sentence(context: Context) -> None:
    factories.customer(context, "C-2", language="fr")
    sheet = paper_statement.open_item(of(context), "C-2", TODAY)
    assert sheet.tables[0].rows[0].cells == ("Rien n’est dû.",) and sheet.title == "Relevé de compte"
