"""Firm and formal wording: each names the law, the interest and the fee, and asks for a word."""

from __future__ import annotations

from quittance.rules.dunning_words_firm import FIRM_AND_FORMAL


def test_each_text_names_interest_fee_and_law() -> None:
    blocks = FIRM_AND_FORMAL.strip().split("\n==\n")
    assert len(blocks) == 10
    for block in blocks:
        assert all(f"{{{name}}}" in block for name in ("interest", "fee", "law", "amount", "due"))
        silent = block.startswith("firm")
        assert ("{unanswered}" in block, "{last}" in block) == (silent, not silent), "who answered was not silent"


def test_texts_end_where_they_should() -> None:
    assert FIRM_AND_FORMAL.endswith("{company}\n")
