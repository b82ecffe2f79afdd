"""The law by country: a sentence with its source, never for consumers."""

from __future__ import annotations

from quittance.rules import dunning_law
from quittance.rules.dunning import LANGUAGES


def test_every_law_has_a_source_a_day_and_english() -> None:
    for country, law in dunning_law.LAWS.items():
        assert law.country == country and law.source and law.since.year > 2000
        assert "en" in law.text and set(law.text) <= set(LANGUAGES)
        assert all(said.endswith(".") for said in law.text.values())


def test_the_sentence_follows_country_and_language() -> None:
    assert "§§ 286, 288 BGB" in dunning_law.of("DE", "de", consumer=False)
    assert "German Civil Code" in dunning_law.of("DE", "fr", consumer=False)
    assert "richtlijn" in dunning_law.of("BE", "nl", consumer=False).lower()


def test_consumers_and_unknown_countries_get_none() -> None:
    assert dunning_law.of("DE", "de", consumer=True) == dunning_law.of("US", "en", consumer=False) == ""
