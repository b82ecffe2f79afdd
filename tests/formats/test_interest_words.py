"""An interest note speaks the language of its reader, with days and amounts as that one writes them."""

from __future__ import annotations

import datetime

import pytest

from quittance.formats import interest_words, paper_figures
from quittance.formats.paper_words import LANGUAGES
from quittance.rules.interest import Span

SPAN = Span(datetime.date(2026, 2, 1), datetime.date(2026, 2, 10), 10, 3_650_000, 100_000, 10_000, provisional=False)


@pytest.mark.parametrize(
    ("language", "region", "said"),
    [
        ("en", "GB", "INV-1: 36,500.00 from 1 Feb 2026 to 10 Feb 2026, 10 days at 10 %"),
        ("de", "DE", "INV-1: 36.500,00 vom 01.02.2026 bis 10.02.2026, 10 Tage zu 10 %"),
        ("nl", "NL", "INV-1: 36.500,00 van 1 feb 2026 tot en met 10 feb 2026, 10 dagen tegen 10 %"),
    ],
)
def test_a_line_says_on_what_for_which_days_at_which_rate(language: str, region: str, said: str) -> None:
    found = interest_words.span(paper_figures.of(language, region), "INV-1", SPAN, "EUR")
    assert found.replace("\u00a0", " ").replace("\u202f", " ") == said


def test_every_language_says_everything() -> None:
    assert set(interest_words.WORDS) == set(LANGUAGES)
    for words in interest_words.WORDS.values():
        assert "{law}" in words["note"] and "{days}" in words["days"] and "{document}" in words["compensation"]
