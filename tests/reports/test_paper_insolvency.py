"""The claim list on paper: court, case and deadline, what was owed on the eve, in the language of the customer."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import insolvencies
from quittance.reports import books, paper_insolvency
from quittance.reports import insolvencies as reports
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_the_list_names_the_case_and_the_eve_of_the_opening() -> None:
    context = factories.company(country="DE")
    factories.customer(context, "C-1", name="Holz GmbH", language="de", country="DE")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 120 * DAY, TODAY - 90 * DAY)
    given = ("C-1", TODAY - 10 * DAY, "Amtsgericht Kassel", "660 IN 12/26", "Ada Reed", TODAY + 30 * DAY)
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency(*given))
    here = books.of(context)
    made = paper_insolvency.sheet(here, reports.card(here, "INS-0001"))
    assert (made.title, made.to, made.number) == ("Forderungsanmeldung", ("Ada Reed",), "INS-0001")
    facts = {one.label: one.value for one in made.facts}
    assert (facts["Gericht"], facts["Aktenzeichen"]) == ("Amtsgericht Kassel", "660 IN 12/26")
    said = " ".join(f"{one.strong} {one.text}" for one in made.notes)
    assert "19. Juni 2026" in said and "BGB" in said and "Holz GmbH" in said
    assert made.tables[0].rows[0].cells[3] == "1.000,00" and len(made.tables) == 2


def test_a_debt_without_interest_needs_no_reason_for_it() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00", TODAY - 20 * DAY, TODAY)
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency("C-1", TODAY - DAY, "High Court", "CR-1"))
    here = books.of(context)
    made = paper_insolvency.sheet(here, reports.card(here, "INS-0001"))
    assert made.to == ("High Court",) and len(made.tables) == 1
