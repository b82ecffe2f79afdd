"""Which policy holds: the strongest reason first, and no two claim the same."""

from __future__ import annotations

import pytest

from quittance.rules import dunning_choice
from quittance.rules.dunning import Policy, Step
from quittance.rules.refusals import Conflict

STEPS = (Step(3, "email", "firm"),)
POLICIES = (
    Policy("Land", STEPS, countries=("DE",)),
    Policy("Risk", STEPS, grades="DEN"),
    Policy("Key", STEPS, segments=("Key accounts",)),
    Policy("Named", STEPS),
    Policy("All", STEPS, standard=True),
)


@pytest.mark.parametrize(
    ("own", "segment", "grade", "country", "found"),
    [
        ("Named", "Key accounts", "D", "DE", ("Named", "name")),
        ("Gone", "KEY accounts", "D", "DE", ("Key", "segment")),
        ("", "Other", "E", "DE", ("Risk", "grade")),
        ("", "", "", "DE", ("Risk", "grade")),
        ("", "", "A", "DE", ("Land", "country")),
        ("", "", "A", "", ("All", "standard")),
    ],
)
def test_the_strongest_reason_decides(own: str, segment: str, grade: str, country: str, found: tuple[str, str]) -> None:
    assert dunning_choice.chosen(POLICIES, own, segment, grade, country) == found
    assert set(dunning_choice.REASONS) == set(dunning_choice.ORDER)


def test_nothing_holds_where_nothing_does() -> None:
    assert dunning_choice.chosen(POLICIES[:4], "", "", "A", "NL") == ("", "")


@pytest.mark.parametrize(
    ("policy", "field", "said"),
    [
        (Policy("Other", STEPS, segments=("New", "key ACCOUNTS")), "segments", "the segment key ACCOUNTS"),
        (Policy("Other", STEPS, grades="BE"), "grades", "payer grade E"),
        (Policy("Other", STEPS, grades="N"), "grades", "a grade not known yet"),
        (Policy("Other", STEPS, countries=("FR", "DE")), "countries", "customers in DE"),
        (Policy("Other", STEPS, standard=True), "name", "everybody else"),
    ],
)
def test_two_policies_never_claim_the_same(policy: Policy, field: str, said: str) -> None:
    with pytest.raises(Conflict) as caught:
        dunning_choice.check(policy, POLICIES)
    assert caught.value.field == field and said in str(caught.value)


def test_a_version_may_claim_what_its_own_policy_does() -> None:
    dunning_choice.check(
        Policy("Key", STEPS, segments=("Key accounts", "More"), grades="C", countries=("FR",)), POLICIES
    )
    assert dunning_choice.folded(POLICIES[2]) == ("key accounts",)
