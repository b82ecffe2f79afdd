"""The menu: entries exist, are allowed, lie under one another, and each chord leads to one place."""

from __future__ import annotations

from collections import Counter

import pytest

from quittance.actions.command import Context
from quittance.rules.duties import PERMISSIONS
from quittance.web import menu
from tests import factories
from tests.tidy import tree
from tests.web import browse


@pytest.mark.django_db
def test_what_a_person_may_not_do_is_not_offered(company: Context) -> None:
    sales = factories.member(company, "sales")
    names = {one.name for one in menu.allowed((*menu.PLACES, *menu.DEEDS), sales)}
    assert {"today", "you", "journal"} <= names
    assert not {"audit", "people", "person-new", "key-new", "imports", "payment-new"} & names
    assert "invoice-new" in names, "who writes drafts begins them there"


@pytest.mark.django_db
def test_a_page_below_marks_its_top_item_and_itself(company: Context) -> None:
    made = menu.items(factories.member(company, "administrator"), "person-new")
    settings = next(item for item in made if item.place.name == "settings")
    assert settings.current == "true"
    assert [sub.place.name for sub in settings.below if sub.current] == []
    made = menu.items(factories.member(company, "administrator"), "people")
    settings = next(item for item in made if item.place.name == "settings")
    assert [sub.place.name for sub in settings.below if sub.current == "page"] == ["people"]


def test_every_chord_leads_to_one_place_and_begins_with_g_or_n() -> None:
    chords = Counter(one.keys for one in (*menu.PLACES, *menu.DEEDS) if one.keys)
    assert {chord: number for chord, number in chords.items() if number > 1} == {}
    assert all(len(chord) == 2 and chord[0] in "GN" for chord in chords)


def test_every_place_names_permissions_that_exist() -> None:
    assert {one for place in (*menu.PLACES, *menu.DEEDS) for one in place.permission} <= set(PERMISSIONS)


@pytest.mark.django_db
def test_the_palette_offers_each_address_once_and_every_chord(company: Context) -> None:
    context = factories.member(company, *browse.ROLES)
    found = menu.offered(context)
    assert len({one.url for one in found}) == len(found)
    assert {one.keys for one in found if one.keys} == {one.keys for one in menu.PLACES if one.keys}
    assert {one.title for one in found} >= {"Aging", "Company"} and "Settings" not in {one.title for one in found}


def test_every_chord_stands_in_the_guide() -> None:
    guide = (tree.ROOT / "docs" / "guide" / "screens.md").read_text()
    for one in (*menu.PLACES, *menu.DEEDS):
        assert not one.keys or f"`{one.keys[0]} {one.keys[1]}`" in guide, one.title


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("invoice-new", "invoices"),
        ("credit-new", "invoices"),
        ("draft-edit", "drafts"),
        ("customer", "customers"),
        ("today", "today"),
    ],
)
def test_a_page_belongs_to_the_place_of_its_noun(page: str, place: str) -> None:
    assert menu.home(page) == place
