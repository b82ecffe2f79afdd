"""The built-in wording: each tone in each language, whole."""

from __future__ import annotations

from quittance.rules.dunning import LANGUAGES, THANKS, TONES
from quittance.rules.dunning_words import ALL, MORE, WORDING


def test_each_tone_is_there_in_each_language() -> None:
    assert set(WORDING) == {(tone, language) for tone in (*TONES, THANKS) for language in LANGUAGES}
    assert set(ALL) == set(MORE) == set(LANGUAGES)


def test_every_message_greets_names_the_documents_and_signs() -> None:
    for (tone, language), (subject, body) in WORDING.items():
        assert "{name}" in body.split("\n")[0], (tone, language)
        assert "{invoices}" in subject + body and body.endswith("{company}")
        assert "\\" not in body and all(len(line) < 400 for line in body.split("\n"))
