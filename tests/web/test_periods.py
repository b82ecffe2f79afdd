"""Periods: locked up to a day, unlocked with a reason, with their history."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from quittance.reports import books
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_a_period_is_locked_and_unlocked_with_its_history(controller: Person, company: Context) -> None:
    controller.get("/settings/periods/")
    assert 'value="2026-05-31"' in controller.last and "All open" in controller.last
    controller.follow("/settings/periods/lock/", through="31 May")
    assert "Locked through 31\u00a0May\u00a02026" in controller.last
    controller.follow("/settings/periods/unlock/", reason="A late invoice", back_to="2026-04-30")
    assert books.entity(books.of(company)).locked_through == datetime.date(2026, 4, 30)
    said = browse.text_of(controller.last)
    assert "Unlock a period Today 14:00" in said and "reason A late invoice" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("deed", "fields", "status"),
    [
        ("lock", {"through": "some day"}, 422),
        ("lock", {"through": "2026-12-31"}, 422),
        ("unlock", {"reason": "", "back_to": ""}, 422),
        ("unlock", {"reason": "Why not", "back_to": ""}, 409),
    ],
)
def test_a_lock_that_cannot_be_is_refused_in_its_place(
    controller: Person, deed: str, fields: dict[str, str], status: int
) -> None:
    assert controller.post(f"/settings/periods/{deed}/", **fields).status_code == status
    assert 'id="faults"' in controller.last or deed == "unlock"


@pytest.mark.django_db
def test_who_may_not_lock_sees_the_lock_alone(clerk: Person) -> None:
    clerk.get("/settings/periods/")
    assert "All open" in clerk.last and 'name="through"' not in clerk.last
    assert clerk.post("/settings/periods/lock/", through="2026-05-31").status_code == 403
    assert clerk.post("/settings/periods/unlock/", reason="x").status_code == 403
