"""Tables of banks wait until their columns are known; a saved profile reads the next one at once."""

from __future__ import annotations

import pytest

from quittance.actions import banking, banking_profiles
from quittance.actions.banking import DiscardFile, ReadFile
from quittance.actions.banking_profiles import RemoveProfile, SaveProfile
from quittance.actions.command import Context
from quittance.reports import banking as reports
from quittance.reports import books
from quittance.rules import bank_layout
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

CSV = (
    "IBAN: NL20INGB0001234567,,,,\nDate,Details,Debit,Credit,Balance\n2026-03-01,INV-1,,100.00,100.00\n"
    "2026-03-02,fee,2.50,,97.50\n"
)
MORE = CSV + "2026-03-03,INV-2,,10.00,107.50\n"


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def keep(context: Context, name: str = "Harbour", data: str = CSV) -> None:
    """Save the guessed layout."""
    layout = banking_profiles.look(context, data.encode()).layout
    banking_profiles.save(context, SaveProfile(name, bank_layout.write(layout)))


def test_a_table_waits_until_somebody_says_what_its_columns_are(context: Context) -> None:
    made = banking.import_bytes(context, "march.csv", CSV.encode())
    assert (made.state, made.lines, made.format) == ("unread", 0, "csv")
    assert banking.import_bytes(context, "march.csv", CSV.encode()).again
    keep(context)
    read = banking.read_file(context, ReadFile(made.id, "Harbour"))
    assert (read.state, read.new, read.id) == ("imported", 2, made.id)
    with pytest.raises(Conflict):
        banking.read_file(context, ReadFile(made.id, "Harbour"))
    card, (statement,) = reports.file(books.of(context), made.id)
    assert card.state == "imported" and (statement.account, statement.closing) == ("NL20INGB0001234567", 9_750)


def test_the_next_file_is_read_at_once_and_brings_only_what_is_new(context: Context) -> None:
    keep(context)
    assert banking.import_bytes(context, "march.csv", CSV.encode()).new == 2
    made = banking.import_bytes(context, "more.csv", MORE.encode())
    assert (made.state, made.lines, made.new) == ("imported", 3, 1)


def test_a_profile_that_is_named_is_used_also_for_one_that_waits(context: Context) -> None:
    banking.import_bytes(context, "march.csv", CSV.encode())
    keep(context)
    assert banking.import_bytes(context, "march.csv", CSV.encode(), "Harbour").state == "imported"
    with pytest.raises(NotFound):
        banking.import_bytes(context, "other.csv", MORE.encode(), "None")


def test_a_table_that_waits_is_read_when_it_comes_again_and_a_profile_fits(context: Context) -> None:
    waiting = banking.import_bytes(context, "march.csv", CSV.encode())
    keep(context)
    read = banking.import_bytes(context, "march.csv", CSV.encode())
    assert (read.id, read.state, read.new) == (waiting.id, "imported", 2)


def test_a_table_that_does_not_add_up_is_quarantined_and_released_by_its_layout(context: Context) -> None:
    keep(context)
    made = banking.import_bytes(context, "march.csv", CSV.replace("97.50", "98.50").encode())
    assert made.state == "quarantined" and "difference is -1.00" in made.differences[0]
    assert any("row 4" in flag for flag in made.flags)
    assert banking.release(context, banking.ReleaseFile(made.id, "the bank says so")).new == 2


def test_an_unread_table_can_be_given_up(context: Context) -> None:
    made = banking.import_bytes(context, "march.csv", CSV.encode())
    assert banking.discard(context, DiscardFile(made.id, "not a statement")).state == "discarded"
    with pytest.raises(Conflict):
        banking.discard(context, DiscardFile(made.id, "again"))


def test_profiles_are_listed_replaced_removed_and_checked(context: Context) -> None:
    keep(context)
    keep(context)
    assert [one.name for one in banking_profiles.listed(context)] == ["Harbour"]
    assert banking_profiles.listed(factories.company("Other Ltd")) == ()
    with pytest.raises(Invalid):
        banking_profiles.save(context, SaveProfile("x", '{"columns": {"amount": "a"}}'))
    banking_profiles.remove(context, RemoveProfile("Harbour"))
    with pytest.raises(NotFound):
        banking_profiles.remove(context, RemoveProfile("Harbour"))


def test_a_look_tells_what_stops_the_reading(context: Context) -> None:
    found = banking_profiles.look(context, CSV.replace("IBAN: NL20INGB0001234567", "March").encode())
    assert "which account" in found.fault and found.lines == ()
    assert len(banking_profiles.look(context, CSV.encode()).lines) == 2
