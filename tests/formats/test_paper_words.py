"""Words of papers: every language says everything, and fills in the same names."""

from __future__ import annotations

import string

import pytest

from quittance.formats.paper_words import LANGUAGES, WORDS


def fields(text: str) -> set[str]:
    """The names that a sentence fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_with_the_same_names_filled_in(language: str) -> None:
    english, words = WORDS["en"], WORDS[language]
    assert set(words) == set(english) and all(words.values())
    assert {key: fields(said) for key, said in words.items()} == {key: fields(said) for key, said in english.items()}


def test_no_language_is_a_copy_of_another() -> None:
    for key in ("invoice", "past_due", "to_pay", "scan_text"):
        assert len({WORDS[language][key] for language in LANGUAGES}) == len(LANGUAGES), key
