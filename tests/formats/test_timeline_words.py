"""Whatever a promise, plan, dispute, call or letter can become is said in each language."""

from __future__ import annotations

import pytest

from quittance.formats.paper_words import LANGUAGES
from quittance.formats.timeline_words import WORDS
from quittance.rules import disputes, dunning, letters, plans, promises, worklist


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_is_said(language: str) -> None:
    words = WORDS[language]
    wanted = {f"promise_{one}" for one in promises.STATES} | {f"plan_{one}" for one in plans.STATES}
    wanted |= {f"call_{one}" for one in worklist.OUTCOMES} | {f"post_{one}" for one in letters.STATES}
    ended = {*disputes.WAYS, disputes.WITHDRAWN} | set(disputes.STATES) - {disputes.RESOLVED}
    wanted |= {f"dispute_{one}" for one in ended}
    wanted |= {f"way_{'reminder' if one == dunning.CALL else one}" for one in dunning.REACHING}
    assert wanted <= set(words)
