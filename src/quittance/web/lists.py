"""List pages: what the address asks for, which page of it is shown, and the links to the pages around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from quittance.reports.page import Wanted
from quittance.rules.refusals import Invalid
from quittance.web.templatetags.desk import PILLS
from quittance.web.visit import Visit

ROWS = 50
MOST_TYPED = 200
MOST_PAGE = 1_000_000
FORMS = ("csv", "xlsx")
PARTS = ("list", "totals")
"""Pieces of a page that are fetched by themselves: its rows, and the totals of its filter."""

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)


class Found(Protocol[Row_co]):
    """A page of a report."""

    @property
    def rows(self) -> Sequence[Row_co]: ...
    @property
    def after(self) -> str: ...
    @property
    def before(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a list; `order` is as the person named it, "" for the usual one.

    `after` and `before` are places in the list, one of them at most.
    """

    q: str
    state: str
    customer: str
    currency: str
    since: str
    until: str
    order: str
    after: str
    before: str
    page: int
    part: str
    form: str
    stage: str = ""
    segment: str = ""

    @property
    def filtered(self) -> bool:
        """True when anything restricts the list."""
        return any((self.q, self.state, *(getattr(self, name) for name in LABELS)))

    def place(self, usual: str) -> tuple[str, str]:
        """The order to ask the report for and the cursor to start behind: backwards for the page before."""
        order = self.order or usual
        return (turned(order), self.before) if self.before else (order, self.after)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """A page as it is shown; `after` and `before` lead to its neighbours, "" where there is none."""

    rows: tuple[Row, ...]
    after: str
    before: str
    page: int
    order: str
    chips: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def first(self) -> int:
        """Number of the first row, from 1."""
        return (self.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """Number of the last row."""
        return self.first + len(self.rows) - 1


LABELS = {
    "q": "Find",
    "customer": "Customer",
    "currency": "Currency",
    "since": "From",
    "until": "To",
    "stage": "Stage",
    "segment": "Segment",
}


def asked(visit: Visit) -> Asked:
    """The address of a list; raises `Invalid` for one that is too long or names two places."""
    given = visit.request.GET
    typed = {name: given.get(name, "").strip() for name in Asked.__dataclass_fields__ if name not in ("page", "form")}
    for name, value in typed.items():
        if len(value) > MOST_TYPED and name not in ("after", "before"):
            raise Invalid(f"What you look for has {len(value)} characters; {MOST_TYPED} is the most.", field=name)
    if typed["after"] and typed["before"]:
        raise Invalid("This address names two places of the list. Start again from its first page.", field="after")
    form, part = given.get("format", ""), typed.pop("part")
    return Asked(
        **typed,
        page=page_of(given.get("page", "")),
        part=part if part in PARTS else ("list" if visit.wants_part else ""),
        form=form if form in FORMS else "",
    )


def shown(asked: Asked, found: Found[Row], usual: str) -> Shown[Row]:
    """The report's page turned to how it is read, with the ways to its neighbours."""
    rows = tuple(found.rows)
    chips = tuple((name, LABELS[name], getattr(asked, name)) for name in LABELS if getattr(asked, name))
    order = asked.order or usual
    if asked.before:
        return Shown(rows[::-1], found.before, found.after, max(1, asked.page), order, chips)
    behind = found.before if asked.after else ""
    return Shown(rows, found.after, behind, asked.page if asked.after else 1, order, chips)


@dataclass(frozen=True, slots=True)
class Plain:
    """A list without totals and files: its folder of templates, its whole page, its usual order and its states."""

    folder: str
    whole: str
    usual: str
    states: tuple[str, ...]


def plain(visit: Visit, kind: Plain, find: Callable[[Wanted], Found[Row]]) -> HttpResponse:
    """The page of a plain list, or its rows alone."""
    wanted = asked(visit)
    order, after = wanted.place(kind.usual)
    found = find(Wanted(wanted.state, wanted.q, wanted.customer, order, after, ROWS))
    values = {
        "asked": wanted,
        "list": shown(wanted, found, kind.usual),
        "order": wanted.order or kind.usual,
        "states": (("", "All"), *((state, PILLS[state][1]) for state in kind.states)),
    }
    answer = visit.show(f"{kind.folder}/{'list' if wanted.part == 'list' else kind.whole}.html", values)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def turned(order: str) -> str:
    """The opposite order."""
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"


def every(page: Callable[[str], Found[Row]], most: int) -> Iterator[Row]:
    """Rows of `page(after)` from the beginning, one page after the other, at most so many."""
    after, left = "", most
    while left > 0:
        found = page(after)
        yield from found.rows[:left]
        left -= len(found.rows)
        after = found.after
        if not after:
            return


def page_of(text: str) -> int:
    """The number of a page, from 1; 1 for anything else."""
    fits = text.isascii() and text.isdigit() and 0 < len(text) < 8
    return max(1, min(int(text), MOST_PAGE)) if fits else 1
