"""Sharing accounts out: evenly by number, the largest spread first, everybody's own counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules.sharing import share


def test_whoever_has_fewest_is_given_the_next() -> None:
    assert share({7: 0, 8: 2}, [1, 2, 3, 4]) == {1: 7, 2: 7, 3: 7, 4: 8}
    assert share({}, [1, 2]) == {} and share({7: 0}, []) == {}


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 30)), st.sets(st.integers(10, 99)))
def test_nobody_is_given_more_while_another_has_fewer(held: dict[int, int], accounts: set[int]) -> None:
    made = share(held, sorted(accounts))
    assert set(made) == (accounts if held else set())
    after = {person: many + list(made.values()).count(person) for person, many in held.items()}
    got = [person for person in held if after[person] > held[person]]
    assert all(after[one] <= after[other] + 1 for one in got for other in held)
