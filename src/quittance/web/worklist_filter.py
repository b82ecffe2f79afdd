"""What the address of the worklist narrows it by: chips above the list, and the layer in which they are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.utils.http import urlencode

from quittance.reports import activities, customers
from quittance.reports.worklist_filter import NOBODY, Chosen, days_of
from quittance.reports.worklist_rank import DONE, HELD, MINE, PROMISED, SNOOZED, TEAM
from quittance.rules import grades, money, worklist
from quittance.web import shown
from quittance.web.typed import amount
from quittance.web.visit import Visit

MOST_TYPED = 100
TITLES = {
    MINE: "Mine",
    TEAM: "Team",
    PROMISED: "Promises due",
    HELD: "Held back",
    SNOOZED: "Snoozed",
    DONE: "Done today",
}
LATE = {
    **{
        f"{first}-{after - 1}": f"{first} to {after - 1} days"
        for first, after in zip(worklist.BANDS, worklist.BANDS[1:], strict=False)
    },
    "31-": "31 days or more",
    "61-": "61 days or more",
    "91-": "91 days or more",
}
"""Bands of lateness as the address writes them, in words."""

GRADES = {
    **{letter: letter for letter in grades.LETTERS},
    "CDE": "C or worse",
    "DE": "D or worse",
    grades.UNKNOWN: "Not known yet",
}
NAMES = ("q", "owner", "step", "late", "grade", "country", "segment", "currency", "least")
"""Parts of the address that narrow the list."""

LABELS = dict(
    zip(NAMES, ("Find", "Owner", "Next", "Late", "Grade", "Country", "Segment", "Currency", "At least"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a field: what the address says, and the words for it."""

    value: str
    label: str


def typed(visit: Visit) -> dict[str, str]:
    """What the address says of each part, "" for nothing."""
    return {name: visit.request.GET.get(name, "").strip()[:MOST_TYPED] for name in NAMES}


def kept(visit: Visit) -> str:
    """View and filter as an address has them: a deed leads back to them."""
    tab = visit.request.GET.get("tab", "")
    return urlencode(
        {name: value for name, value in {"tab": tab if tab in TITLES else "", **typed(visit)}.items() if value}
    )


def kept_of(query: str) -> dict[str, str]:
    """The same from a form, whatever was sent."""
    return {name: value for name, value in parse_qsl(query[:2_000]) if name in ("tab", *NAMES)}


def chosen(visit: Visit, given: dict[str, str]) -> Chosen:
    """The same as the report takes it; raises `Invalid` for an amount that is none."""
    parts = {name: value for name, value in given.items() if name not in ("q", "least")}
    return Chosen(**parts, least=_least(visit, given["least"]))


def shown_with(visit: Visit, given: dict[str, str], people: Sequence[tuple[int, str, str]] | None) -> dict[str, Any]:
    """Chips of what narrows the list, and the choices of the layer; `people` where they are known already."""
    members = activities.members(visit.books) if people is None else people
    owners = [Choice(NOBODY, "Nobody"), *(Choice(email, name) for _, name, email in members)]
    segments = [Choice(one, one) for one in customers.segments(visit.books)]
    fields = {
        "owner": owners,
        "step": [Choice(*one) for one in worklist.STEPS.items()],
        "late": [Choice(*one) for one in LATE.items()],
        "grade": [Choice(*one) for one in GRADES.items()],
        "segment": segments,
    }
    for name, choices in fields.items():
        if given[name] and all(one.value != given[name] for one in choices):
            choices.append(Choice(given[name], _words(visit, name, given[name])))
    words = {name: {one.value: one.label for one in choices} for name, choices in fields.items()}
    chips = [
        (name, LABELS[name], words.get(name, {}).get(value) or _words(visit, name, value))
        for name, value in given.items()
        if value
    ]
    return {"narrowed": given, "chips": chips, **{f"{name}_choices": choices for name, choices in fields.items()}}


def _words(visit: Visit, name: str, value: str) -> str:
    """A value that is none of the choices, in words."""
    if name == "late":
        first, last = days_of(value)
        return f"{first or 1} to {last} days" if last is not None else f"{first} days or more"
    if name == "least":
        base = visit.company.base_currency
        return shown.with_currency(_least(visit, value), base, base)
    if name in ("grade", "country", "currency"):
        return value.upper()
    return value


def _least(visit: Visit, value: str) -> int:
    return money.read_positive(amount(value), visit.company.base_currency, field="least") if value else 0
