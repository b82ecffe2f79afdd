"""Saved views of a list: its filter and order under a name, one's own or everybody's, as tabs above the list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from quittance.actions import views
from quittance.actions.views import PAGES, RemoveView, SaveView
from quittance.reports import views as listed
from quittance.reports.views import SavedView
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

NOT_KEPT = ("after", "before", "page", "part", "format", "sel", "at", "open", "sums")
"""Parts of an address that are no filter."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """The views of a page: `current` is the one whose filter is shown, `query` the filter as it stands.

    `unsaved` when the filter belongs to no view and is not empty; `key` is for the form that saves it.
    """

    page: str
    views: tuple[SavedView, ...]
    current: int
    query: str
    unsaved: bool
    key: str

    @property
    def place(self) -> str:
        """The query of the page that saves this filter."""
        return urlencode({"page": self.page, "query": self.query})


def tabs(visit: Visit, page: str) -> Tabs:
    """The saved views of one of `PAGES` for this person; one statement. Show them with parts/views.html."""
    given = visit.request.GET.copy()
    for name in (*NOT_KEPT, *[name for name, value in given.items() if not value]):
        given.pop(name, None)
    query = given.urlencode()
    member = visit.context.actor.id if visit.context.actor.kind == "user" else 0
    found = listed.of_page(visit.books, page, member)
    current = next((one.id for one in found if one.query == query), 0)
    return Tabs(page, found, current, query, bool(query) and not current, Form(visit).key)


@visit.form("views.save")
def save(visit: Visit) -> HttpResponse:
    """Keep the filter of a list under a name; the form is also a layer on the list."""
    form = Form(visit, {name: visit.request.GET.get(name, "") for name in ("page", "query")})
    if form.sent:
        data = SaveView(form["page"], form["name"], form["query"], form["shared"] == "1")
        made = form.does(views.save, lambda: data)
        if made is not None:
            return visit.go(_back(data.page, data.query), f"The view {made.name} is kept.")
    values = {"form": form, "back": _back(form["page"], form["query"])}
    return visit.show("views/save.html", values, status=form.status)


@visit.deed("views.remove")
def remove(visit: Visit) -> HttpResponse:
    """Take a view away; the list stays as it is."""
    form = Form(visit)
    if not (form["id"].isascii() and form["id"].isdigit() and len(form["id"]) < 20):
        raise Invalid("There is no such view.", field="id")
    made = visit.do(views.remove, RemoveView(int(form["id"])), form.key)
    return visit.go(_back(form["page"], form["query"]), f"The view {made.name} is gone.")


def _back(page: str, query: str) -> str:
    """The list the form stood on; Today when its page is unknown."""
    try:
        address = reverse(page if page in PAGES else "today")
    except NoReverseMatch:
        address = reverse("today")
    return f"{address}?{query}" if query else address
