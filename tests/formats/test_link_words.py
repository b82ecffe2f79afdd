"""The words of a link's page are there in every language, with the same places to fill in."""

from __future__ import annotations

import re

from quittance.formats.link_words import WORDS
from quittance.formats.paper_words import LANGUAGES


def test_every_language_fills_the_same_places() -> None:
    assert set(WORDS) == set(LANGUAGES)
    for key, said in WORDS["en"].items():
        places = sorted(re.findall(r"\{\w+\}", said))
        assert all(sorted(re.findall(r"\{\w+\}", WORDS[one][key])) == places for one in LANGUAGES), key
