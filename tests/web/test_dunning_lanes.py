"""The chart of a policy: steps stand where their day is, none over another."""

from __future__ import annotations

import itertools

from quittance.rules import dunning
from quittance.rules.dunning import Policy, Step
from quittance.web import dunning_lanes


def test_steps_of_one_lane_never_cover_each_other() -> None:
    policy = Policy("A", tuple(Step(day, "email", "friendly") for day in (1, 2, 3, 40)))
    nodes = dunning_lanes.drawn(policy, 2, {}).nodes
    ends = [(float(one.x), float(one.x) + float(one.width)) for one in nodes]
    assert all(first[1] < second[0] for first, second in itertools.pairwise(ends))
    assert [one.on for one in nodes] == [False, True, False, False]


def test_many_who_are_brought_in_at_the_end_stand_beside_each_other() -> None:
    steps = (Step(18, "email", "firm", approval=True, senior=True, ours=True), Step(22, "inside", "firm"))
    nodes = [
        one for one in dunning_lanes.drawn(Policy("A", steps), 22, {}).nodes if one.y == dunning_lanes.LANES["inside"]
    ]
    ends = [(float(one.x), float(one.x) + float(one.width)) for one in nodes]
    assert len(ends) == 4 and all(first[1] < second[0] for first, second in itertools.pairwise(ends))
    assert ends[0][0] >= 0 and ends[-1][1] < dunning_lanes.WIDTH


def test_what_is_paid_by_then_rises_on_the_line() -> None:
    policy = dunning.STANDARD
    chart = dunning_lanes.drawn(policy, 3, dict.fromkeys(dunning_lanes.days_of(policy), 50))
    assert chart.line.startswith("M78.0 172.0") and chart.area.endswith("Z")
    assert [one.day for one in chart.marks] == ["−5", "0", "+3", "+8", "+15", "+30"]
    assert chart.marks[0].paid == "" and chart.marks[1].paid == "50 %"
    assert "5 steps: email a heads-up 5 before" in chart.said


def test_who_is_brought_in_stands_in_the_lane_inside() -> None:
    inside, copied = Step(22, "inside", "firm"), Step(25, "email", "firm", ours=True)
    chart = dunning_lanes.drawn(Policy("A", (inside, copied), our_senior="n@x.example"), 22, {})
    assert [(one.label, one.y, one.icon, one.on) for one in chart.nodes] == [
        ("Escalation", 79, "up", True),
        ("Firm", 23, "mail", False),
        ("Our senior", 79, "up", False),
    ]
    assert "escalation 22 after" in chart.said
    assert dunning_lanes.only_when(copied, "") == ["our senior is told"]
    assert dunning_lanes.said_of("firm", "inside") == "escalation"
    assert dunning_lanes.said_of("firm", "email") == "firm email"


def test_conditions_are_said_in_words() -> None:
    step = Step(3, "email", "firm", minimum=100, approval=True)
    assert dunning_lanes.only_when(step, "€1.00") == ["above €1.00", "a person says yes"]
    assert dunning_lanes.only_when(Step(3, "email", "firm"), "") == ["everyone"]
    assert dunning_lanes.only_when(Step(3, "email", "firm", risk="CDE"), "") == ["late payers (C–E)"]
    assert dunning_lanes.day(0) == "due day" and dunning_lanes.sign(0) == "0"


def test_a_step_is_said_in_words_with_all_that_it_asks() -> None:
    plain = Step(1, "email", "friendly")
    assert dunning_lanes.sentence(plain, "EUR") == "1 day after: friendly email"
    assert dunning_lanes.sentence(Step(0, "call", "kind"), "EUR") == "on the day: kind call"
    whole = Step(-5, "letter", "formal", True, 100_000, 500, True, True, True, ("a@b.example",), "CDE", True)
    assert dunning_lanes.sentence(whole, "EUR") == (
        "5 days before: formal letter, in working days, from €1,000.00 on, late payers: C or worse, names interest, "
        "a fee of €5.00, waits for a word, their senior in copy, our senior in copy, copied to a@b.example"
    )
