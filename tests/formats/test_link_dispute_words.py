"""Words of objections: every reason, state and end has its own in every language, and fills in what it names."""

from __future__ import annotations

import re

import pytest

from quittance.formats import paper_words
from quittance.formats.link_dispute_words import WORDS
from quittance.rules import disputes


@pytest.mark.parametrize("language", paper_words.LANGUAGES)
def test_whatever_a_dispute_can_be_is_said_in_every_language(language: str) -> None:
    words = WORDS[language]
    needed = [f"why_{reason}" for reason in disputes.REASONS] + [f"ended_{way}" for way in disputes.WAYS]
    needed += [f"told_{state}" for state in disputes.STATES if state != disputes.RESOLVED]
    assert [key for key in needed if not words.get(key)] == []
    for key, said in words.items():
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", WORDS["en"][key])), key
