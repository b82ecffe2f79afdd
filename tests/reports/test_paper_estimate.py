"""Estimates on paper: the word for it in every language, what is offered, and until when."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import entities, estimates, practice_places
from quittance.actions.command import Context
from quittance.actions.estimates import WriteEstimate
from quittance.reports import paper_estimate, papers
from quittance.reports.books import of
from quittance.rules.draft import Content
from quittance.rules.refusals import NotFound
from quittance.rules.totals import ChargeInput
from tests import factories
from tests.factories import line

pytestmark = pytest.mark.django_db
WORDS = {"en": "Estimate", "de": "Angebot", "fr": "Devis", "es": "Presupuesto", "nl": "Offerte"}


@pytest.fixture
def context() -> Context:
    """A company with a letterhead and a customer of each language."""
    made = factories.company(country="NL")
    entities.edit(made, practice_places.LETTERHEAD)
    for language in WORDS:
        factories.customer(made, f"C-{language}", language=language, terms="net 30")
    return made


def written(context: Context, language: str) -> str:
    """The number of an estimate with a discount, an allowance and two taxes."""
    lines = (line("Boxes", "10", "10", "21", discount="10%"), line("Course", "1", "80", "9"))
    content = Content(
        f"C-{language}", lines=lines, charges=(ChargeInput("allowance", "Loyal", "5", "21"),), note="Thank you"
    )
    return estimates.write(context, WriteEstimate(content, datetime.date(2026, 7, 31))).number


@pytest.mark.parametrize("language", WORDS)
def test_an_estimate_is_called_so_in_the_customers_language(context: Context, language: str) -> None:
    sheet = paper_estimate.of(of(context), written(context, language), context.today)
    assert (sheet.title, sheet.number) == (WORDS[language], "EST-2026-00001")
    assert sheet.code == "" and sheet.pay == (), "nothing is to be paid yet"


def test_it_says_what_is_offered_and_until_when(context: Context) -> None:
    sheet = paper_estimate.of(of(context), written(context, "en"), context.today)
    sums = [(one.label, one.value) for one in sheet.tables[0].sums]
    assert sums[-1] == ("Total, EUR", "190.05") and ("Loyal", "-5.00") in [(a, b.replace("−", "-")) for a, b in sums]
    assert {fact.label for fact in sheet.boxes} == {"Valid until", "Total"}
    said = [one.text for one in sheet.notes]
    assert "Thank you" in said and "quoting EST-2026-00001" in said[-1]


def test_it_is_printed_and_an_unknown_one_is_refused(context: Context) -> None:
    printed = papers.estimate(of(context), written(context, "de"), context.today)
    assert printed.name == "EST-2026-00001.pdf" and printed.content.startswith(b"%PDF")
    with pytest.raises(NotFound):
        papers.estimate(of(context), "EST-7", context.today)
