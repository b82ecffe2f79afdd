"""Payers' grades: a letter for lateness and broken promises, and choices of letters."""

from __future__ import annotations

import pytest

from quittance.rules import grades
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("days", "broken", "letter"), [(None, 3, ""), (-2, 0, "A"), (5, 0, "B"), (5, 1, "C"), (30, 0, "D"), (90, 9, "E")]
)
def test_a_letter_says_how_somebody_pays(days: int | None, broken: int, letter: str) -> None:
    assert grades.grade(days, broken) == letter


@pytest.mark.parametrize(
    ("given", "kept", "said"),
    [
        ("", "", ""),
        ("abcden", "", ""),
        ("E, d C", "CDE", "late payers: C or worse"),
        ("BCDE", "BCDE", "late payers: B or worse"),
        ("AB", "AB", "grade B or better"),
        ("D", "D", "grade D"),
        ("ace", "ACE", "grade A, C or E"),
        ("nedc", "CDEN", "late payers: C or worse, or not known yet"),
        ("N", "N", "grade not known yet"),
        ("ABCDE", "ABCDE", "any known grade"),
    ],
)
def test_a_choice_is_kept_in_order_and_said_in_words(given: str, kept: str, said: str) -> None:
    assert grades.read(given, "risk") == kept and grades.words(kept) == said


def test_a_narrow_column_says_it_shorter() -> None:
    said = [grades.short(one) for one in ("", "CDE", "DEN", "AB", "E", "N", "ABCDE")]
    assert said[:3] == ["", "late payers (C–E)", "late payers (D–E, new)"]
    assert said[3:] == ["grade B or better", "grade E", "grade not known yet", "any known grade"]


def test_a_choice_holds_for_its_letters_and_an_empty_one_for_everybody() -> None:
    assert grades.holds("", "") and grades.holds("", "E") and grades.holds("CDE", "D") and grades.holds("N", "")
    assert not grades.holds("CDE", "B") and not grades.holds("CDE", "")
    with pytest.raises(Invalid) as caught:
        grades.read("CF", "steps")
    assert caught.value.field == "steps"
