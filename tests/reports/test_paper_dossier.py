"""The cover of a dossier: who claims what of whom, how the interest comes about, and who handed it over."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import disputes, dossiers
from quittance.actions.command import Context
from quittance.reports import books, dossier_file, paper_dossier
from quittance.reports import dossiers as reports
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 in Germany owes 1,000.00 for 90 days, 250.00 of it disputed."""
    context = factories.company(country="DE")
    factories.customer(context, "C-1", name="Holz GmbH", language="de", country="DE", city="Kassel")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 120 * DAY, TODAY - 90 * DAY)
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "damage", "250.00"))
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Kanzlei Vogt", reference="V 12", note="Eilt"))
    return context


def test_the_cover_says_what_is_claimed_in_the_language_of_the_debtor(context: Context) -> None:
    here = books.of(context)
    made = paper_dossier.cover(here, reports.card(here, "DOS-0001", TODAY))
    assert (made.title, made.number, made.to) == ("Forderungsakte", "DOS-0001", ("Kanzlei Vogt",))
    assert [one.value.replace("\u00a0", " ") for one in made.boxes] == [
        *("1.000,00 €", "25,32 €", "40,00 €", "1.065,32 €"),
    ]
    claims, how = made.tables
    assert claims.rows[0].cells[3:] == ("1.000,00", "25,32", "40,00", "1.065,32")
    assert "250,00" in claims.rows[0].below and how.rows[0].cells[3] == "90"
    said = " ".join(f"{one.strong} {one.text}" for one in made.notes)
    for part in ("Holz GmbH", "Kassel", "Entwurf", "§§ 247 und 288 Abs. 2 und 5 BGB", "Eilt", "250,00"):
        assert part in said
    assert any(one.value == "V 12" for one in made.facts)


def test_interest_at_a_rate_that_is_not_published_yet_is_called_provisional(context: Context) -> None:
    here, autumn = books.of(context), datetime.date(2026, 9, 10)
    card = reports.card(here, "DOS-0001", autumn)
    how = paper_dossier.cover(here, card).tables[1]
    assert [bool(row.below) for row in how.rows] == [False, True] and how.rows[1].below.startswith("Vorläufig:")
    assert [row.cells[0] for row in how.rows] == ["INV-1", ""], "a document is named once"
    later = factories.at(factories.member(context, "credit_manager"), autumn)
    dossiers.release(later, dossiers.ReleaseDossier("DOS-0001"))
    assert [one.provisional for one in reports.card(here, "DOS-0001", autumn).claims[0].spans] == [False, True]
    assert b";yes;" in dossier_file.interest_table([("EUR", card.claims)]).replace(b",", b";")


def test_what_nobody_claims_has_no_column(context: Context) -> None:
    here = books.of(context)
    card = reports.card(here, "DOS-0001", TODAY)
    claims = tuple(replace(one, compensation=0) for one in card.claims)
    made = paper_dossier.cover(here, replace(card, claims=claims))
    assert len(made.boxes) == 3 and len(made.tables[0].columns) == len(made.tables[0].rows[0].cells) == 6
    assert "Pauschale" not in {one.label for one in made.tables[0].sums} | {one.label for one in made.boxes}


def test_a_released_cover_names_both_people(context: Context) -> None:
    manager = factories.member(context, "credit_manager")
    dossiers.release(manager, dossiers.ReleaseDossier("DOS-0001"))
    here = books.of(context)
    made = paper_dossier.cover(here, reports.card(here, "DOS-0001", TODAY))
    said = " ".join(one.text for one in made.notes)
    assert manager.actor.name in said and context.actor.name in said and "Entwurf" not in said
