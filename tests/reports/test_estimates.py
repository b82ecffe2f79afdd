"""The list of estimates by state, number, customer and page, and the card of one."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import estimates
from quittance.actions.command import Context
from quittance.actions.estimates import AcceptEstimate, ConvertEstimate, DeclineEstimate, MarkSent, WriteEstimate
from quittance.reports import books
from quittance.reports import estimates as reports
from quittance.reports.page import Wanted
from quittance.rules import estimate as rules
from quittance.rules.draft import Content
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Six estimates, one in each state, on six days."""
    context = factories.company()
    factories.customer(context, "C-1", name="Brightwater Foods")
    factories.customer(context, "C-2", name="Palmera Retail")
    for n in range(6):
        customer = "C-2" if n == 5 else "C-1"
        content = Content(customer, context.today - (6 - n) * DAY, total=f"{n + 1}.00")
        until = content.issued_on if n == 5 else None
        estimates.write(context, WriteEstimate(content, until))
    estimates.mark_sent(context, MarkSent(number(2)))
    for n in (3, 4):
        estimates.accept(context, AcceptEstimate(number(n)))
    estimates.convert(context, ConvertEstimate(number(4), "now"))
    estimates.decline(context, DeclineEstimate(number(5)))
    return context


def number(n: int) -> str:
    """The n-th number of the series."""
    return f"EST-2026-{n:05d}"


def numbers(context: Context, wanted: Wanted) -> list[int]:
    """The places of the found ones in their series."""
    return [int(row.number[-5:]) for row in reports.find(books.of(context), wanted, context.today).rows]


def test_every_state_finds_its_own(context: Context) -> None:
    found = {state: numbers(context, Wanted(state)) for state in rules.STATES}
    assert found == {"open": [1], "sent": [2], "accepted": [3], "invoiced": [4], "declined": [5], "expired": [6]}


def test_the_list_is_paged_in_its_orders_and_searched(context: Context) -> None:
    assert numbers(context, Wanted()) == [6, 5, 4, 3, 2, 1]
    first = reports.find(books.of(context), Wanted(order="number", limit=4), context.today)
    assert numbers(context, Wanted(order="number", limit=4, after=first.after)) == [5, 6]
    assert numbers(context, Wanted(search="est-2026-00003")) == [3]
    assert numbers(context, Wanted(search="palm")) == numbers(context, Wanted(customer_number="C-2")) == [6]
    assert numbers(context, Wanted(search="nobody")) == numbers(context, Wanted(customer_number="C-9")) == []
    for wrong in (Wanted("gone"), Wanted(order="total")):
        with pytest.raises(Invalid):
            reports.find(books.of(context), wrong, context.today)


def test_a_card_holds_what_was_offered_and_what_it_became(context: Context) -> None:
    card = reports.card(books.of(context), number(4), context.today)
    assert (card.row.invoice, card.whole.total, card.content.customer_number) == ("INV-2026-00001", 400, "C-1")
    assert reports.of_draft(books.of(context), card.row.draft_id or 0) == number(4)
    with pytest.raises(NotFound):
        reports.card(books.of(factories.company()), number(4), context.today)
