"""Items from a table: added, changed, left alone, refused by row."""

from __future__ import annotations

import pytest

from quittance.actions import catalogue_import
from quittance.actions.command import Context
from quittance.reports import books, verify
from quittance.reports import catalogue as reports
from quittance.rules.refusals import Invalid, NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db

TABLE = (
    "Artikelnummer;Bezeichnung;Preis;Einheit;MwSt;Bestand;Meldebestand;name fr\n"
    "ROPE;Seil, 50 m;1.203,50;Rolle;21;10;3;Corde\n"
    "HOUR;Stunde;80,00;Std;21;;;\n"
    "BAD;Ohne Einheit;1,00;furlong or so;21;;;\n"
    ";Ohne Nummer;1,00;;21;;;\n"
)


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def take(context: Context, text: str) -> catalogue_import.ItemsImported:
    """A table taken in."""
    return catalogue_import.import_items(context, catalogue_import.table("items.csv", text.encode()))


def test_good_rows_come_in_and_the_others_are_named(context: Context) -> None:
    made = take(context, TABLE)
    assert (made.added, made.changed, made.unchanged, made.refused) == (2, 0, 0, 2)
    assert [(one.row, one.field) for one in made.faults] == [(4, "unit"), (5, "number")]
    rope = reports.of_number(context, "ROPE", context.today)
    assert (rope.price_e6, rope.unit, rope.on_hand_e6, rope.low_at_e6) == (1_203_500_000, "XRO", 10**7, 3 * 10**6)
    assert rope.stocked and rope.texts == (("fr", "Corde"),)
    assert not reports.of_number(context, "HOUR", context.today).stocked


def test_the_same_table_changes_nothing_and_another_one_what_differs(context: Context) -> None:
    take(context, TABLE)
    again = take(context, TABLE)
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 2, 2)
    other = take(context, "number;name;price;on hand\nROPE;Seil, 60 m;5;8\nHOUR;Stunde;80;\n")
    assert (other.changed, other.unchanged) == (1, 1)
    rope = reports.of_number(context, "ROPE", context.today)
    assert (rope.name, rope.price_e6, rope.on_hand_e6, rope.unit) == ("Seil, 60 m", 5 * 10**6, 8 * 10**6, "XRO")
    assert not verify.run(books.of(context)).differences


@pytest.mark.parametrize("text", ["", "just text", "a;b\n1;2\n", "name;price\nRope;1\n"])
def test_what_is_no_table_of_items_is_refused(context: Context, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        take(context, text)
    assert refused.value.field == "file"


def test_who_may_not_import_is_refused(context: Context) -> None:
    with pytest.raises(NotAllowed):
        take(factories.member(context, "clerk"), TABLE)
