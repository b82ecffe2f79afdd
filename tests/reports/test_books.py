"""The company's card, and the names of all companies in the database."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import closing, entities
from quittance.reports import books
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_fresh_company_is_what_it_was_opened_as() -> None:
    context = factories.company("Delft Tiles BV", "EUR", country="nl", timezone="Europe/Amsterdam")
    card = books.entity(books.of(context))
    assert (card.name, card.code, card.base_currency, card.country) == ("Delft Tiles BV", "main", "EUR", "NL")
    assert (card.timezone, card.locked_through, card.writeoff_limit) == ("Europe/Amsterdam", None, 5_00)
    assert card.receivable_code == "1300"


def test_the_card_shows_settings_and_the_lock_as_they_are_now() -> None:
    context = factories.company()
    entities.edit(context, entities.EditEntity(name="New Name", writeoff_limit="12.50"))
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 5, 31)))
    card = books.entity(books.of(context))
    assert (card.name, card.writeoff_limit, card.locked_through) == ("New Name", 12_50, datetime.date(2026, 5, 31))


def test_a_company_of_another_tenant_cannot_be_named() -> None:
    one, other = factories.company(), factories.company()
    with pytest.raises(NotFound):
        books.entity(Books(one.tenant_id, other.entity_id))


def test_all_names_in_the_order_of_opening() -> None:
    assert books.names() == ()
    for name in ("Zebra", "Alpha"):
        factories.company(name)
    assert books.names() == ("Zebra", "Alpha")
