"""Subset search: all ways and no others, bounded, and honest about its bound."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching_subsets


def by_trying(values: list[int], target: int, most: int, slack: int) -> set[tuple[int, ...]]:
    return {
        way
        for size in range(1, most + 1)
        for way in itertools.combinations(range(len(values)), size)
        if abs(sum(values[place] for place in way) - target) <= slack
    }


@given(st.lists(st.integers(-30, 60), max_size=9), st.integers(1, 120), st.integers(1, 6), st.integers(0, 2))
def test_the_search_finds_what_trying_everything_finds(values: list[int], target: int, most: int, slack: int) -> None:
    found = matching_subsets.search(values, target, most, slack)
    wanted = by_trying(values, target, min(most, len(values)), slack)
    assert set(found.ways) <= wanted
    if found.complete:
        assert set(found.ways) == wanted
    else:
        assert len(found.ways) >= 1


def test_a_search_beyond_its_bound_says_so() -> None:
    found = matching_subsets.search([100] * 30, 300, 3)
    assert not found.complete
    assert len(found.ways) == matching_subsets.MOST_ANSWERS
    assert "bound" in found.sentence()


def test_ties_are_told_and_a_single_way_needs_no_word() -> None:
    assert "2 ways" in matching_subsets.search([5, 5, 9], 5).sentence()
    assert matching_subsets.search([5, 7, 9], 5).sentence() == ""


def test_hundreds_of_values_are_searched_by_pairs() -> None:
    values = [1000 + 7 * place * place for place in range(240)]
    found = matching_subsets.search(values, values[3] + values[200], 2)
    assert (3, 200) in found.ways


@given(st.lists(st.integers(-40, 90), max_size=11), st.integers(1, 250))
def test_all_subsets_are_found_by_meeting_in_the_middle(values: list[int], target: int) -> None:
    found = matching_subsets.everything(values, target, 5_000)
    assert found.complete
    assert set(found.ways) == by_trying(values, target, len(values), 0)


def test_more_values_than_are_formed_are_left_out_and_told() -> None:
    found = matching_subsets.everything([1 << place for place in range(31)], 1 << 30)
    assert (found.ways, found.complete) == ((), False)
