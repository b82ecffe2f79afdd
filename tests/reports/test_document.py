"""One document: its lines, its parts, what met it and whether it was taken back."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import reversals, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.reports import books, document
from quittance.rules.refusals import NotFound
from quittance.rules.totals import LineInput
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def desk() -> Context:
    context = factories.company()
    factories.customer(context, "C-1", name="Acme Trading", terms="net 30")
    lines = (LineInput("Boxes", "12", "3.50", "21"), LineInput("Delivery", "1", "8.00", "9"))
    factories.invoice(context, "INV-1", "", TODAY - 40 * DAY, lines=lines, purchase_order="PO 7", note="gate 3")
    return context


def test_lines_come_with_their_amounts_and_the_totals_add_up(desk: Context) -> None:
    card = document.card(books.of(desk), "INV-1", TODAY)
    assert [(one.n, one.description, one.net) for one in card.lines] == [(1, "Boxes", 4200), (2, "Delivery", 800)]
    assert (card.net, card.tax, card.row.total) == (5000, 882 + 72, 5954)
    assert (card.terms, card.note, card.row.purchase_order) == ("net 30", "gate 3", "PO 7")
    assert [(one.n, one.due_on, one.open) for one in card.instalments] == [(1, TODAY - 10 * DAY, 5954)]


def test_what_met_it_is_told_by_kind(desk: Context) -> None:
    factories.payment(desk, "P-1", "50.00", allocate="oldest")
    factories.credit_note(desk, "CN-1", "9.00", allocate=(ShareInput("INV-1"),))
    writeoffs.write_off(desk, writeoffs.WriteOff("INV-1", "rounding"))
    card = document.card(books.of(desk), "INV-1", TODAY)
    assert (card.of_kind("payment"), card.of_kind("credit_note"), card.of_kind("writeoff")) == (5000, 900, 54)
    assert {one.kind: one.note for one in card.met}["writeoff"] == "rounding"
    assert card.row.state == "paid"


def test_a_credit_note_tells_what_it_was_spent_on(desk: Context) -> None:
    factories.credit_note(desk, "CN-1", "9.00", allocate=(ShareInput("INV-1"),))
    card = document.card(books.of(desk), "CN-1", TODAY)
    assert [(one.kind, one.label, one.amount) for one in card.met] == [("invoice", "INV-1", 900)]
    assert card.row.state == "used"


def test_a_reversed_document_names_the_entry_that_took_it_back(desk: Context) -> None:
    taken = reversals.reverse(desk, reversals.Reverse("twice", number="INV-1"))
    card = document.card(books.of(desk), "INV-1", TODAY)
    assert (card.row.state, card.reversal_entry_id, card.reversed_on) == ("reversed", taken.entry_id, TODAY)


def test_an_unknown_number_is_refused(desk: Context) -> None:
    with pytest.raises(NotFound):
        document.card(books.of(desk), "INV-9", TODAY)
    with pytest.raises(NotFound):
        document.card(books.of(factories.company("Other")), "INV-1", TODAY)
