"""List pages: the address read, the page turned, the neighbours named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from quittance.actions.command import Context
from quittance.rules.refusals import Invalid
from quittance.web import lists
from quittance.web.visit import Visit


@dataclass(frozen=True)
class Page:
    """Rows with their neighbours."""

    rows: tuple[int, ...]
    after: str
    before: str


def visit(query: str, **headers: str) -> Visit:
    """A visit of a list with that address; nothing of it looks at the books."""
    request = RequestFactory().get("/", headers=headers)
    request.GET = QueryDict(query)
    return Visit(request, object.__new__(Context))


def test_the_address_is_read_with_its_bounds() -> None:
    asked = lists.asked(visit("q= Acme &state=open&order=-name&page=3&format=xlsx&part=totals"))
    assert (asked.q, asked.state, asked.order, asked.page, asked.form, asked.part) == (
        "Acme",
        "open",
        "-name",
        3,
        "xlsx",
        "totals",
    )
    assert asked.filtered and not lists.asked(visit("order=name")).filtered
    assert lists.asked(visit("page=-4&format=exe&part=x")).page == 1


@pytest.mark.parametrize("query", [f"q={'x' * 201}", "after=a&before=b"])
def test_an_address_that_makes_no_sense_is_refused(query: str) -> None:
    with pytest.raises(Invalid):
        lists.asked(visit(query))


def test_the_page_before_is_asked_for_backwards_and_shown_forwards() -> None:
    back = lists.asked(visit("before=here&page=2"))
    assert back.place("name") == ("-name", "here")
    shown = lists.shown(back, Page((3, 2, 1), "more", "first"), "name")
    assert (shown.rows, shown.after, shown.before) == ((1, 2, 3), "first", "more")
    assert (shown.first, shown.last) == (51, 53)


def test_the_first_page_has_none_before_it() -> None:
    first = lists.shown(lists.asked(visit("")), Page((1, 2), "next", "start"), "-issued")
    assert (first.after, first.before, first.order, first.page) == ("next", "", "-issued", 1)
    second = lists.shown(lists.asked(visit("after=next&page=2")), Page((3,), "", "start"), "-issued")
    assert (second.before, second.after, second.page) == ("start", "", 2)


def test_orders_turn_round() -> None:
    assert lists.turned("-due") == "due" and lists.turned("due") == "-due"


def test_every_row_is_read_page_by_page_up_to_the_bound() -> None:
    pages = {"": Page((1, 2), "b", ""), "b": Page((3, 4), "c", ""), "c": Page((5,), "", "")}
    assert list(lists.every(pages.__getitem__, 10)) == [1, 2, 3, 4, 5]
    assert list(lists.every(pages.__getitem__, 3)) == [1, 2, 3]
