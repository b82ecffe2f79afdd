"""The words of disputes: every language has every reason of a dispute, and a settled one is none."""

from __future__ import annotations

from quittance.rules import disputes, inbox_disputes
from quittance.rules.inbox_words import LANGUAGES


def test_every_language_has_every_reason() -> None:
    assert set(inbox_disputes.REASONS) == set(LANGUAGES)
    assert all(set(words) == set(disputes.REASONS) for words in inbox_disputes.REASONS.values())


def test_the_plain_reason_goes_first_and_what_is_settled_is_none() -> None:
    assert inbox_disputes.reason_of("The goods arrived damaged and the invoice is wrong", "en") == "damage"
    assert inbox_disputes.reason_of("Die Ware fehlt nicht mehr, das ist erledigt", "de") == ""
    assert inbox_disputes.reason_of("Thank you", "en") == ""
