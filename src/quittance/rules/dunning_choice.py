"""Which dunning policy holds for a customer: one in force at most claims a segment, a payer grade or a country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quittance.rules import grades
from quittance.rules.dunning import Policy
from quittance.rules.refusals import Conflict

NAME, SEGMENT, GRADE, COUNTRY, STANDARD = "name", "segment", "grade", "country", "standard"
ORDER = (NAME, SEGMENT, GRADE, COUNTRY, STANDARD)
"""Why a policy holds, the strongest first."""

REASONS = {
    NAME: "chosen for it by name",
    SEGMENT: "by its segment",
    GRADE: "by its payer grade",
    COUNTRY: "by its country",
    STANDARD: "as for everybody else",
}


def chosen(policies: Sequence[Policy], own: str, segment: str, grade: str, country: str) -> tuple[str, str]:
    """The name of the policy that holds and the word of `ORDER` why, ("", "") for none; `grade` "" is not known."""
    tests: dict[str, Callable[[Policy], bool]] = {
        NAME: lambda one: one.name == own,
        SEGMENT: lambda one: bool(segment) and segment.casefold() in folded(one),
        GRADE: lambda one: bool(one.grades) and grades.holds(one.grades, grade),
        COUNTRY: lambda one: bool(country) and country in one.countries,
        STANDARD: lambda one: one.standard,
    }
    for why in ORDER:
        found = next((one.name for one in policies if tests[why](one)), "")
        if found:
            return found, why
    return "", ""


def folded(policy: Policy) -> tuple[str, ...]:
    """Its segments as they are compared, whatever their spelling."""
    return tuple(one.casefold() for one in policy.segments)


def check(policy: Policy, others: Iterable[Policy]) -> None:
    """Raise `Conflict` naming the field when one of the others in force claims what this one does."""
    for other in others:
        if other.name == policy.name:
            continue
        if policy.standard and other.standard:
            said = f"{other.name} holds for everybody else already. Give this one segments, grades or countries."
            raise Conflict(said, field="name")
        for field, what in _shared(policy, other):
            said = f"{other.name} holds for {what} already. Take it away from one of the two."
            raise Conflict(said, field=field)


def _shared(policy: Policy, other: Policy) -> Iterator[tuple[str, str]]:
    theirs = folded(other)
    for segment in policy.segments:
        if segment.casefold() in theirs:
            yield "segments", f"the segment {segment}"
    for letter in policy.grades:
        if letter in other.grades:
            yield "grades", "a grade not known yet" if letter == grades.UNKNOWN else f"payer grade {letter}"
    for country in policy.countries:
        if country in other.countries:
            yield "countries", f"customers in {country}"
