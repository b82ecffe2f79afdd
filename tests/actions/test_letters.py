"""Registered post: a letter is logged once, settles its reminder, and is delivered or comes back."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import letters
from quittance.actions.command import Context
from quittance.actions.letters import CorrectLetter, PostLetter, SettleLetter
from quittance.books import sql
from quittance.reports import audit, books, customers, happened
from quittance.reports import letters as reports
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 has a letter that is to be posted."""
    context = factories.company()
    factories.customer(context, "C-1", city="Delft")
    dunned.policy(context, "3 letter formal", "40 call firm")
    factories.invoice(context, "INV-1", "100.00", TODAY - 40 * DAY, TODAY - 10 * DAY)
    dunned.run(context)
    return context


def letter(context: Context) -> int:
    """The id of the only reminder."""
    found = sql.row("SELECT id FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
    assert found is not None
    return int(found[0])


def test_a_letter_goes_to_the_post_and_arrives(context: Context) -> None:
    id = letter(context)
    assert dunned.reminders(context)[0][3] == "to_do"
    made = letters.post(context, PostLetter(id, " RR 123 NL ", "PostNL"))
    assert (made.tracking, made.posted_on, made.state) == ("RR 123 NL", TODAY, "under_way")
    assert dunned.reminders(context)[0][3] == "sent"
    with pytest.raises(Conflict):
        letters.post(context, PostLetter(id, "RR 124 NL"))
    later = factories.at(context, TODAY + 3 * DAY)
    settled = letters.settle(later, SettleLetter(id, "delivered", TODAY + 2 * DAY, "Signed by A. Reed"))
    assert (settled.state, settled.ended_on) == ("delivered", TODAY + 2 * DAY)
    with pytest.raises(Conflict, match="delivered already"):
        letters.settle(later, SettleLetter(id, "returned"))
    (row,) = reports.rows(books.of(context), "delivered", "C-1")
    assert (row.carrier, row.proof) == ("PostNL", "Signed by A. Reed")
    told = [one.verb for one in audit.trail(books.of(context)) if one.outcome == "done"]
    assert told[:2] == ["letters.settle", "letters.post"]


def test_a_slip_in_the_log_is_put_right_and_the_trail_keeps_it(context: Context) -> None:
    id = letter(context)
    with pytest.raises(NotFound, match="not in the log"):
        letters.correct(context, CorrectLetter(id, "Typing error", "RR 2"))
    letters.post(context, PostLetter(id, "RR 1", "PostNL"))
    later = factories.at(context, TODAY + 3 * DAY)
    letters.settle(later, SettleLetter(id, "delivered", TODAY + 2 * DAY, "Signed by A. Reed"))
    made = letters.correct(
        later, CorrectLetter(id, "It came back", "RR 2", state="returned", proof="Not at this address")
    )
    assert (made.tracking, made.state, made.ended_on) == ("RR 2", "returned", TODAY + 2 * DAY)
    under_way = letters.correct(later, CorrectLetter(id, "Another letter", state="under_way", posted_on=TODAY + DAY))
    assert (under_way.state, under_way.ended_on, under_way.posted_on) == ("under_way", None, TODAY + DAY)
    (row,) = reports.rows(books.of(context), "under_way")
    assert (row.carrier, row.proof) == ("PostNL", "")
    said = [one.data for one in audit.trail(books.of(context)) if "tracking" in one.data]
    assert [one["tracking"] for one in said] == ["RR 2", "RR 2", "RR 1", "RR 1"] and said[1]["reason"] == "It came back"
    for wrong, field in (
        (CorrectLetter(id, " "), "reason"),
        (CorrectLetter(id, "x", state="lost"), "state"),
        (CorrectLetter(id, "x", posted_on=TODAY - DAY), "posted_on"),
        (CorrectLetter(id, "x", state="delivered", on=TODAY), "on"),
    ):
        with pytest.raises(Invalid) as caught:
            letters.correct(later, wrong)
        assert caught.value.field == field


def test_a_letter_that_was_posted_already_is_logged_afterwards(context: Context) -> None:
    here = books.of(context)
    letters.post(context, PostLetter(letter(context), "RR1"))
    whose = happened.Whose(customers.id_of(here, "C-1"), "C-1", TODAY - 60 * DAY)
    assert ("post", "RR1", "under_way") in [(one.kind, one.said, one.state) for one in happened.of(here, whose)]


def test_what_is_no_letter_is_refused(context: Context) -> None:
    id = letter(context)
    for data, field in (
        (PostLetter(id, " "), "tracking"),
        (PostLetter(id, "RR1", posted_on=TODAY + DAY), "posted_on"),
        (PostLetter(id, "RR1", posted_on=TODAY - DAY), "posted_on"),
        (PostLetter(id, "RR1", "x" * 101), "carrier"),
    ):
        with pytest.raises(Invalid) as caught:
            letters.post(context, data)
        assert caught.value.field == field
    with pytest.raises(NotFound):
        letters.post(context, PostLetter(5, "RR1"))
    with pytest.raises(NotFound, match="not in the log"):
        letters.settle(context, SettleLetter(id, "delivered"))
    later = factories.at(context, TODAY + 31 * DAY)
    dunned.run(later)
    call = sql.row("SELECT id FROM reminder WHERE tenant_id = %s AND channel = 'call'", [context.tenant_id])
    assert call is not None
    with pytest.raises(Invalid, match="Only letters"):
        letters.post(later, PostLetter(int(call[0]), "RR1"))
