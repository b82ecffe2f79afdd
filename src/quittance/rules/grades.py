"""Payers' grades: a letter for how a customer pays, and for which of them something holds."""

from __future__ import annotations

from quittance.rules.refusals import Invalid

LETTERS = "ABCDE"
"""From who pays by the due day to who pays very late."""

UNKNOWN = "N"
"""In a choice of grades: customers who have none, because nothing of theirs was paid within a year."""

EVERY = LETTERS + UNKNOWN

LIMITS = (0, 7, 20, 45)
"""Mean days late beyond each of which a grade is one letter lower."""


def grade(days_late: int | None, broken: int) -> str:
    """A letter for how a customer pays: mean days late of a year by amount, one letter down for broken promises."""
    if days_late is None:
        return ""
    at = sum(days_late > limit for limit in LIMITS)
    return LETTERS[min(len(LETTERS) - 1, at + (broken > 0))]


def read(given: str, field: str) -> str:
    """A choice of grades, such as "CDE" or "c, d, n", in their order; all of them are "". Raises `Invalid`."""
    letters = given.upper().replace(",", "").replace(" ", "")
    if any(one not in EVERY for one in letters):
        raise Invalid(f"Grades are {', '.join(LETTERS)}, and {UNKNOWN} for one not known yet.", field=field)
    chosen = "".join(one for one in EVERY if one in letters)
    return "" if chosen == EVERY else chosen


def holds(chosen: str, letter: str) -> bool:
    """Whether a choice of grades, "" for everybody, holds for a customer of a grade, "" for one not known."""
    return not chosen or (letter or UNKNOWN) in chosen


def words(chosen: str) -> str:
    """A choice in words, such as "late payers: C or worse"; "" for everybody."""
    known = chosen.replace(UNKNOWN, "")
    said = _known(known)
    if UNKNOWN not in chosen:
        return said
    return f"{said}, or not known yet" if said else "grade not known yet"


def short(chosen: str) -> str:
    """As `words`, in as few of them as a narrow column holds: "late payers (C–E)"."""
    known = chosen.replace(UNKNOWN, "")
    if len(known) < 2 or known == LETTERS or not LETTERS.endswith(known):
        return words(chosen)
    return f"late payers ({known[0]}–{known[-1]}{', new' if UNKNOWN in chosen else ''})"


def _known(letters: str) -> str:
    if not letters:
        return ""
    if letters == LETTERS:
        return "any known grade"
    if len(letters) == 1:
        return f"grade {letters}"
    if LETTERS.endswith(letters):
        return f"late payers: {letters[0]} or worse"
    if LETTERS.startswith(letters):
        return f"grade {letters[-1]} or better"
    return f"grade {', '.join(letters[:-1])} or {letters[-1]}"
