"""Saved views: one's own or everybody's, replaced by name, and removed by those they belong to."""

from __future__ import annotations

import pytest

from quittance.actions import identity, views
from quittance.actions.command import Context
from quittance.actions.views import RemoveView, SaveView
from quittance.reports import books
from quittance.reports import views as kept
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Context:
    """A clerk of a fresh company."""
    return factories.member(factories.company(), "clerk")


def shown(context: Context, page: str = "customers") -> list[tuple[str, str, bool]]:
    """Name, query and whether shared, of the views that this person sees."""
    found = kept.of_page(books.of(context), page, context.actor.id)
    return [(one.name, one.query, one.shared) for one in found]


def test_a_view_is_ones_own_unless_shared(clerk: Context) -> None:
    other = factories.member(clerk_company(clerk), "clerk")
    views.save(clerk, SaveView("customers", " Late ", "state=overdue"))
    views.save(clerk, SaveView("customers", "Dutch", "country=NL", shared=True))
    assert sorted(shown(clerk)) == [("Dutch", "country=NL", True), ("Late", "state=overdue", False)]
    assert shown(other) == [("Dutch", "country=NL", True)]
    assert shown(clerk, "invoices") == []


def clerk_company(clerk: Context) -> Context:
    """The operator of the clerk's company."""
    return factories.at(identity.operator(clerk.tenant_id, clerk.entity_id), clerk.today)


def test_the_same_name_on_the_same_page_is_replaced(clerk: Context) -> None:
    first = views.save(clerk, SaveView("customers", "Late", "state=overdue"))
    again = views.save(clerk, SaveView("customers", "Late", "state=overdue&sort=-open"))
    shared = views.save(clerk, SaveView("customers", "Late", "state=open", shared=True))
    assert first.id == again.id != shared.id
    assert sorted(shown(clerk)) == [("Late", "state=open", True), ("Late", "state=overdue&sort=-open", False)]


def test_a_view_is_removed_by_its_owner_or_when_shared(clerk: Context) -> None:
    other = factories.member(clerk_company(clerk), "clerk")
    mine = views.save(clerk, SaveView("customers", "Mine", "a=1"))
    ours = views.save(clerk, SaveView("customers", "Ours", "a=2", shared=True))
    with pytest.raises(NotFound):
        views.remove(other, RemoveView(mine.id))
    assert views.remove(other, RemoveView(ours.id)).name == "Ours"
    assert views.remove(clerk, RemoveView(mine.id)).name == "Mine"
    assert shown(clerk) == []
    with pytest.raises(NotFound):
        views.remove(clerk, RemoveView(mine.id))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (SaveView("journal", "A", "a=1"), "page"),
        (SaveView("customers", "", "a=1"), "name"),
        (SaveView("customers", "x" * 61, "a=1"), "name"),
        (SaveView("customers", "A", "x" * 1001), "query"),
        (SaveView("customers", "A", "a=\x00"), "query"),
    ],
)
def test_a_wrong_view_is_refused_by_its_field(clerk: Context, given: SaveView, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        views.save(clerk, given)
    assert refused.value.field == field


def test_a_page_holds_a_bounded_number_of_views(clerk: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_VIEWS", 2)
    for name in ("A", "B", "A"):
        views.save(clerk, SaveView("customers", name, "a=1"))
    with pytest.raises(Invalid, match="At most 2"):
        views.save(clerk, SaveView("customers", "C", "a=1"))
    assert views.save(clerk, SaveView("invoices", "C", "a=1")).name == "C"


def test_another_company_cannot_remove_a_shared_view(clerk: Context) -> None:
    ours = views.save(clerk, SaveView("customers", "Ours", "a=2", shared=True))
    with pytest.raises(NotFound):
        views.remove(factories.company(), RemoveView(ours.id))
