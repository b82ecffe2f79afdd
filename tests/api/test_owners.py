"""Whose the overdue accounts are, through the API."""

from __future__ import annotations

import datetime

import pytest

from quittance.reports import activities as reports
from quittance.reports import books
from tests import factories
from tests.api.client import Api
from tests.api.test_worklist import late

__all__ = ["late"]

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_accounts_are_shared_out_and_looked_after_during_absences(late: Api) -> None:
    for _ in range(2):
        factories.member(late.context, "collector")
    (row,) = late.get("/worklist/owners").body["rows"]
    assert (row["name"], row["accounts"], row["overdue"]) == ("", 1, "1000.00")
    made = late.post("/worklist/share-out").body
    assert (made["count"], made["people"], made["left"]) == (1, 1, 0)
    first, second = sorted(email for _, _, email in reports.members(books.of(late.context)))[:2]
    (row,) = late.get("/worklist/owners").body["rows"]
    given = {"person": row["email"], "stand_in": first if row["email"] == second else second}
    until = (late.context.today + DAY).isoformat()
    made = late.post("/worklist/absences", given | {"until_on": until})
    assert (made.status, made.body["from_on"]) == (201, late.context.today.isoformat())
    assert late.get("/worklist", owner=given["stand_in"]).body["count"] == 1
    (away,) = late.get("/worklist/absences").body["rows"]
    assert (away["email"], away["stand_in_email"], away["accounts"]) == (given["person"], given["stand_in"], 1)
    assert late.ask("DELETE", f"/worklist/absences/{away['id']}").status == 200
    assert late.get("/worklist/absences").body["rows"] == []
    assert late.ask("DELETE", f"/worklist/absences/{away['id']}").status == 404


def test_an_absence_that_makes_no_sense_is_refused(late: Api) -> None:
    given = {"person": "a@b.example", "stand_in": "c@d.example", "until_on": "2020-01-01"}
    found = late.post("/worklist/absences", given)
    assert (found.status, found.field) == (422, "until_on")
    until = (late.context.today + DAY).isoformat()
    found = late.post("/worklist/absences", given | {"until_on": until})
    assert (found.status, found.field) == (404, "person")
