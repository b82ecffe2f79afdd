"""Policies: what makes sense, when a step is reached, and steps as words."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import dunning
from quittance.rules.calendar import DAY, is_working
from quittance.rules.dunning import Policy, Step
from quittance.rules.refusals import Invalid

TODAY = datetime.date(2026, 6, 30)
FREE = frozenset({datetime.date(2026, 6, 29), datetime.date(2026, 5, 25)})


def allowed(step: Step) -> Step:
    """The step without what its channel does not know."""
    if step.channel in dunning.TEXTED:
        return replace(step, copies=(), senior=False, ours=False)
    if step.channel == dunning.INSIDE:
        return replace(step, copies=(), senior=False, ours=False, fee=0, interest=False)
    return step


steps = st.builds(
    Step,
    day=st.integers(1, 365),
    channel=st.sampled_from(dunning.CHANNELS),
    tone=st.sampled_from(dunning.TONES),
    working=st.booleans(),
    minimum=st.integers(0, 10**9),
    fee=st.integers(0, 10**6),
    interest=st.booleans(),
    approval=st.booleans(),
    senior=st.booleans(),
    copies=st.sampled_from(((), ("a@example.com",), ("a@example.com", "b@example.com"))),
    risk=st.sampled_from(("", "CDE", "ABN", "N")),
    ours=st.booleans(),
).map(allowed)


@given(steps)
def test_a_step_is_written_as_it_is_read(step: Step) -> None:
    assert dunning.parse(dunning.written(step, "EUR"), "EUR") == step


@given(st.lists(steps, min_size=1, max_size=12, unique_by=lambda one: one.day))
def test_a_policy_is_kept_as_it_was_checked(some: list[Step]) -> None:
    texts = {} if some[0].channel == dunning.INSIDE else {some[0].day: {"de": ("Betreff", "")}}
    policy = dunning.check(Policy("Standard", tuple(some), texts=texts, our_senior="Nora@company.example"))
    assert policy.our_senior == "nora@company.example"
    assert [step.day for step in policy.steps] == sorted(step.day for step in some)
    assert dunning.decode(dunning.encode(policy)) == policy
    assert dunning.step_on(policy, some[0].day) == some[0] and dunning.step_on(policy, 400) is None


def test_a_policy_that_was_kept_before_steps_knew_of_grades_is_read() -> None:
    kept = json.loads(dunning.encode(Policy("Standard", (Step(3, "email", "firm"),))))
    del kept["steps"][0]["risk"]
    found = dunning.decode(json.dumps(kept))
    assert found.steps == (Step(3, "email", "firm"),) and not found.asks_grades
    assert Policy("A", (Step(3, "email", "firm", risk="C"),)).asks_grades


@given(st.integers(1, 60))
def test_working_days_are_counted_from_the_day_after_the_due_day(day: int) -> None:
    policy = Policy("Standard", (Step(day, "email", "firm", working=True),))
    (one,) = dunning.reached(policy, TODAY, FREE)
    passed = [one.due_by + DAY * n for n in range(1, (TODAY - one.due_by).days + 1)]
    assert sum(is_working(on, FREE) for on in passed) == day
    assert sum(is_working(on, FREE) for on in passed[1:]) < day


def test_the_latest_step_comes_first_with_its_day() -> None:
    policy = Policy("Standard", (Step(-5, "email", "kind"), Step(3, "email", "friendly")))
    assert [(one.step.day, one.due_by) for one in dunning.reached(policy, TODAY, frozenset())] == [
        (3, datetime.date(2026, 6, 27)),
        (-5, datetime.date(2026, 7, 5)),
    ]
    before = Policy("Standard", (Step(-2, "email", "kind", working=True),))
    assert dunning.reached(before, datetime.date(2026, 7, 3), frozenset())[0].due_by == datetime.date(2026, 7, 7)


@pytest.mark.parametrize(
    "wrong",
    [
        Policy("", (Step(3, "email", "firm"),)),
        Policy("A", ()),
        Policy("A", (Step(3, "email", "firm"), Step(3, "call", "firm"))),
        Policy("A", (Step(3, "pigeon", "firm"),)),
        Policy("A", (Step(3, "email", "rude"),)),
        Policy("A", (Step(3, "sms", "firm", copies=("a@example.com",)),)),
        Policy("A", (Step(3, "whatsapp", "firm"),), texts={3: {"de": ("", "x" * 501)}}),
        Policy("A", (Step(400, "email", "firm"),)),
        Policy("A", (Step(-3, "email", "kind", fee=100),)),
        Policy("A", (Step(3, "email", "firm", copies=tuple(f"{n}@example.com" for n in range(6))),)),
        Policy("A", (Step(3, "email", "firm"),), from_hour=18, until_hour=8),
        Policy("A", (Step(3, "email", "firm"),), most_contacts=0),
        Policy("A", (Step(3, "email", "firm"),), texts={3: {"la": ("x", "y")}}),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Policy) -> None:
    with pytest.raises(Invalid):
        dunning.check(wrong)


@pytest.mark.parametrize(
    "words", ["", "3", "x email firm", "3 email firm often", "3 email firm fee=x", "3 email firm fee="]
)
def test_words_that_are_no_step_are_refused(words: str) -> None:
    with pytest.raises(Invalid):
        dunning.parse(words, "EUR")


def test_texts_of_steps_that_are_gone_are_left_out() -> None:
    policy = replace(dunning.STANDARD, texts={3: {"en": ("A", "B"), "de": ("", "")}, 99: {"en": ("C", "D")}})
    assert dunning.check(policy).texts == {3: {"en": ("A", "B")}}
    assert dunning.check(dunning.STANDARD).standard and set(dunning.ITEM_RULES) <= set(dunning.RULES)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (Step(0, "inside", "firm"), "day"),
        (Step(-5, "inside", "firm"), "day"),
        (Step(22, "inside", "firm", fee=500), "fee"),
        (Step(22, "inside", "firm", interest=True), "fee"),
        (Step(22, "inside", "firm", senior=True), "copies"),
        (Step(22, "inside", "firm", copies=("a@example.com",)), "copies"),
        (Step(22, "inside", "firm", ours=True), "copies"),
        (Step(5, "sms", "firm", ours=True), "copies"),
    ],
)
def test_what_stays_inside_says_and_charges_nothing(step: Step, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        dunning.check(Policy("Standard", (step,), our_senior="nora@company.example"))
    assert refusal.value.field == field


def test_who_stands_behind_escalations_is_named_and_nothing_is_written_for_them() -> None:
    inside, copied = Step(22, "inside", "firm"), Step(22, "email", "firm", ours=True)
    for step in (inside, copied):
        with pytest.raises(Invalid, match="Name who of the company") as refusal:
            dunning.check(Policy("Standard", (step,)))
        assert refusal.value.field == "our_senior"
    with pytest.raises(Invalid, match="on day 22"):
        dunning.check(Policy("Standard", (inside,), texts={22: {"en": ("", "Read this")}}, our_senior="n@x.example"))
    kept = dunning.check(Policy("Standard", (inside,), texts={22: {"en": ("", " ")}}, our_senior="n@x.example"))
    assert kept.texts == {}
    assert dunning.written(inside, "EUR") == "+22 inside firm" and dunning.parse("22 email firm ours", "EUR") == copied
