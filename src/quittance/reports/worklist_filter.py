"""The worklist narrowed: by owner, step, lateness, grade, country, segment, currency and least amount.

Everything becomes a condition of the one statement of `reports.worklist_rank`; nothing is read beside it but whether
the kept grades are of today, and that only where a grade is chosen.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from quittance.reports import grades, people
from quittance.reports.books import Books
from quittance.rules import grades as letters
from quittance.rules import worklist
from quittance.rules.refusals import Invalid

NOBODY = "nobody"
"""In place of an owner's address: accounts that nobody looks after."""

MOST_TYPED = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an account must be, each part "" or 0 for whatever it is.

    `owner` is an email, or `NOBODY`; `step` one of `rules.worklist.STEPS`; `late` days from and to, such as "31-60",
    "61-" or "-7"; `grade` letters of `rules.grades` such as "CD", N for none yet; `country` and `currency` those of the
    customer by their codes; `least` base minor units that may be asked for.
    """

    owner: str = ""
    step: str = ""
    late: str = ""
    grade: str = ""
    country: str = ""
    segment: str = ""
    currency: str = ""
    least: int = 0


ANY = Chosen()


@dataclass(slots=True)
class Narrowed:
    """Conditions on an account `r` of the statement, tables that they name, and their parameters."""

    tests: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)


def narrowed(books: Books, today: datetime.date, chosen: Chosen) -> Narrowed:
    """The conditions of a choice; raises `Invalid` or `NotFound` naming the part that means nothing."""
    found = Narrowed()
    _owner(books, chosen.owner, found)
    if chosen.step:
        if chosen.step not in worklist.STEPS:
            raise Invalid(f"A next step is one of {', '.join(worklist.STEPS)}.", field="step")
        found.tests.append("r.step = %(chosen_step)s")
        found.given["chosen_step"] = chosen.step
    first, last = days_of(chosen.late)
    if first:
        found.tests.append("r.first_on <= %(chosen_from)s")
        found.given["chosen_from"] = today - datetime.timedelta(days=first)
    if last is not None:
        found.tests.append("r.first_on >= %(chosen_to)s")
        found.given["chosen_to"] = today - datetime.timedelta(days=last)
    if chosen.least:
        found.tests.append("r.asked >= %(chosen_least)s")
        found.given["chosen_least"] = chosen.least
    _grade(books, today, chosen.grade, found)
    _customer(chosen, found)
    return found


def days_of(late: str) -> tuple[int, int | None]:
    """Days late from and to (None for no end) of "31-60", "61-" or "-7"; (0, None) for "". Raises `Invalid`."""
    if not late:
        return 0, None
    said = re.fullmatch(r"([0-9]{1,4})?-([0-9]{1,4})?", late, re.ASCII)
    if said is None or not (said[1] or said[2]) or (said[1] and said[2] and int(said[1]) > int(said[2])):
        raise Invalid("Days late are written such as 31-60, 61- for so many or more, or -7.", field="late")
    return int(said[1] or 0), int(said[2]) if said[2] else None


def _owner(books: Books, owner: str, found: Narrowed) -> None:
    if owner == NOBODY:
        found.tests.append("r.owner_id IS NULL")
    elif owner:
        found.tests.append("r.owner_id = %(chosen_owner)s")
        found.given["chosen_owner"] = people.id_of(books, owner, active=False)


def _grade(books: Books, today: datetime.date, grade: str, found: Narrowed) -> None:
    chosen = letters.read(grade, "grade")
    if not chosen:
        return
    source, given = grades.source(books, today)
    found.tables.append(f"graded AS MATERIALIZED (SELECT g.customer_id AS id, g.grade FROM ({source}) AS g)")
    found.given |= given
    known = ", ".join(f"'{one}'" for one in chosen if one != letters.UNKNOWN)
    tests = [f"r.id IN (SELECT g.id FROM graded g WHERE g.grade IN ({known}))"] if known else []
    if letters.UNKNOWN in chosen:
        tests.append("r.id NOT IN (SELECT g.id FROM graded g)")
    found.tests.append(" OR ".join(tests))


def _customer(chosen: Chosen, found: Narrowed) -> None:
    asked = {
        "country": chosen.country.upper(),
        "segment": chosen.segment,
        "currency": chosen.currency.upper(),
    }
    codes = {"country": ("[A-Z]{2}", "A country is two letters, such as NL."), "currency": ("[A-Z]{3}", _CURRENCY)}
    for name, (pattern, words) in codes.items():
        if asked[name] and not re.fullmatch(pattern, asked[name]):
            raise Invalid(words, field=name)
    if len(chosen.segment) > MOST_TYPED:
        raise Invalid("There is no segment of so long a name.", field="segment")
    wanted = [name for name, value in asked.items() if value]
    if not wanted:
        return
    same = " AND ".join(f"c.{name} = %(chosen_{name})s" for name in wanted)
    found.tables.append(
        f"narrowed AS MATERIALIZED (SELECT c.id FROM customer c WHERE c.tenant_id = %(tenant)s AND {same})"
    )
    found.tests.append("r.id IN (SELECT n.id FROM narrowed n)")
    found.given |= {f"chosen_{name}": asked[name] for name in wanted}


_CURRENCY = "A currency is three letters, such as USD."
