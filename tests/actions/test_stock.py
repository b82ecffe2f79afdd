"""Stock: received, counted, taken with invoices, put back with reversals, never lost under concurrency of lines."""

from __future__ import annotations

import pytest

from quittance.actions import catalogue, invoices, stock
from quittance.actions.catalogue import AddItem, EditItem
from quittance.actions.command import Context
from quittance.actions.invoices import RecordInvoice
from quittance.actions.stock import Adjust, Receive
from quittance.reports import books, verify
from quittance.reports import catalogue as reports
from quittance.rules.refusals import Conflict, Invalid, NotFound
from quittance.rules.totals import LineInput
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Ten ropes on hand, warned at three."""
    made = factories.company()
    factories.customer(made, "C-1")
    catalogue.add(made, AddItem("ROPE", "Rope", "3.50", stocked=True, low_at="3"))
    assert stock.receive(made, Receive("ROPE", "10", note="From the mill")).on_hand == "10"
    return made


def sell(context: Context, *quantities: str) -> str:
    """An invoice with a line for each quantity; its number."""
    lines = tuple(LineInput("", many, "", "", item="ROPE") for many in quantities)
    return invoices.record(context, RecordInvoice("C-1", context.today, lines=lines)).number


def on_hand(context: Context) -> int:
    """Whole ropes on hand; the moves agree."""
    assert not verify.run(books.of(context)).differences
    return reports.of_number(context, "ROPE", context.today).on_hand_e6 // 10**6


def test_an_invoice_takes_stock_and_its_reversal_brings_it_back(context: Context) -> None:
    number = sell(context, "2", "5")
    assert on_hand(context) == 3 and reports.of_number(context, "ROPE", context.today).low
    factories.reverse(context, number)
    assert on_hand(context) == 10
    moves = reports.card(context, "ROPE", context.today).moves
    assert [(one.kind, one.quantity_e6 // 10**6, one.document) for one in moves] == [
        ("return", 7, number),
        ("issue", -7, number),
        ("receive", 10, ""),
    ]


def test_stock_goes_below_zero_unless_the_item_blocks(context: Context) -> None:
    sell(context, "12")
    assert on_hand(context) == -2
    catalogue.edit(context, EditItem("ROPE", blocks=True))
    stock.receive(context, Receive("ROPE", "5"))
    with pytest.raises(Conflict) as refused:
        sell(context, "2", "2")
    assert "Only 3 of ROPE are on hand" in refused.value.sentence and on_hand(context) == 3
    sell(context, "3")
    assert on_hand(context) == 0
    assert [row.number for row in reports.find(context, reports.Wanted(state="low"), context.today).rows] == ["ROPE"]


def test_a_count_sets_the_stock_and_says_why(context: Context) -> None:
    made = stock.adjust(context, Adjust("ROPE", "2.5", "Two were wet"))
    assert (made.quantity, made.on_hand, made.low) == ("-7.5", "2.5", True)
    assert reports.card(context, "ROPE", context.today).moves[0].note == "Two were wet"


def test_what_cannot_be_moved_is_refused(context: Context) -> None:
    catalogue.add(context, AddItem("HOUR", "An hour", "80", "h"))
    for refusal, move in ((Conflict, Receive("HOUR", "1")), (NotFound, Receive("NONE", "1"))):
        with pytest.raises(refusal):
            stock.receive(context, move)
    for move in (Receive("ROPE", "0"), Receive("ROPE", "-1"), Receive("ROPE", "x")):
        with pytest.raises(Invalid):
            stock.receive(context, move)
    with pytest.raises(Invalid):
        stock.adjust(context, Adjust("ROPE", "1", ""))
    assert on_hand(context) == 10


def test_an_item_without_stock_moves_nothing(context: Context) -> None:
    catalogue.add(context, AddItem("HOUR", "An hour", "80", "h"))
    lines = (LineInput("", "2", "", "", item="HOUR"), LineInput("Typed", "1", "5"))
    invoices.record(context, RecordInvoice("C-1", context.today, lines=lines))
    assert on_hand(context) == 10 and reports.card(context, "HOUR", context.today).moves == ()
