"""Topics: every word of one has its title, and what contacts may hear is a part of all."""

from __future__ import annotations

from quittance.rules import topics


def test_what_contacts_and_account_managers_hear_are_topics() -> None:
    assert set(topics.PUBLIC) < set(topics.TOPICS) and set(topics.STANDARD) < set(topics.TOPICS)
    assert topics.BROKEN not in topics.PUBLIC and topics.REMINDER not in topics.PUBLIC
    assert all(one.title and one.about and one.icon for one in topics.TOPICS.values())
