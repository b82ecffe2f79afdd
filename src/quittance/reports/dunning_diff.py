"""What a version of a policy would change if it held now: who is reminded by it, who no longer, and who otherwise."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.reports import dunning, dunning_following, dunning_preview
from quittance.reports.books import Books
from quittance.reports.dunning import LivePolicy, PolicyVersion
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_following import Moved
from quittance.reports.dunning_preview import PreviewRow
from quittance.rules import dunning_choice, money
from quittance.rules.refusals import NotFound

STARTS, STOPS, OTHERWISE = "starts", "stops", "otherwise"
KINDS = {STARTS: "reminded by it", STOPS: "no longer reminded", OTHERWISE: "reminded otherwise"}


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One customer for whom something changes: `kind` is of `KINDS`, `why` tells in words what makes the change.

    `before` and `after` are what would happen now by the policies in force and with the version; None where no step
    is reached.
    """

    customer_number: str
    customer_name: str
    kind: str
    before: PreviewRow | None
    after: PreviewRow | None
    why: str

    @property
    def base(self) -> int:
        """What is asked for in base minor units: with the version, or what no longer is."""
        row = self.after if self.kind != STOPS else self.before
        return row.base if row else 0


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes, the largest first: `same` are reminded as before, `fees` in base minor units before and after.

    `moved` tells whose policy changes, whether or not anything is due to them now.
    """

    version: PolicyVersion
    rows: tuple[DiffRow, ...]
    same: int
    fees: tuple[int, int]
    moved: tuple[Moved, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Customers of each kind of change."""
        found = Counter(one.kind for one in self.rows)
        return tuple((kind, found[kind]) for kind in KINDS)

    @property
    def sentence(self) -> str:
        """Such as 12 reminded by it, 3 no longer reminded, 5 reminded otherwise; 40 as before."""
        said = ", ".join(f"{count:,} {KINDS[kind]}" for kind, count in self.counts)
        return f"{said}; {self.same:,} as before."


def of_version(books: Books, name: str, number: int, today: datetime.date, moment: int) -> Diff:
    """What would change now by the version of that number, 0 the latest.

    Raises `NotFound`, or `Conflict` for a version that cannot be adopted.
    Both decisions are those of a run at this moment: two passes over what is open, however many customers there are.
    """
    if not name:
        raise NotFound("Name a dunning policy.", field="name")
    latest = next(iter(dunning.versions(books, name)), None)
    chosen = dunning.version(books, name, number or (latest.version if latest else 0))
    live = dunning.live(books)
    then = as_if(live, chosen)
    at = Moment(today, moment)
    before = {one.customer_id: one for one in dunning_preview.rows(books, at, live)}
    after = {one.customer_id: one for one in dunning_preview.rows(books, at, then)}
    rows = []
    same = 0
    for id in before.keys() | after.keys():
        old, new = before.get(id), after.get(id)
        kind = _kind(old, new)
        if kind:
            known = new or old
            assert known is not None
            rows.append(DiffRow(known.customer_number, known.customer_name, kind, old, new, _why(kind, old, new)))
        elif new is not None and new.goes:
            same += 1
    order = list(KINDS)
    rows.sort(key=lambda one: (order.index(one.kind), -one.base, one.customer_number))
    fees = tuple(sum(one.fee for one in some.values() if one.goes) for some in (before, after))
    moved = dunning_following.moved(books, live, then, today)
    return Diff(chosen, tuple(rows), same, (fees[0], fees[1]), moved)


def as_if(live: Sequence[LivePolicy], chosen: PolicyVersion) -> tuple[LivePolicy, ...]:
    """The policies in force with the version among them; raises `Conflict` where it could not be adopted."""
    dunning_choice.check(chosen.policy, (one.policy for one in live))
    others = [one for one in live if one.policy.name != chosen.name]
    made = LivePolicy(chosen.id, chosen.version, None, chosen.policy)
    ordered = sorted([*others, made], key=lambda one: one.policy.name)
    return tuple(sorted(ordered, key=lambda one: one.policy.standard))


def told(made: Diff, base: str) -> dict[str, Any]:
    """The changes as plain values: what every machine is told."""
    return {
        "name": made.version.name,
        "version": made.version.version,
        "currency": base,
        "counts": dict(made.counts),
        "same": made.same,
        "fees_before": money.write(made.fees[0], base),
        "fees_after": money.write(made.fees[1], base),
        "moved": [
            {"before": one.before, "after": one.after, "count": one.count, "customers": [n for n, _ in one.customers]}
            for one in made.moved
        ],
        "rows": [
            {
                "customer": one.customer_number,
                "name": one.customer_name,
                "change": one.kind,
                "why": one.why,
                "before": dunning_preview.told_row(one.before, base) if one.before else None,
                "after": dunning_preview.told_row(one.after, base) if one.after else None,
            }
            for one in made.rows
        ],
    }


def _kind(old: PreviewRow | None, new: PreviewRow | None) -> str:
    """How it changes, "" for not at all: nothing goes out before and after, or the same does."""
    goes = (old is not None and old.goes, new is not None and new.goes)
    if goes == (False, True):
        return STARTS
    if goes == (True, False):
        return STOPS
    return OTHERWISE if goes == (True, True) and _sent(old) != _sent(new) else ""


def _sent(row: PreviewRow | None) -> tuple[object, ...]:
    """What the customer, or whoever is brought in, would notice of it."""
    if row is None:
        return ()
    return (row.channel, row.tone, row.fee, row.base, row.approval, row.ours, row.copies)


def _why(kind: str, old: PreviewRow | None, new: PreviewRow | None) -> str:
    if kind == STARTS:
        return "it has reached a step" if old is None else f"before: {old.why}"
    if kind == STOPS:
        return "it has reached no step" if new is None else new.why
    if old is not None and new is not None and old.policy != new.policy:
        return f"it follows {new.policy}"
    return "the step is another"
