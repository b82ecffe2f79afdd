"""The wording of reminders: own before built in, filled with facts, and never run."""

from __future__ import annotations

import pytest

from quittance.rules import dunning_text
from quittance.rules.dunning import LANGUAGES, TONES, Policy, Step
from quittance.rules.refusals import Invalid

STEP = Step(3, "email", "firm")


def test_own_wording_stands_before_the_built_in_one() -> None:
    policy = Policy("A", (STEP,), texts={3: {"de": ("Betreff", "")}})
    subject, body = dunning_text.of(policy, STEP, "de")
    assert subject == "Betreff" and body.startswith("Guten Tag {name}")
    assert dunning_text.of(policy, STEP, "xx") == dunning_text.of(policy, STEP, "en")


def test_words_that_would_be_untrue_on_their_day_give_way_to_those_that_are_true() -> None:
    policy = Policy("A", (STEP,))
    ahead, late = (dunning_text.of(policy, Step(day, "email", "friendly"), "en")[1] for day in (-3, 3))
    assert "is due on {due}" in ahead and "was due on {due}" in late
    assert dunning_text.of(policy, Step(0, "email", "formal"), "de") == dunning_text.of(
        policy, Step(-5, "email", "kind"), "de"
    )
    assert dunning_text.of(policy, Step(10, "sms", "kind"), "nl") == dunning_text.of(
        policy, Step(3, "sms", "friendly"), "nl"
    )
    own = Policy("A", (STEP,), texts={-3: {"en": ("", "Mine")}})
    assert dunning_text.of(own, Step(-3, "email", "friendly"), "en")[1] == "Mine"


def test_a_line_of_which_nothing_is_known_is_left_out() -> None:
    said = "Dear {name},\n\n{last} we wrote.\nFee: {fee}.\n\n\n\nBye {other}"
    filled = dunning_text.fill(said, {"name": "Ada {fee}", "last": "", "fee": "", "other": "B"})
    assert filled == "Dear Ada {fee},\n\nBye B"


def test_every_built_in_text_uses_known_words_only() -> None:
    for tone in (*TONES, "thanks"):
        for language in LANGUAGES:
            for said in dunning_text.of(Policy("A", (STEP,)), Step(3, "email", tone), language):
                assert dunning_text.check(said, "body") == said and said.strip()
    with pytest.raises(Invalid):
        dunning_text.check("{password}", "body")


def test_a_text_comes_apart_into_words_and_placeholders() -> None:
    assert dunning_text.pieces("Dear {name},\n\nbye") == [
        [("Dear ", False), ("name", True), (",", False)],
        [("bye", False)],
    ]


def test_a_text_is_filled_as_it_may_look() -> None:
    said = dunning_text.likely(
        "{invoices} of {company}\nFee: {fee}.\nInterest: {interest}.", Step(3, "sms", "firm", fee=5)
    )
    assert said == "INV-2026-00123 of Company Ltd\nFee: €5.00."
