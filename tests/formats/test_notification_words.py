"""Words of what is told: everything for people of the company, only the customer's own business for its people."""

from __future__ import annotations

import pytest

from quittance.formats import notification_words as words
from quittance.formats import paper_figures, paper_words
from quittance.formats.notification_words import Told
from quittance.rules import topics

FACTS = {
    **dict.fromkeys(("number", "document", "reference", "receiver", "court", "address", "channel"), "X-1"),
    "promised_on": "2026-03-12",
    "opened_on": "2026-03-01",
    "received": "10.00",
    "limit": "5.00",
    "reason": "an inside word",
    "state": "review",
    "way": "credit",
    "credit_number": "CN-1",
    "told": "On it",
}


def test_every_topic_has_its_sentence_for_people_of_the_company() -> None:
    figures = paper_figures.of("en", "IE")
    said = [words.staff(Told(topic, 123_456, "EUR", FACTS, 7), figures) for topic in topics.TOPICS]
    assert len(set(said)) == len(topics.TOPICS) and not any("{" in one for one in said)
    assert words.staff(Told(topics.BROKEN, 5_000, "EUR", FACTS), figures) == (
        "Promise X-1 of €50.00 was broken, €10.00 came in"
    )
    assert "1 day late" in words.staff(Told(topics.OVERDUE, 5_000, "EUR", FACTS, 1), figures)


@pytest.mark.parametrize("language", paper_words.LANGUAGES)
def test_a_contact_reads_its_language_and_no_inside_word(language: str) -> None:
    figures = paper_figures.of(language, "")
    for topic in topics.PUBLIC:
        for way in ("credit", "rebill", "reject", "write_off"):
            said = words.public(Told(topic, 5_000, "EUR", {**FACTS, "way": way}), figures)
            assert said.endswith((".", "On it")) and "inside" not in said and "{" not in said
    with pytest.raises(AssertionError):
        words.public(Told(topics.REMINDER, 5_000, "EUR", FACTS), figures)
