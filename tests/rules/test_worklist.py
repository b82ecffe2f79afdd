"""The worklist's rules: what comes next and why, and how sure it is."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import worklist
from quittance.rules.worklist import Facts

TODAY = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)
FACTS = Facts(100_000, 0, 20, 2)
CHANCES = (80, 70, 60, 40, 25, 10)


@pytest.mark.parametrize(
    ("changed", "step", "said"),
    [
        ({"asked": 0, "why": "promised and disputed"}, "wait", "Promised and disputed"),
        ({"asked": 0}, "wait", "nothing to ask for"),
        ({"broken_on": TODAY - 3 * DAY}, "call", "Promise of 7 Mar broken"),
        ({"days_late": 5}, "email", "2 invoices, 5 days"),
        ({"days_late": 5, "items": 1}, "email", "5 days late"),
        ({}, "call", "nobody has called yet"),
        ({"spoken_on": TODAY - 6 * DAY}, "call", "6 days ago"),
        ({"tries": 2}, "email", "2 calls met nobody"),
        ({"tries": 2, "days_late": 120}, "escalate", "2 calls met nobody"),
        ({"wish": "plan", "wished_on": TODAY - 7 * DAY}, "plan", "Asked for a plan on 3 Mar, no reply yet"),
        ({"wish": "copy", "wished_on": TODAY}, "email", "Asked for the invoice on 10 Mar; send it again"),
        ({"wish": "plan", "wished_on": TODAY, "broken_on": TODAY - 3 * DAY}, "plan", "Asked for a plan"),
        ({"asked": 0, "wish": "plan", "wished_on": TODAY}, "wait", "nothing to ask for"),
        ({"came": "10,000.00 EUR"}, "call", "10,000.00 EUR arrived today; ask for the rest"),
        ({"came": "10,000.00 EUR", "days_late": 5}, "email", "arrived today"),
        ({"came": "10,000.00 EUR", "tries": 2}, "email", "2 calls met nobody"),
        ({"reminded": 2}, "call", "2 invoices, 20 days; first call after 2 reminders"),
        ({"reminded": 1}, "call", "first call after 1 reminder"),
        ({"reminded": 2, "tries": 1}, "call", "nobody has called yet"),
        ({"reminded": 2, "spoken_on": TODAY - 6 * DAY}, "call", "6 days ago"),
        ({"days_late": 6, "punctual_months": 14, "usual_late": 1}, "email", "First time late in 14 months"),
        ({"days_late": 6, "punctual_months": 5}, "email", "a friendly word"),
        ({"days_late": 11, "usual_late": 9}, "email", "Usually pays 9 days late; now 11"),
        ({"days_late": 11, "usual_late": 0}, "email", "a friendly word"),
        ({"set_step": "plan", "set_reason": "They asked for one"}, "plan", "They asked for one"),
    ],
)
def test_each_account_has_a_next_step_with_its_reason(changed: dict[str, object], step: str, said: str) -> None:
    found = worklist.propose(replace(FACTS, **changed), CHANCES, TODAY)  # type: ignore[arg-type]
    assert found.step == step and said in found.reason and found.on == TODAY


def test_a_day_that_a_person_has_set_is_kept() -> None:
    assert worklist.propose(replace(FACTS, next_on=TODAY + DAY), CHANCES, TODAY).on == TODAY + DAY
    assert worklist.propose(replace(FACTS, next_on=TODAY - DAY), CHANCES, TODAY).on == TODAY


@given(
    st.integers(0, 10**12),
    st.integers(1, 2_000),
    st.integers(0, 9),
    st.tuples(*[st.integers(0, 100)] * len(worklist.BANDS)),
)
def test_chances_stay_chances_and_worth_is_never_more_than_is_asked(
    asked: int, days: int, tries: int, chances: tuple[int, ...]
) -> None:
    found = worklist.propose(Facts(asked, 0, days, 1, tries), chances, TODAY)
    assert 0 <= found.alone <= found.acted <= 100
    assert 0 <= found.worth <= asked and 0 <= found.per_minute <= found.worth


@given(
    st.integers(0, 10**9),
    st.integers(1, 200),
    st.integers(0, 9),
    st.sampled_from(["", *worklist.STEPS]),
    st.tuples(*[st.integers(0, 100)] * len(worklist.BANDS)),
)
def test_no_account_moves_more_per_minute_than_what_it_owes_allows(
    asked: int, days: int, tries: int, step: str, chances: tuple[int, ...]
) -> None:
    found = worklist.propose(Facts(asked, 0, days, 1, tries, set_step=step), chances, TODAY)
    assert found.per_minute <= worklist.most_per_minute(asked, chances)
    assert asked >= worklist.least_asked(found.per_minute, chances)


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ((), ""),
        (("9:10", "9:20", "10:00", "11:05"), ""),
        (("9:10", "9:20", "10:00", "11:05", "11:29"), "before 11:30"),
        (("9:10", "9:20", "10:00", "11:05", "11:30"), "before 12:00"),
        (("9:10", "9:20", "10:00", "11:05", "16:00"), "before 11:30"),
        (("9:10", "9:20", "10:00", "15:05", "16:00"), ""),
        (("14:05", "14:35", "15:00", "16:05", "17:00"), "after 14:00"),
        (("12:00", "14:35", "15:00", "16:05", "17:00", "9:00"), "after 12:00"),
        (("12:00", "14:35", "15:00", "9:05", "9:00", "9:10"), ""),
    ],
)
def test_the_time_of_day_at_which_calls_reach_somebody_is_told_when_it_is_clear(
    reached: tuple[str, ...], said: str
) -> None:
    minutes = [60 * int(hour) + int(minute) for hour, minute in (one.split(":") for one in reached)]
    assert worklist.best_time(minutes) == said


def test_trying_again_in_vain_is_worth_less() -> None:
    tries = [worklist.propose(Facts(100_000, 0, 20, 1, n), CHANCES, TODAY) for n in (0, 1)]
    assert tries[0].worth > tries[1].worth


def test_chances_are_learnt_from_debts_that_became_as_late() -> None:
    debts: list[tuple[int, int | None]] = [(3, 3)] * 40 + [(40, 40)] * 20 + [(200, None)] * 40
    found = worklist.chances(debts)
    assert found[0] == 100 * 42 // 104 and found[5] == 100 * 2 // 44
    assert worklist.chances([]) == (50,) * len(worklist.BANDS)
    assert worklist.chances([(5, None)])[0] == 50, "a debt that is only just late says nothing yet"
