"""Objections as the customer sees them: how each stands in their words, and what more may be objected to."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes
from quittance.actions.command import Context
from quittance.actions.disputes import MoveDispute, OpenDispute, ResolveDispute, WithdrawDispute
from quittance.reports import books, links, opened, opened_disputes
from quittance.reports.opened_disputes import Objections
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 reads German and owes 1,000.00 by INV-1."""
    context = factories.company()
    factories.customer(context, language="de")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    return context


def seen(context: Context, number: str = "INV-1") -> Objections:
    """What the page of a link says."""
    here = books.of(context)
    found = opened.page(here, links.target(here, number), TODAY).objections
    assert found is not None
    return found


def test_nothing_was_objected_to_and_all_may_be(context: Context) -> None:
    found = seen(context)
    assert found.rows == () and found.may and [value for value, _ in found.parts] == [0]
    assert "1.000,00" in found.parts[0][1] and dict(found.reasons)["duplicate"] == "Doppelt berechnet"


def test_an_objection_stands_there_from_the_first_day_to_its_end(context: Context) -> None:
    made = disputes.open_dispute(context, OpenDispute("INV-1", "damage", "400.00"))
    [row] = seen(context).rows
    assert "400,00" in row.about and "beschädigt" in row.about and "liegt uns vor" in row.said
    assert "antworten bis 14. Juli 2026" in row.clock and not row.ended
    assert "600,00" in seen(context).parts[0][1], "what is not disputed yet"
    disputes.move(context, MoveDispute(made.number, "waiting", told="Bitte senden Sie ein Foto."))
    [row] = seen(context).rows
    assert (row.said, row.clock) == ("Bitte senden Sie ein Foto.", ""), "the clock is theirs now"
    done = disputes.resolve(context, ResolveDispute(made.number, "Agreed", "credit"))
    [row] = seen(context).rows
    assert row.ended and done.credit_number in row.said


def test_what_is_all_disputed_reversed_or_a_credit_takes_no_more(context: Context) -> None:
    made = disputes.open_dispute(context, OpenDispute("INV-1", "price"))
    assert not seen(context).may
    disputes.withdraw(context, WithdrawDispute(made.number, "By mistake"))
    assert seen(context).may and seen(context).rows == (), "what was opened by mistake is not shown"
    factories.credit_note(context, "CN-1", "50.00", TODAY)
    assert not seen(context, "CN-1").may


def test_so_many_are_open_at_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_disputes, "MOST_OPEN", 2)
    for _ in range(2):
        assert seen(context).may
        disputes.open_dispute(context, OpenDispute("INV-1", "price", "10.00"))
    assert not seen(context).may
