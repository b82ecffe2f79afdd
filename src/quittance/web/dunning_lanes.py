"""One invoice's way on a line of days: where each step stands, and how much is paid by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quittance.reports import dunning_preview
from quittance.rules import dunning as rules
from quittance.rules import grades
from quittance.rules.dunning import Policy, Step
from quittance.web import shown

WIDTH, LEFT, RIGHT = 960, 78, 944
FLOOR, TALL = 200, 56
LANES = {"email": 23, "sms": 23, "whatsapp": 23, "call": 51, "inside": 79, "letter": 107}
SIGN, ROOM, HEIGHT, GAP = 6.1, 38, 22, 5
BEFORE, BEHIND = 3, 6
"""Days of the line before the first step, and behind the last one at least."""

ICONS = {"email": "mail", "call": "phone", "letter": "letter", "sms": "text", "whatsapp": "text", "inside": "up"}
NAMED = {"call": "Call", "sms": "SMS", "whatsapp": "WhatsApp", "inside": "Escalation"}
"""Channels whose name says more than the tone."""

TITLES = {"kind": "Heads-up", "friendly": "Friendly", "firm": "Firm", "formal": "Formal notice"}
SAID = {"kind": "a heads-up", "friendly": "a friendly word", "firm": "a firm word", "formal": "a formal notice"}


@dataclass(frozen=True, slots=True)
class Node:
    """A step in its lane; places in tenths of the SVG's unit are written with a point."""

    x: str
    y: int
    width: str
    icon_x: str
    icon_y: int
    text_x: str
    text_y: int
    label: str
    icon: str
    on: bool
    url_day: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line, with the percent that is paid by then ("" for none)."""

    x: str
    day: str
    y: str
    paid: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """A step on the line that phones see."""

    y: int
    next_y: int
    day: str
    title: str
    text_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a template needs."""

    nodes: tuple[Node, ...]
    marks: tuple[Mark, ...]
    due_x: str
    area: str
    line: str
    narrow: tuple[Narrow, ...]
    narrow_height: int
    said: str
    written: str


def title(step: Step) -> str:
    """A step in a word or two."""
    return NAMED.get(step.channel, TITLES[step.tone])


SHORT = {
    "hold": "on hold",
    "insolvent": "insolvent",
    "promise": "promised",
    "plan": "in a plan",
    "dispute": "disputed",
    "deduction": "deducted",
    "unapplied": "covered by credit",
    "bank": "in the bank file",
    "settled": "settled since",
    "policy": "policy changed",
    "small": "too small",
    "grade": "of another payer grade",
    "opted_out": "not wanted",
    "bounced": "mail came back",
    "address": "without address",
    "no_postal_address": "nowhere to post it",
    "pause": "in touch lately",
    "most": "reminded enough",
    "seven": "reminded enough",
    "waits": "under way already",
    "answer": "their mail waits",
    "mail": "no mail server",
    "provider": "no provider",
    "hours": "outside hours",
    "closed": "no working day",
    "dropped": "dropped",
    "stopped": "its run was stopped",
    "given": "escalated already",
    "nobody": "nobody to take it",
    "passed": "a later step",
    "held_out": "held out",
}
"""Rule -> why, in a word or two."""


def day(value: int) -> str:
    """Such as 5 before or 15 after."""
    return "due day" if value == 0 else f"{abs(value)} {'before' if value < 0 else 'after'}"


def said_of(tone: str, channel: str) -> str:
    """One message of a step, such as firm email."""
    name = dunning_preview.NAMES.get(channel, "message")
    return name if channel == rules.INSIDE else f"{tone} {name}"


def sentence(step: Step, base: str) -> str:
    """A step in words, such as: 15 days after: firm email, names interest, a fee of €5.00."""
    parts = (
        (step.working, "in working days"),
        (step.minimum, f"from {shown.with_currency(step.minimum, base, base)} on"),
        (step.risk, grades.words(step.risk)),
        (step.interest, "names interest"),
        (step.fee, f"a fee of {shown.with_currency(step.fee, base, base)}"),
        (step.approval, "waits for a word"),
        (step.senior, "their senior in copy"),
        (step.ours, "our senior in copy"),
        (step.copies, f"copied to {', '.join(step.copies)}"),
    )
    said = [said_of(step.tone, step.channel), *(words for given, words in parts if given)]
    count = abs(step.day)
    when = (
        f"{count} {'day' if count == 1 else 'days'} {'after' if step.day > 0 else 'before'}" if count else "on the day"
    )
    return f"{when}: {', '.join(said)}"


def days_of(policy: Policy) -> list[int]:
    """Days at which the chart asks how much is paid."""
    low, high = _ends(policy)
    return sorted({*range(low, high + 1, 3), 0, high, *(step.day for step in policy.steps)})


