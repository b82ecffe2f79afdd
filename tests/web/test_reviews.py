"""Reviews on screen: the week's sample, a piece scored by who may, and shown to whose work it is."""

from __future__ import annotations

import pytest

from quittance.actions import activities, promises
from quittance.actions.command import Context
from quittance.reports import books, reviews
from quittance.web import shown
from tests.web import browse
from tests.web.browse import Person
from tests.web.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(company: Context) -> Person:
    """Reviews the work of others."""
    return browse.person(company, "credit_manager")


@pytest.fixture
def collector(company: Context) -> Person:
    """Has made a call."""
    made = browse.person(company, "collector")
    call = activities.LogActivity("C-1", "call", "Pays on Friday", "no_answer", "Ada")
    activities.log(made.context, call)
    return made


def test_a_piece_is_scored_by_another_and_its_person_reads_it(
    company: Context, manager: Person, collector: Person
) -> None:
    week = f"?week={company.today.isoformat()}"
    assert "Nothing was drawn" in manager.text("/collect/quality/?week=2020-01-01")
    said = manager.text(f"/collect/quality/{week}")
    assert "Pays on Friday" in said and "to review" in said and "Nothing was reviewed yet" in said
    (one,) = reviews.sample(books.of(company), company.today)
    page = f"/collect/quality/{one.id}/"
    assert "Somebody else reviews your work" in collector.text(page)
    said = manager.text(page)
    assert "Knew what is owed" in said and "Ada" in said and "no answer" in said
    assert collector.post(page, facts="yes").status_code == 403
    wrong = manager.post(page, facts="no", manner="yes", note="")
    assert wrong.status_code == 422
    manager.follow(page, facts="no", manner="yes", next="none", record="none", limits="none", note="No figures")
    assert "50 %" in browse.text_of(manager.last) and "1 no: knew what is owed" in browse.text_of(manager.last)
    said = collector.text(page)
    assert "No figures" in said and "50 %" in said
    assert manager.get("/collect/quality/7/").status_code == 404


def test_a_promise_is_shown_as_people_read_it(company: Context, manager: Person, collector: Person) -> None:
    on = company.today + DAY
    promises.take(collector.context, promises.TakePromise("C-1", on, "50.00", ("INV-1",), said_by="Ada"))
    words = f"€50.00 by {shown.day(on)}".replace("\u00a0", " ")
    assert words in manager.text(f"/collect/quality/?week={company.today.isoformat()}")
    one = reviews.sample(books.of(company), company.today)[1]
    said = manager.text(f"/collect/quality/{one.id}/")
    assert "€50.00" in said and "EUR" not in said and "PRM-0001" in said


def test_a_week_that_makes_no_sense_is_the_one_that_is_over(manager: Person) -> None:
    assert "Nothing was drawn" in manager.text("/collect/quality/?week=soon")
