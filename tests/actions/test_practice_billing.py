"""The practice company has something to sell, to offer, to approve and to bill again."""

from __future__ import annotations

import pytest

from quittance.actions import practice_billing
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity, edit
from quittance.actions.practice_billing import Desk
from quittance.reports import books, catalogue, drafts, estimates, recurring
from quittance.reports.catalogue import Wanted as Items
from quittance.reports.page import Wanted
from tests import factories

pytestmark = pytest.mark.django_db


def desk(context: Context) -> Desk:
    """One person of each kind."""
    roles = ("sales", "clerk", "controller", "administrator")
    return Desk(*(factories.member(context, role) for role in roles))


def test_every_screen_of_billing_shows_something() -> None:
    context = factories.company(country="NL")
    edit(context, EditEntity(vat_id="NL004495445B01"))
    buyers = [f"C-{n}" for n in range(practice_billing.LEAST_BUYERS)]
    for number in buyers:
        factories.customer(context, number)
    practice_billing.prepare(desk(context), buyers)
    mine = books.of(context)
    items = catalogue.find(mine, Items(), context.today).rows
    assert len(items) == 14 and all(row.price_e6 for row in items)
    assert [row.number for row in items if row.low] == ["MAILER"]
    prices = catalogue.card(mine, "BOX-300", context.today).prices
    assert {(row.customer_number, row.price_e6) for row in prices} == {
        *(("", 580_000), ("", 530_000)),
        *(("C-0", 540_000), ("C-0", 490_000)),
    }
    assert sorted(row.state for row in drafts.find(mine, Wanted()).rows) == ["draft", "refused", "to-approve"]
    offered = [row.state for row in estimates.find(mine, Wanted(), context.today).rows]
    assert {*offered} == {"open", "sent", "accepted", "declined", "expired"}, offered
    assert sorted(row.state for row in recurring.find(mine, Wanted()).rows) == ["active", "paused"]


def test_without_customers_only_the_catalogue_is_filled() -> None:
    context = factories.company()
    practice_billing.prepare(desk(context), [])
    assert catalogue.find(books.of(context), Items(), context.today).rows
    assert drafts.find(books.of(context), Wanted()).rows == ()
