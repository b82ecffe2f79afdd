"""Words and bars of collecting."""

from __future__ import annotations

import datetime

from quittance.rules import worklist
from quittance.web.templatetags import collecting


def test_chances_are_figures_and_a_bar() -> None:
    drawn = collecting.chances(41, 82)
    assert "41 →" in drawn and "82 %" in drawn and 'width="82"' in drawn and "style" not in drawn


def test_words_come_from_the_rules() -> None:
    assert all(collecting.step_key(step) and collecting.step_words(step) for step in worklist.STEPS)
    assert collecting.rule_words("dispute") == "Disputed" and collecting.reason_words("price") == "Price difference"
    assert collecting.grade("") == "" and 'class="grade C"' in collecting.grade("C")
    assert collecting.whole(1_632_850, "EUR") == "16,328"
    assert collecting.tel("+31 (76) 555-01") == "+317655501"
    assert "Kept" in collecting.said_pill("kept") and "Running" in collecting.said_pill("active", plan=True)
    day = datetime.date(2026, 3, 12)
    assert collecting.week_day({"today": day}, day).startswith("Thu 12")
