"""Short wording: every tone in every language, in few parts, and each text says how to stop."""

from __future__ import annotations

from quittance.rules import dunning_text, segments
from quittance.rules.dunning import LANGUAGES, TONES
from quittance.rules.dunning_words_short import SHORT

FACTS = {"company": "Delft Tiles", "invoices": "INV-2026-00123", "amount": "€ 1.234,50", "due": "12-11-2026"}


def test_there_is_a_text_for_each_and_it_takes_two_parts_at_most() -> None:
    assert set(SHORT) == {(tone, language) for tone in TONES for language in LANGUAGES}
    for said in SHORT.values():
        assert dunning_text.check(said, "body") == said and "STOP" in said
        assert "({invoices})" in said, "the amount is spoken of, over one invoice and over several"
        filled = segments.plainer(dunning_text.fill(said, FACTS))
        size = segments.count(filled)
        assert "{" not in filled and (size.alphabet, size.parts) in ((segments.GSM, 1), (segments.GSM, 2)), filled


def test_fee_and_interest_are_told_when_there_are_any() -> None:
    said = dunning_text.fill(SHORT["firm", "en"], FACTS | {"fee": "€5.00"})
    assert "Fee: €5.00." in said and "Interest" not in said and said.endswith("STOP ends these messages.")