def drawn(policy: Policy, chosen: int, paid: Mapping[int, int]) -> Chart:
    """The chart of a policy; `paid` is percent by day, `chosen` the step that is looked at."""
    low, high = _ends(policy)
    places = {one: LEFT + (RIGHT - LEFT) * (one - low) / max(1, high - low) for one in range(low, high + 1)}
    points = [(places[one], FLOOR - TALL * paid.get(one, 0) / 100) for one in days_of(policy)] if paid else []
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""
    area = f"M{LEFT}.0 {FLOOR}.0L{line[1:]}L{RIGHT}.0 {FLOOR}.0Z" if line else ""
    marks = [
        _mark(places[one], one, paid.get(one) if one >= 0 else None)
        for one in sorted({0, *(s.day for s in policy.steps)})
    ]
    nodes = _nodes(policy, chosen, places)
    narrow = tuple(
        Narrow(
            18 + 34 * n,
            52 + 34 * n if n + 1 < len(policy.steps) else 18 + 34 * n,
            sign(step.day),
            title(step),
            22 + 34 * n,
        )
        for n, step in enumerate(policy.steps)
    )
    said = ", ".join(f"{_said(step)} {day(step.day)}" for step in policy.steps)
    tall = 34 * len(policy.steps) + 12
    texted = any(step.channel in rules.TEXTED for step in policy.steps)
    told = f"{len(policy.steps)} steps: {said}."
    written = "Email, text" if texted else "Email"
    return Chart(nodes, tuple(marks), f"{places[0]:.1f}", area, line, narrow, tall, told, written)


def _said(step: Step) -> str:
    return "escalation" if step.channel == rules.INSIDE else f"{step.channel} {SAID[step.tone]}"


def sign(value: int) -> str:
    """Such as −5, 0 or +15."""
    return f"−{-value}" if value < 0 else f"+{value}" if value else "0"


def _ends(policy: Policy) -> tuple[int, int]:
    days = [0, *(step.day for step in policy.steps)]
    low, high = min(days) - BEFORE, max(days)
    return low, high + max(BEHIND, (high - low) // 4)


def _mark(x: float, at: int, paid: int | None) -> Mark:
    y = FLOOR - TALL * (paid or 0) / 100
    return Mark(
        f"{x:.1f}",
        sign(at),
        f"{y:.1f}",
        "" if paid is None else f"{paid} %",
        f"{x + 6:.1f}",
        f"{min(y + 15, FLOOR - 4):.1f}",
    )


def _nodes(policy: Policy, chosen: int, places: Mapping[int, float]) -> tuple[Node, ...]:
    wanted: list[tuple[str, str, str, Step]] = []
    for step in policy.steps:
        wanted.append((step.channel, title(step), ICONS[step.channel], step))
        if step.approval:
            wanted.append(("inside", "A word", "hold", step))
        if step.senior:
            wanted.append(("inside", "Senior", "up", step))
        if step.ours:
            wanted.append(("inside", "Our senior", "up", step))
    left = _lefts([(LANES[lane], _wide(label), places[step.day] - 12) for lane, label, _, step in wanted])
    made = []
    for x, (lane, label, icon, step) in zip(left, wanted, strict=True):
        y = LANES[lane]
        on = step.day == chosen and lane == step.channel
        sign_at, text_at = (f"{x + 7:.1f}", y + 3), (f"{x + 28:.1f}", y + 15)
        made.append(Node(f"{x:.1f}", y, f"{_wide(label):.1f}", *sign_at, *text_at, label, icon, on, step.day))
    return tuple(made)


def _wide(label: str) -> float:
    return ROOM + SIGN * len(label)


def _lefts(wanted: Sequence[tuple[int, float, float]]) -> list[float]:
    """Where each node begins, of lane, width and the place it would like: as near as the others of its lane allow.

    From the left each gives way to the one before it, and from the right edge to the one behind it.
    """
    made: list[float] = []
    ends: dict[int, float] = {}
    for lane, wide, x in wanted:
        made.append(max(x, ends.get(lane, 0)))
        ends[lane] = made[-1] + wide + GAP
    begins: dict[int, float] = {}
    for n in reversed(range(len(wanted))):
        lane, wide, _ = wanted[n]
        made[n] = min(made[n], begins.get(lane, WIDTH - 1 + GAP) - wide - GAP)
        begins[lane] = made[n]
    return made


def only_when(step: Step, least: str) -> Sequence[str]:
    """The conditions of a step in words; `least` is its amount as people read it."""
    made = [f"above {least}"] if step.minimum else []
    made += [grades.short(step.risk)] if step.risk else []
    if step.approval:
        made.append("a person says yes")
    if step.working:
        made.append("working days")
    if step.ours:
        made.append("our senior is told")
    return made or ["everyone"]
