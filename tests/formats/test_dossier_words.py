"""The words of a dossier say the same in every language: all keys, and the same places to fill in."""

from __future__ import annotations

import string

from quittance.formats.dossier_words import WORDS


def places(said: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def test_every_language_has_every_word_with_the_same_places() -> None:
    english = WORDS["en"]
    assert set(WORDS) == {"en", "de", "fr", "es", "nl"}
    for words in WORDS.values():
        assert set(words) == set(english)
        for key, said in words.items():
            assert said and places(said) == places(english[key]), key
