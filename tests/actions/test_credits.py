"""Credit notes: recorded from a total or lines, met with what they correct, and refused like invoices."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import credits
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.credits import RecordCreditNote
from quittance.reports import aged, books, journal, verify
from quittance.rules.refusals import Duplicate, Invalid, NotFound, Overallocated, Refusal
from tests import factories, statements

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company with an invoice of 121.00, tax in it."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "", MAY, lines=(factories.line("Boxes", "10", "10.00", "21"),))
    return context


def balances(context: Context) -> dict[str, int]:
    """Balance of each kind of account that has one."""
    found = journal.balances(books.of(context), factories.TODAY)
    return {one.kind: one.balance for one in found if one.balance}


def test_a_credit_note_is_credit_until_it_is_used(context: Context) -> None:
    made = factories.credit_note(context, "CN-1", "21.00", JUNE)
    assert (made.number, made.total, made.unapplied, made.allocated) == ("CN-1", "21.00", "21.00", ())
    found = aged.summary(books.of(context), aged.Question(factories.TODAY))
    assert (found.unapplied, found.receivable) == (-21_00, 100_00)


def test_lines_take_revenue_and_tax_back(context: Context) -> None:
    factories.credit_note(context, "CN-1", "", JUNE, lines=(factories.line("Boxes returned", "10", "10.00", "21"),))
    assert balances(context) == {"receivable": 121_00, "unapplied": -121_00}


def test_it_is_met_with_what_it_corrects(context: Context) -> None:
    made = factories.credit_note(context, "CN-1", "150.00", JUNE, allocate=(ShareInput("INV-1"),))
    assert [(one.document, one.amount, one.open) for one in made.allocated] == [("INV-1", "121.00", "0.00")]
    assert made.unapplied == "29.00"
    assert verify.run(books.of(context)).clean


def test_a_part_may_be_named(context: Context) -> None:
    made = factories.credit_note(context, "CN-1", "50.00", JUNE, allocate=(ShareInput("INV-1", "20.00"),))
    assert (made.allocated[0].open, made.unapplied) == ("101.00", "30.00")


def test_numbers_are_a_series_of_their_own(context: Context) -> None:
    assert factories.credit_note(context, "", "1.00", JUNE).number == "CN-2026-00001"
    assert factories.credit_note(context, "", "1.00", JUNE).number == "CN-2026-00002"


def test_the_difference_of_rates_is_an_exchange_difference(context: Context) -> None:
    factories.invoice(context, "INV-USD", "100.00", MAY, currency="USD", rate="0.90")
    share = (ShareInput("INV-USD"),)
    factories.credit_note(context, "CN-1", "100.00", JUNE, currency="USD", rate="0.85", allocate=share)
    assert balances(context)["fx"] == 5_00


LINES = (factories.line("Boxes", "1", "5.00"),)
REFUSED: dict[str, tuple[RecordCreditNote, type[Refusal], str]] = {
    "no customer": (RecordCreditNote("C-9", JUNE, "1.00"), NotFound, "customer"),
    "nothing": (RecordCreditNote("C-1", JUNE, "0"), Invalid, "total"),
    "below zero": (RecordCreditNote("C-1", JUNE, "-5.00"), Invalid, "total"),
    "lines that disagree": (RecordCreditNote("C-1", JUNE, "6.00", lines=LINES), Invalid, "total"),
    "a number of an invoice": (RecordCreditNote("C-1", JUNE, "1.00", number="INV-1"), Duplicate, "number"),
    "before the invoice": (
        RecordCreditNote("C-1", datetime.date(2026, 4, 1), "1.00", allocate=(ShareInput("INV-1"),)),
        Invalid,
        "effective_on",
    ),
    "more than the invoice": (
        RecordCreditNote("C-1", JUNE, "500.00", allocate=(ShareInput("INV-1", "121.01"),)),
        Overallocated,
        "allocate",
    ),
    "no such invoice": (RecordCreditNote("C-1", JUNE, "5.00", allocate=(ShareInput("INV-9"),)), NotFound, "allocate"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    data, kind, field = REFUSED[name]
    with pytest.raises(kind) as refused:
        credits.record(context, data)
    assert type(refused.value) is kind
    assert refused.value.field == field
    assert balances(context)["receivable"] == 121_00
    assert "unapplied" not in balances(context)


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_statements_does_not_grow_with_the_invoices(context: Context, count: int) -> None:
    names = [factories.invoice(context, f"N-{n}", "1.00", MAY).number for n in range(count)]
    with statements.counted() as seen:
        factories.credit_note(
            context, "", "", JUNE, lines=(factories.line("B", "50", "1.00"),), allocate=tuple(map(ShareInput, names))
        )
    assert len(seen) <= 15, seen
