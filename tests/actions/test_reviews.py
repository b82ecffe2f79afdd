"""Reviews: a drawn piece is scored by somebody else, again when it was wrong, and never by who did it."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, reviews
from quittance.actions.command import Context
from quittance.actions.reviews import ScoreWork
from quittance.reports import books
from quittance.reports import reviews as reports
from quittance.rules.refusals import Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
GOOD = (("facts", "yes"), ("manner", "yes"))


@pytest.fixture
def context() -> Context:
    """A company with a customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


@pytest.fixture
def manager(context: Context) -> Context:
    """A manager who has made a call, beside a collector who has made two."""
    boss = factories.member(context, "credit_manager")
    bo = factories.member(context, "collector")
    activities.log(boss, activities.LogActivity("C-1", "call", "Mine", "reached"))
    for text in ("First", "Second"):
        activities.log(bo, activities.LogActivity("C-1", "call", text, "reached"))
    return boss


def test_work_of_others_is_scored_and_told_by_person(manager: Context) -> None:
    here = books.of(manager)
    theirs = [one for one in reports.sample(here, manager.today) if one.person_id != manager.actor.id]
    made = reviews.score(manager, ScoreWork(theirs[0].id, (*GOOD, ("next", "no")), "No day was agreed"))
    assert (made.person, made.score) == (theirs[0].person, 66)
    reviews.score(manager, ScoreWork(theirs[1].id, GOOD))
    (standard,) = reports.people(here, manager.today - DAY * 30, manager.today)
    assert (standard.reviews, standard.score, standard.noes) == (2, 83, {"next": 1})
    review = reports.piece(here, theirs[0].id).review
    assert review is not None and review.note == "No day was agreed" and review.reviewer == manager.actor.name
    assert reviews.score(manager, ScoreWork(theirs[0].id, GOOD)).score == 100
    assert reports.people(here, manager.today - DAY * 30, manager.today)[0].score == 100, "the last score holds"


def test_nobody_scores_their_own_work_nor_what_was_not_drawn(context: Context, manager: Context) -> None:
    mine = next(one for one in reports.sample(books.of(manager), manager.today) if one.person_id == manager.actor.id)
    with pytest.raises(NotAllowed, match="own work"):
        reviews.score(manager, ScoreWork(mine.id, GOOD))
    other = factories.member(context, "controller")
    assert reviews.score(other, ScoreWork(mine.id, GOOD)).score == 100
    for wrong, error in ((ScoreWork(7, GOOD), NotFound), (ScoreWork(mine.id, (("facts", "no"),)), Invalid)):
        with pytest.raises(error):
            reviews.score(other, wrong)
    with pytest.raises(NotAllowed):
        reviews.score(factories.member(context, "collector"), ScoreWork(mine.id, GOOD))
