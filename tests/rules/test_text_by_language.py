"""A text in several languages is read by its marks, and what is not marked is for everybody else."""

from __future__ import annotations

import pytest

from quittance.rules import text_by_language
from quittance.rules.refusals import Invalid

TEXT = "Thank you.\nGoods stay ours.\n[de] Danke.\n[fr]\nMerci.\nA bientôt."


def test_each_language_has_its_part_and_all_others_the_first() -> None:
    assert text_by_language.of(TEXT, "de") == "Danke."
    assert text_by_language.of(TEXT, "fr") == "Merci.\nA bientôt."
    assert text_by_language.of(TEXT, "nl") == text_by_language.of(TEXT, "en") == "Thank you.\nGoods stay ours."
    assert text_by_language.of("", "de") == "" == text_by_language.of("[de] Danke.", "en")
    assert text_by_language.of("[de]\n[fr] Merci.", "de") == "", "said empty is nothing"
    assert text_by_language.of("See [1] and [de] in the middle", "de") == "See [1] and [de] in the middle"


def test_marks_are_of_languages_that_there_are_and_stand_once() -> None:
    text_by_language.check(TEXT, "footer", ("en", "de", "fr"))
    for wrong, words in ((TEXT, r"\[fr\] is no language"), ("[de] a\n[de] b", r"\[de\] stands there twice")):
        with pytest.raises(Invalid, match=words) as refused:
            text_by_language.check(wrong, "footer", ("en", "de"))
        assert refused.value.field == "footer"
