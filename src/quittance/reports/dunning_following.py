"""Who follows which policy: the one given by name, then that of the segment, the payer grade, the country, or all.

`rules.dunning_choice` says it of one customer; a test holds the two to each other.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import grades
from quittance.reports.books import Books
from quittance.reports.dunning import LivePolicy
from quittance.rules import dunning_choice
from quittance.rules import grades as letters

NOBODY = -1
"""The place of no policy."""

MOST_SEGMENTS = 10_000
MOST_MOVED = 200


class Following:
    """Expressions over a customer c, of whom k is known: the place of its policy among those in force, and the joins.

    `params` holds what they ask for; `mark` keeps those of two questions in one statement apart.
    """

    def __init__(
        self,
        books: Books,
        live: Sequence[LivePolicy],
        today: datetime.date,
        customer_id: int | None = None,
        mark: str = "",
    ) -> None:
        self.live, self.customer_id, self._mark = live, customer_id, mark
        self.params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id}
        if customer_id is not None:
            self.params["customer"] = customer_id
        self.letters = ""
        if any(one.policy.asks_grades for one in live):
            self.letters, more = grades.source(books, today, customer_id)
            self.params |= more
        self.standard = next((n for n, one in enumerate(live) if one.policy.standard), NOBODY)
        graded = any(one.policy.grades for one in live)
        self.joins = f"LEFT JOIN ({self.letters}) w ON w.customer_id = c.id " if graded else ""
        self.place = self._place(self._segments(books))

    def others(self) -> str:
        """A SELECT of the customers who follow another policy than the standard one, with its place."""
        one = "" if self.customer_id is None else " AND c.id = %(customer)s"
        return _OTHERS.format(place=self.place, joins=self.joins, standard=self.standard, one=one)

    def of_items(self) -> tuple[str, str]:
        """The place of the policy of an open item i, and the join with `others` as `special` that tells it.

        Items of who follows none are left out.
        """
        join = "JOIN special z ON z.customer_id = i.customer_id "
        if self.standard == NOBODY:
            return "z.place", join
        return f"COALESCE(z.place, {self.standard})", f"LEFT {join}"

    def _place(self, segments: Sequence[tuple[str, int]]) -> str:
        names = [(one.policy.name, n) for n, one in enumerate(self.live)]
        grades = [(letter, n) for n, one in enumerate(self.live) for letter in one.policy.grades]
        lands = [(country, n) for n, one in enumerate(self.live) for country in one.policy.countries]
        cases = [
            self._case("k.policy", "name", names),
            self._case("c.segment", "segment", segments),
            self._case(f"COALESCE(w.grade, '{letters.UNKNOWN}')", "letter", grades),
            self._case("c.country", "land", lands),
        ]
        said = [*filter(None, cases), str(self.standard)]
        return f"COALESCE({', '.join(said)})" if len(said) > 1 else said[0]

    def _case(self, column: str, named: str, values: Sequence[tuple[str, int]]) -> str:
        said = []
        for n, (value, place) in enumerate(values):
            key = f"{self._mark}{named}{n}"
            self.params[key] = value
            said.append(f"WHEN %({key})s THEN {place}")
        return f"CASE {column} {' '.join(said)} END" if said else ""

    def _segments(self, books: Books) -> list[tuple[str, int]]:
        """Segments as customers spell them, with the place of the policy that claims each. Index customer_segment."""
        claimed = {name: n for n, one in enumerate(self.live) for name in dunning_choice.folded(one.policy)}
        if not claimed:
            return []
        one = "" if self.customer_id is None else " AND id = %(customer)s"
        found = sql.rows(
            f"SELECT DISTINCT segment FROM customer WHERE tenant_id = %(tenant)s AND segment <> ''{one} LIMIT %(most)s",
            {"tenant": books.tenant_id, "customer": self.customer_id, "most": MOST_SEGMENTS},
        )
        return sorted((row[0], claimed[row[0].casefold()]) for row in found if row[0].casefold() in claimed)


@dataclass(frozen=True, slots=True)
class Moved:
    """So many customers who would follow another policy; the first of them by number and name."""

    before: str
    after: str
    count: int
    customers: tuple[tuple[str, str], ...]


def followers(books: Books, live: Sequence[LivePolicy], today: datetime.date) -> dict[str, int]:
    """Policy -> customers that follow it today. One statement."""
    made: dict[str, int] = {one.policy.name: 0 for one in live}
    asked = Following(books, live, today)
    for place, count in sql.rows(_COUNTED.format(place=asked.place, joins=asked.joins), asked.params) if live else ():
        if place != NOBODY:
            made[live[place].policy.name] += int(count)
    return made


def of_policy(books: Books, live: Sequence[LivePolicy], today: datetime.date, name: str) -> list[tuple[int, str]]:
    """Id and number of everybody who follows the policy of that name today."""
    place = next((n for n, one in enumerate(live) if one.policy.name == name), None)
    if place is None:
        return []
    asked = Following(books, live, today)
    found = sql.rows(_FOLLOWING.format(place=asked.place, joins=asked.joins, wanted=place), asked.params)
    return [(row[0], row[1]) for row in found]


def moved(
    books: Books, was: Sequence[LivePolicy], then: Sequence[LivePolicy], today: datetime.date
) -> tuple[Moved, ...]:
    """Whose policy would change with other policies in force, the most first. Two statements."""
    before, after = Following(books, was, today, mark="was_"), Following(books, then, today, mark="then_")
    asked = _BOTH.format(before=before.place, after=after.place, joins=after.joins or before.joins)
    places = {one.policy.name: n for n, one in enumerate(then)}
    stays = [(NOBODY, NOBODY), *((n, places[one.policy.name]) for n, one in enumerate(was))]
    differs = " OR ".join(f"(b.place = {n} AND b.later <> {m})" for n, m in stays)
    given = before.params | after.params | {"most": MOST_MOVED}
    found = sql.rows(f"SELECT b.place, b.later, COUNT(*) FROM ({asked}) b WHERE {differs} GROUP BY 1, 2", given)
    rows = sql.rows(
        f"SELECT b.place, b.later, b.number, b.name FROM ({asked}) b WHERE {differs} ORDER BY b.number LIMIT %(most)s",
        given,
    )
    made = [
        Moved(
            was[place].policy.name if place != NOBODY else "",
            then[later].policy.name if later != NOBODY else "",
            int(count),
            tuple((number, name) for at, to, number, name in rows if (at, to) == (place, later)),
        )
        for place, later, count in found
    ]
    return tuple(sorted(made, key=lambda one: (-one.count, one.before, one.after)))


_KNOWN = (
    "LEFT JOIN dunning_customer k ON k.tenant_id = c.tenant_id AND k.entity_id = %(entity)s AND k.customer_id = c.id "
)
_OTHERS = (
    "SELECT f.customer_id, f.place FROM (SELECT c.id AS customer_id, {place} AS place FROM customer c "
    + _KNOWN
    + "{joins}WHERE c.tenant_id = %(tenant)s{one}) f WHERE f.place <> {standard}"
)
_COUNTED = (
    "SELECT f.place, COUNT(*) FROM (SELECT {place} AS place FROM customer c "
    + _KNOWN
    + "{joins}WHERE c.tenant_id = %(tenant)s AND c.kind = 'customer') f GROUP BY f.place"
)
_FOLLOWING = (
    "SELECT f.id, f.number FROM (SELECT c.id, c.number, {place} AS place FROM customer c "
    + _KNOWN
    + "{joins}WHERE c.tenant_id = %(tenant)s AND c.kind = 'customer') f WHERE f.place = {wanted}"
)
_BOTH = (
    "SELECT c.number, c.name, {before} AS place, {after} AS later FROM customer c "
    + _KNOWN
    + "{joins}WHERE c.tenant_id = %(tenant)s AND c.kind = 'customer'"
)
