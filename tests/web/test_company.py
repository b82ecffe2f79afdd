"""The company's settings: changed by who may, shown to all, refused with the field at fault."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import audit, books
from tests.web import browse
from tests.web.browse import Person

FIELDS = {"name": "Alder & Reed", "country": "NL", "timezone": "Europe/Amsterdam", "writeoff_limit": "5.00"}


@pytest.mark.django_db
def test_only_what_differs_is_changed_and_said_in_the_event(administrator: Person, company: Context) -> None:
    page = administrator.follow("/settings/", **{**FIELDS, "writeoff_limit": "12.50"})
    assert page.status_code == 200 and "settings are kept" in administrator.last
    event = audit.trail(books.of(company), audit.Filter(verb="entities.edit"))[0]
    assert event.data == {"writeoff_limit": 1250}
    assert books.entity(books.of(company)).writeoff_limit == 1250


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("country", "Holland"),
        ("timezone", "Moon/Sea"),
        ("writeoff_limit", "1,5"),
        ("writeoff_limit", "-1"),
    ],
)
def test_bad_settings_are_refused_at_their_field_and_kept_as_typed(
    administrator: Person, field: str, typed: str
) -> None:
    assert administrator.post("/settings/", **{**FIELDS, field: typed}).status_code == 422
    assert f'href="#f-{field}"' in administrator.last
    administrator.get("/settings/")
    assert 'value="Alder &amp; Reed"' in administrator.last


@pytest.mark.django_db
def test_who_may_not_change_sees_the_card_and_is_refused(clerk: Person) -> None:
    clerk.get("/settings/")
    assert "Largest write-off" in clerk.last and 'name="writeoff_limit"' not in clerk.last
    assert clerk.post("/settings/", **{**FIELDS, "name": "Mine"}).status_code == 403
    clerk.get("/")
    assert "Mine" not in browse.text_of(clerk.last)


@pytest.mark.django_db
def test_the_history_is_shown_to_who_may_see_the_audit_trail(auditor: Person, clerk: Person) -> None:
    auditor.get("/settings/")
    assert "What changed" in auditor.last
    clerk.get("/settings/")
    assert "What changed" not in clerk.last
