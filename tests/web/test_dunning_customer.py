"""One customer's reminders on screen: set, put on hold and let go by who may."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, disputes
from quittance.reports import dunning as reports
from tests import dunned
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

PAGE = "/customers/C-1/reminders/"


@pytest.fixture
def manager(company: Context) -> Person:
    """Sets, places and lifts."""
    return browse.person(company, "credit_manager")


def test_how_one_is_reminded_is_set_by_who_may(company: Context, manager: Person, auditor: Person) -> None:
    dunned.policy(company)
    manager.follow(PAGE, opted_out=["call"], senior_name="Ines Roy")
    known = reports.customer(books.of(company), "C-1", company.today)
    assert (known.opted_out, known.senior_name) == (("call",), "Ines Roy")
    assert manager.post(PAGE, time_zone="Mars").status_code == 422
    assert auditor.get(PAGE).status_code == 200 and "Nothing is on hold" in auditor.last
    assert auditor.post(PAGE, senior_name="").status_code == 403
    assert auditor.get("/customers/C-9/reminders/").status_code == 404


def test_a_hold_is_placed_and_lifted_there_like_everywhere(company: Context, manager: Person, auditor: Person) -> None:
    assert manager.post(PAGE, do="hold", reason="").status_code == 422
    manager.follow(PAGE, do="hold", reason="Moving house", until_on="+9")
    (held,) = disputes.holds(books.of(company), company.today, "C-1")
    assert "on hold until" in browse.text_of(manager.last) and held.reason == "Moving house"
    assert "Moving house" in manager.text("/collect/promises/") and "Moving house" in auditor.text(PAGE)
    assert auditor.post(PAGE, do="hold", reason="x").status_code == 403
    assert manager.post(PAGE, do="lift", id="x").status_code in (404, 422)
    manager.follow(PAGE, do="lift", id=str(held.id))
    assert disputes.holds(books.of(company), company.today) == ()
