"""What is agreed, as it is asked: terms through time, and terms worked out."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import terms
from quittance.actions.command import Context
from quittance.actions.terms import GrantTerms, HolidayInput, SetHolidays
from quittance.reports import agreed, books, document
from quittance.reports.agreed import Invoiced
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

ISSUED = datetime.date(2026, 1, 20)


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    made = factories.company()
    factories.customer(made, "C-1", terms="net 30")
    return made


def test_the_history_says_what_held_when(context: Context) -> None:
    days = [datetime.date(2026, 3, 1), datetime.date(2026, 5, 1), datetime.date(2026, 8, 1)]
    for text, day in zip(("net 14", "net 20", "net 60"), days, strict=True):
        terms.grant(context, GrantTerms("C-1", text, day, "FRAME", "why"))
    found = agreed.history(books.of(context), "C-1", context.today)
    assert [(one.terms, one.state, one.until and one.until.isoformat()) for one in found.rows] == [
        ("net 60", "later", None),
        ("net 20", "now", "2026-07-31"),
        ("net 14", "past", "2026-04-30"),
    ]
    assert (found.today, found.before, found.rows[0].reference) == ("net 20", "net 30", "FRAME")
    with pytest.raises(NotFound):
        agreed.history(books.of(context), "C-9", context.today)
    with pytest.raises(NotFound):
        agreed.history(books.of(factories.company("Other")), "C-1", context.today)


def test_terms_are_worked_out_with_their_amounts(context: Context) -> None:
    made = agreed.example(context, "2/10 net 30", Invoiced(ISSUED, None, 120_000, "EUR"))
    told = agreed.told(made)
    assert told["parts"] == [{"due_on": "2026-02-19", "percent": "100", "amount": "1200.00"}]
    assert told["early"] == [{"last_on": "2026-01-30", "percent": "2", "discount": "24.00", "payable": "1176.00"}]
    thirds = agreed.example(context, "33.3333% on receipt, 66.6667% net 30", Invoiced(ISSUED, None, 100, "EUR"))
    assert [one.amount for one in thirds.parts] == [33, 67]
    with pytest.raises(Invalid):
        agreed.example(context, "soon", Invoiced(ISSUED, None, 100, "EUR"))


def test_holidays_and_goods_move_the_windows_of_a_document(context: Context) -> None:
    terms.set_holidays(context, SetHolidays(2026, (HolidayInput(datetime.date(2026, 1, 30)),)))
    factories.invoice(context, "INV-1", "100.00", ISSUED, terms="2/10 net 30 roll next")
    card = document.card(books.of(context), "INV-1", context.today)
    assert [one.last_on.isoformat() for one in card.windows] == ["2026-02-02"]
    goods = datetime.date(2026, 1, 25)
    factories.invoice(context, "INV-2", "100.00", ISSUED, terms="2/10 net 30 rog", goods_on=goods)
    card = document.card(books.of(context), "INV-2", context.today)
    assert (card.goods_on, card.windows[0].last_on.isoformat()) == (goods, "2026-02-04")
    assert agreed.windows(context, "whatever", ISSUED) == agreed.windows(context, "", ISSUED) == ()
