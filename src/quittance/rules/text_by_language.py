"""A text that says itself in several languages: from a line that begins with [de] on it speaks German.

What stands before the first such mark is for every language that has none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quittance.rules.refusals import Invalid

_MARK = re.compile(r"^[ ]*\[([a-z]{2})\][ ]*\n?", re.MULTILINE)


def parts(text: str) -> tuple[tuple[str, str], ...]:
    """Language ("" for all others) and its text, in the order in which they stand, without blanks around."""
    first, *rest = _MARK.split(text)
    return (("", first.strip()), *((rest[n], rest[n + 1].strip()) for n in range(0, len(rest), 2)))


def of(text: str, language: str) -> str:
    """The text in a language, "" where it says nothing in that one."""
    found = dict(parts(text))
    return found.get(language, found[""])


def check(text: str, field: str, languages: Sequence[str]) -> None:
    """Raise `Invalid` for a mark of a language that papers are not written in, and for two of the same."""
    marks = [language for language, _ in parts(text) if language]
    unknown = next((one for one in marks if one not in languages), "")
    if unknown:
        raise Invalid(f"[{unknown}] is no language of papers. They are {', '.join(languages)}.", field=field)
    twice = next((one for n, one in enumerate(marks) if one in marks[:n]), "")
    if twice:
        raise Invalid(f"[{twice}] stands there twice. Say each language once.", field=field)
