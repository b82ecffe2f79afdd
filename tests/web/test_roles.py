"""Roles: every permission stands in the matrix, changes hold at once, and duties that lie together are named."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.rules import duties
from quittance.web import roles
from tests import factories
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_every_permission_stands_in_the_matrix_under_a_group(clerk: Person) -> None:
    clerk.get("/settings/roles/")
    said = browse.text_of(clerk.last)
    for words in duties.PERMISSIONS.values():
        assert words[0].upper() + words[1:] in said
    assert [one for _, some in roles.groups() for one in some].sort() == list(duties.PERMISSIONS).sort()


@pytest.mark.django_db
def test_a_changed_role_holds_from_the_next_click(administrator: Person, clerk: Person) -> None:
    assert clerk.get("/audit/").status_code == 403
    administrator.follow("/settings/roles/clerk/", permissions=["books.read", "audit.read"])
    assert "The role Clerk is changed" in administrator.last
    assert clerk.get("/audit/").status_code == 200
    assert clerk.get("/settings/roles/clerk/").status_code == 403


@pytest.mark.django_db
def test_an_administrator_cannot_lock_everybody_out(administrator: Person) -> None:
    assert administrator.post("/settings/roles/administrator/", permissions=["books.read"]).status_code == 422
    assert "or nobody could" in administrator.last
    assert administrator.post("/settings/roles/clerk/", permissions=["books.burn"]).status_code == 422
    assert administrator.get("/settings/roles/king/").status_code == 404


@pytest.mark.django_db
def test_duties_that_lie_together_are_named_for_who_keeps_or_checks_them(
    auditor: Person, clerk: Person, company: Context
) -> None:
    factories.member(company, "clerk", "controller")
    auditor.get("/settings/roles/")
    assert "<b>Clerk</b>" in auditor.last and "Record a payment, and record a credit note" in auditor.last
    clerk.get("/settings/roles/")
    assert "For administrators and auditors" in clerk.last and "<b>Clerk</b>" not in clerk.last
