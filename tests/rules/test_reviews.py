"""Reviews: the same sample whenever it is drawn, a few of each person, and marks that make sense."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import reviews
from quittance.rules.refusals import Invalid

PIECES = st.lists(
    st.tuples(st.integers(1, 10**12), st.sampled_from(("1", "2", "3"))), max_size=40, unique_by=lambda one: one[0]
)


@given(PIECES)
def test_a_few_of_each_person_are_drawn_in_whatever_order_they_come(pieces: list[tuple[int, str]]) -> None:
    found = reviews.drawn(pieces)
    assert found == reviews.drawn(reversed(pieces))
    for person in ("1", "2", "3"):
        mine = {id for id, who in pieces if who == person}
        assert len(found & mine) == min(len(mine), reviews.SAMPLE)


def test_weeks_begin_on_monday_and_the_one_that_is_over_comes_first() -> None:
    thursday = datetime.date(2026, 11, 26)
    assert reviews.week_of(thursday) == datetime.date(2026, 11, 23)
    assert reviews.finished(thursday) == datetime.date(2026, 11, 16)


def test_what_is_left_out_does_not_apply_and_a_no_needs_a_note() -> None:
    marks, note = reviews.check({"facts": "yes", "next": "no"}, " No day. ")
    assert (marks["facts"], marks["next"], marks["record"], note) == ("yes", "no", "none", "No day.")
    assert reviews.score(marks) == 50 and reviews.score({"facts": "yes"}) == 100
    for wrong, said in (({"charm": "yes"}, ""), ({"facts": "maybe"}, ""), ({}, ""), ({"facts": "no"}, "  ")):
        with pytest.raises(Invalid):
            reviews.check(wrong, said)
