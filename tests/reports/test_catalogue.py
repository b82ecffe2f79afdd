"""The catalogue as it is asked: pages, states, cards, and lines that are filled."""

from __future__ import annotations

import pytest

from quittance.actions import catalogue as verbs
from quittance.actions.catalogue import AddItem, EditItem, SetPrice
from quittance.actions.command import Context
from quittance.reports import catalogue
from quittance.reports.catalogue import Buyer, Wanted
from quittance.rules.refusals import Invalid, NotFound
from quittance.rules.totals import LineInput
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Three items, one of them retired."""
    made = factories.company()
    for number, name in (("A", "Anchor"), ("B", "Buoy"), ("C", "Chain 100%")):
        verbs.add(made, AddItem(number, name, "1.00"))
    verbs.edit(made, EditItem("B", retired=True))
    return made


def test_a_page_continues_behind_its_last_item(context: Context) -> None:
    first = catalogue.find(context, Wanted(limit=1), context.today)
    rest = catalogue.find(context, Wanted(limit=1, after=first.after), context.today)
    assert ([row.number for row in first.rows], [row.number for row in rest.rows], rest.after) == (["A"], ["C"], "")


def test_items_are_found_by_number_name_and_state(context: Context) -> None:
    def numbers(**wanted: str) -> list[str]:
        return [row.number for row in catalogue.find(context, Wanted(**wanted), context.today).rows]  # type: ignore[arg-type]

    assert (numbers(search="anch"), numbers(search="0%"), numbers(state="retired")) == (["A"], ["C"], ["B"])
    assert numbers(state="low") == numbers(state="stocked") == []
    with pytest.raises(Invalid):
        numbers(state="sold")


def test_a_card_holds_prices_by_customer(context: Context) -> None:
    factories.customer(context, "C-1")
    verbs.set_price(context, SetPrice("A", "0.90", "C-1"))
    card = catalogue.card(context, "A", context.today)
    assert [(one.customer_number, one.price_e6) for one in card.prices] == [("", 10**6), ("C-1", 900_000)]
    with pytest.raises(NotFound):
        catalogue.card(context, "Z", context.today)
    with pytest.raises(NotFound):
        catalogue.card(factories.company("Other"), "A", context.today)


def test_lines_without_items_are_left_as_they_are(context: Context) -> None:
    lines = (LineInput("Typed", "1", "2"),)
    assert catalogue.filled(context, lines, Buyer(0, context.today, "EUR")) == lines
    (made,) = catalogue.filled(context, [LineInput("", "1", "", "", item="A")], Buyer(0, context.today, "EUR"))
    assert (made.description, made.unit_price, made.tax_rate) == ("Anchor", "1", "0")
