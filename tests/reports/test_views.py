"""Saved views: one's own and the shared ones, nobody else's."""

from __future__ import annotations

import pytest

from quittance.actions import views as verbs
from quittance.reports import books, views
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_member_sees_shared_views_first_and_their_own() -> None:
    company = factories.company()
    one, other = factories.member(company, "clerk"), factories.member(company, "clerk")
    verbs.save(one, verbs.SaveView("invoices", "Mine", "state=open"))
    verbs.save(one, verbs.SaveView("invoices", "Zeal", "state=overdue", shared=True))
    verbs.save(one, verbs.SaveView("customers", "Elsewhere", "q=a"))
    mine = views.of_page(books.of(one), "invoices", one.actor.id)
    assert [(view.name, view.query, view.shared) for view in mine] == [
        ("Zeal", "state=overdue", True),
        ("Mine", "state=open", False),
    ]
    assert [view.name for view in views.of_page(books.of(other), "invoices", other.actor.id)] == ["Zeal"]
