"""The company: opened whole or not at all, its settings checked, and found by name."""

from __future__ import annotations

import pytest

from quittance.actions import entities
from quittance.actions.entities import EditEntity, OpenBooks, RemoveLogo
from quittance.formats.bank import Malformed
from quittance.reports import audit, books, customers, journal, letterhead, verify
from quittance.rules import chart
from quittance.rules.refusals import Duplicate, Invalid, NotFound
from tests import factories
from tests.formats.pictures import png

pytestmark = pytest.mark.django_db

NOW = factories.noon(factories.TODAY)


def test_new_books_are_ready_for_their_first_invoice() -> None:
    context = factories.company("Delft Tiles BV", "usd", country="nl", timezone="Europe/Amsterdam")
    mine = books.of(context)
    assert {one.kind for one in journal.balances(mine, context.today)} == set(chart.KINDS)
    (row,) = customers.find(mine, customers.Wanted(), context.today).rows
    assert (row.number, row.kind, row.currency) == (entities.UNIDENTIFIED, "unidentified", "USD")
    factories.customer(context, "C-1")
    assert factories.invoice(context, "", "10.00").number == "INV-2026-00001"
    assert verify.run(mine).clean


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (OpenBooks("", "EUR"), "name"),
        (OpenBooks("x" * 201, "EUR"), "name"),
        (OpenBooks("A", "EURO"), "currency"),
        (OpenBooks("A", ""), "currency"),
        (OpenBooks("A", "EUR", "NLD"), "country"),
        (OpenBooks("A", "EUR", "", "Amsterdam"), "timezone"),
        (OpenBooks("A", "EUR", "", "../etc/passwd"), "timezone"),
    ],
)
def test_wrong_books_are_not_opened(given: OpenBooks, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        entities.open_books(given, NOW)
    assert refused.value.field == field
    assert books.names() == ()


def test_settings_change_one_by_one() -> None:
    context = factories.company()
    assert entities.edit(context, EditEntity()).changed == ()
    assert entities.edit(context, EditEntity(timezone="Asia/Tokyo")).changed == ("timezone",)
    made = entities.edit(context, EditEntity("New", "de", None, "0"))
    assert made.changed == ("name", "country", "writeoff_limit")
    card = books.entity(books.of(context))
    assert (card.name, card.country, card.timezone, card.writeoff_limit) == ("New", "DE", "Asia/Tokyo", 0)
    assert audit.trail(books.of(context))[0].data == {"name": "New", "country": "DE", "writeoff_limit": 0}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (EditEntity(name=" "), "name"),
        (EditEntity(country="N"), "country"),
        (EditEntity(timezone="UTC+1"), "timezone"),
        (EditEntity(writeoff_limit="-1"), "writeoff_limit"),
        (EditEntity(writeoff_limit="1.001"), "writeoff_limit"),
        (EditEntity(writeoff_limit="much"), "writeoff_limit"),
    ],
)
def test_a_wrong_setting_is_refused_and_the_others_stay(given: EditEntity, field: str) -> None:
    context = factories.company()
    before = books.entity(books.of(context))
    with pytest.raises(Invalid) as refused:
        entities.edit(context, given)
    assert refused.value.field == field
    assert books.entity(books.of(context)) == before


def test_the_only_company_needs_no_name() -> None:
    with pytest.raises(Invalid, match="quittance init"):
        entities.only()
    context = factories.company("Alone")
    assert entities.only() == entities.Opened(context.tenant_id, context.entity_id)
    factories.company("Second")
    with pytest.raises(Duplicate, match="--entity"):
        entities.only()


def test_a_company_is_found_by_its_name() -> None:
    one = factories.company("One")
    factories.company("Twin")
    factories.company("Twin")
    assert entities.named("One") == entities.Opened(one.tenant_id, one.entity_id)
    for name in ("Twin", "Nobody", ""):
        with pytest.raises(Invalid) as refused:
            entities.named(name)
        assert refused.value.field == "entity"


def test_the_letterhead_is_checked_field_by_field() -> None:
    context = factories.company()
    given = EditEntity(
        street=" Quay 1\r\nGate B", vat_id="nl 851234501b01", iban="nl91 abna 0417 1643 00", bic="abnanl2a"
    )
    assert entities.edit(context, given).changed == ("street", "vat_id", "iban", "bic")
    head = letterhead.of(books.of(context))
    assert (head.street, head.vat_id, head.iban, head.bic) == (
        "Quay 1\nGate B",
        "NL851234501B01",
        "NL91ABNA0417164300",
        "ABNANL2A",
    )
    for wrong, field in (
        (EditEntity(vat_id="NL1"), "vat_id"),
        (EditEntity(iban="NL00"), "iban"),
        (EditEntity(bic="X"), "bic"),
        (EditEntity(email="nobody"), "email"),
        (EditEntity(website="call us"), "website"),
        (EditEntity(footer="x" * 601), "footer"),
        (EditEntity(registration="a\nb"), "registration"),
    ):
        with pytest.raises(Invalid) as refused:
            entities.edit(context, wrong)
        assert refused.value.field == field
    assert letterhead.of(books.of(context)) == head


def test_a_logo_is_a_plain_picture_and_its_event_holds_no_bytes() -> None:
    context = factories.company()
    assert entities.set_logo(context, entities.logo(png())).kind == "png"
    with pytest.raises(Malformed):
        entities.set_logo(context, entities.logo(b"GIF89a"))
    assert audit.trail(books.of(context), audit.Filter(verb="entities.set_logo"))[1].data["kind"] == "png"
    entities.remove_logo(context, RemoveLogo())
    with pytest.raises(NotFound):
        entities.remove_logo(context, RemoveLogo())
