"""A form as a person fills it in: what was typed, its idempotency key, and what is to be corrected."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from quittance.actions.command import Context
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, Refusal
from quittance.web.visit import Visit

In = TypeVar("In")
Out = TypeVar("Out")

KEY = "key"
MOST_KEY_CHARACTERS = 64
MOST_CHARACTERS = 10_000
"""Of one field; the rules have their own, smaller limits."""

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_DAYS = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
_WORDED = re.compile(r"(\d{1,2})\s*([a-z]{3})[a-z]*\.?(?:\s+(\d{4}))?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?", re.ASCII)


class Form:
    """Typed values by field name; `start` fills a form that is shown for the first time."""

    def __init__(self, visit: Visit, start: Mapping[str, str | Sequence[str]] | None = None) -> None:
        self.visit = visit
        self.sent = visit.request.method == "POST"
        self.start = start or {}
        given = visit.request.POST.get(KEY, "") if self.sent else ""
        self.key = given if 0 < len(given) <= MOST_KEY_CHARACTERS and given.isprintable() else secrets.token_urlsafe(16)
        self.refusal: Refusal | None = None

    def __getitem__(self, name: str) -> str:
        """What stands in a field; raises `KeyError` for a name of the form itself: templates look here first."""
        if hasattr(self, name):
            raise KeyError(name)
        if self.sent:
            return self.visit.request.POST.get(name, "")[:MOST_CHARACTERS].replace("\r\n", "\n")
        given = self.start.get(name, "")
        return given if isinstance(given, str) else (given[0] if given else "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may be ticked or repeated."""
        if self.sent:
            return tuple(value[:MOST_CHARACTERS] for value in self.visit.request.POST.getlist(name))
        given = self.start.get(name, ())
        return (given,) if isinstance(given, str) else tuple(given)

    def day(self, name: str) -> datetime.date:
        """A day as people type it, a weekday being the next one; raises `Invalid` naming the field."""
        return read_day(self[name], self.visit.context.today, name)

    def past_day(self, name: str) -> datetime.date:
        """As `day` for what has happened, a weekday being the last one."""
        today = self.visit.context.today
        typed = self[name].strip().lower()
        if typed in _DAYS:
            return today - datetime.timedelta(days=(today.weekday() - _DAYS[typed]) % 7)
        return read_day(typed, today, name)

    def day_or_none(self, name: str) -> datetime.date | None:
        """As `day`, with nothing for nothing."""
        return self.day(name) if self[name].strip() else None

    def whole(self, name: str) -> int:
        """A whole number that the page itself has written, such as a version; 0 for anything else."""
        given = self[name]
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0

    def does(self, verb: Callable[[Context, In], Out], build: Callable[[], In]) -> Out | None:
        """Read the fields and carry the verb out under the form's key; None when it was refused, see `faults`."""
        return self.tries(lambda: self.visit.do(verb, build(), self.key))

    def tries(self, work: Callable[[], Out]) -> Out | None:
        """Carry out `work`; a refusal is kept for the form, one of access is raised for the page."""
        try:
            return work()
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refusal = refusal
            return None

    @property
    def status(self) -> int:
        """The HTTP status to show the form with."""
        if self.refusal is None:
            return 200
        return 409 if isinstance(self.refusal, Conflict) else 422

    def fault(self, name: str) -> str:
        """What is wrong with a field, "" when nothing."""
        return self.refusal.sentence if self.refusal is not None and self.refusal.field == name else ""


def read_day(text: str, today: datetime.date, field: str) -> datetime.date:
    """A day from 2026-03-10, 10 Mar 2026, 10 mar, 10/3, thu (the next), +3, -2, today, yesterday, tomorrow or eom.

    Raises `Invalid` naming the field for anything else.
    """
    wanted = text.strip().lower().replace("\u00a0", " ")
    try:
        found = _day(wanted, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        said = f"{text.strip()[:40]!r} is not a day" if wanted else "Enter the day"
        raise Invalid(f"{said}. Write it as 2026-03-31, 31 Mar or 31/3.", field=field)
    return found


def _day(wanted: str, today: datetime.date) -> datetime.date | None:
    plain = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if wanted in plain:
        return today + datetime.timedelta(days=plain[wanted])
    if wanted == "eom":
        return (today.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    if wanted in _DAYS:
        return today + datetime.timedelta(days=(_DAYS[wanted] - today.weekday()) % 7 or 7)
    if re.fullmatch(r"[+-]\d{1,4}", wanted, re.ASCII):
        return today + datetime.timedelta(days=int(wanted))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", wanted, re.ASCII):
        return datetime.date.fromisoformat(wanted)
    return _written(wanted, today)


def _written(wanted: str, today: datetime.date) -> datetime.date | None:
    if worded := _WORDED.fullmatch(wanted):
        day, month, year = worded.groups()
        return datetime.date(int(year or today.year), _MONTHS.get(month, 0), int(day))
    if slashed := _SLASHED.fullmatch(wanted):
        day, month, year = slashed.groups()
        return datetime.date(int(year or today.year), int(month), int(day))
    return None
