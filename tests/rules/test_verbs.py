"""Verbs in words: each is named after its noun, and nothing is said twice."""

from __future__ import annotations

import re

from quittance.rules import verbs


def test_every_verb_is_a_noun_and_a_deed_with_words_of_its_own() -> None:
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", name) for name in verbs.VERBS)
    assert len(set(verbs.VERBS.values())) == len(verbs.VERBS)
    assert set(verbs.PERMISSIONS) == {verbs.READ, verbs.AUDIT, verbs.LOOK_AFTER, *verbs.VERBS}
