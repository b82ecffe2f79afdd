"""What stands on an invoice over a fee or a cost is said in each language, with what it names."""

from __future__ import annotations

import pytest

from quittance.formats import ancillary_words
from quittance.formats.paper_words import LANGUAGES
from quittance.rules.dossiers import COSTS
from quittance.rules.ledger import ANCILLARY, DUNNING_FEE, RETURN_FEE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fee_and_cost_is_said_and_names_what_it_is_for(language: str) -> None:
    assert {DUNNING_FEE, RETURN_FEE} < set(ANCILLARY)
    assert "RM-1" in ancillary_words.of(language, DUNNING_FEE).format(number="RM-1")
    assert "PAY-1" in ancillary_words.of(language, RETURN_FEE).format(reference="PAY-1")
    assert all(ancillary_words.of(language, kind) for kind in COSTS)


def test_a_german_reads_german() -> None:
    assert ancillary_words.of("de", DUNNING_FEE).format(number="RM-1") == "Mahngebühr zu RM-1"
    assert ancillary_words.of("de", "court") == "Gerichtskosten"
