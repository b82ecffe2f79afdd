"""Reviews of finished work: what is drawn each week, the checklist, and the score."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping

from quittance.rules import text
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Invalid

CALL, MAIL, PROMISE = "call", "mail", "promise"
KINDS = {CALL: "call", MAIL: "mail", PROMISE: "promise"}

SAMPLE = 3
"""Pieces of finished work that are drawn of each person in a week."""

CHECKS = {
    "facts": "Knew what is owed, and what stands against it",
    "manner": "Polite and clear, and nothing that threatens",
    "next": "Ended with a next step and its day",
    "record": "The record tells what was said, and by whom",
    "limits": "Kept to hours, channel and policy",
}
"""The checklist: a word for each question, and the question."""

YES, NO, NONE = "yes", "no", "none"
MARKS = {YES: "yes", NO: "no", NONE: "does not apply"}
MOST_NOTE = 1_000


def week_of(day: datetime.date) -> datetime.date:
    """The Monday of a day's week."""
    return day - DAY * day.weekday()


def finished(today: datetime.date) -> datetime.date:
    """The Monday of the latest week that is over."""
    return week_of(today) - DAY * 7


def drawn(pieces: Iterable[tuple[int, str]]) -> frozenset[int]:
    """The sample of pieces, each an id and who did it: of every person those with the lowest hashes."""
    of: dict[str, list[tuple[bytes, int]]] = {}
    for id, person in pieces:
        of.setdefault(person, []).append((hashlib.blake2b(str(id).encode(), digest_size=8).digest(), id))
    return frozenset(id for every in of.values() for _, id in sorted(every)[:SAMPLE])


def check(marks: Mapping[str, str], note: str) -> tuple[dict[str, str], str]:
    """The marks in the order of the checklist, and the note; raises `Invalid`. A no needs a word of why."""
    unknown = next((one for one in marks if one not in CHECKS), "")
    if unknown:
        raise Invalid(f"{unknown[:40]!r} is none of {', '.join(CHECKS)}.", field="marks")
    made = {one: marks.get(one, NONE) for one in CHECKS}
    wrong = next((one for one in made.values() if one not in MARKS), "")
    if wrong:
        raise Invalid(f"Mark each with {', '.join(MARKS)}.", field="marks")
    if all(one == NONE for one in made.values()):
        raise Invalid("Mark at least one question with yes or no.", field="marks")
    said = text.clean(note, "note", MOST_NOTE, needed=NO in made.values())
    return made, said


def score(marks: Mapping[str, str]) -> int:
    """Percent of the questions that apply that are marked yes."""
    asked = [one for one in marks.values() if one != NONE]
    return 100 * sum(one == YES for one in asked) // max(1, len(asked))
