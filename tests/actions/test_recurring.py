"""Recurring invoices: made once a period, caught up after downtime, paused, ended, and kept when they are refused."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
import time_machine

from quittance.actions import catalogue, closing, drafts, jobs, recurring
from quittance.actions.catalogue import AddItem, EditItem
from quittance.actions.command import Context
from quittance.actions.drafts import RemoveDraft
from quittance.actions.recurring import (
    EditRecurring,
    PauseRecurring,
    RecurringKept,
    ResumeRecurring,
    RunRecurring,
    StartRecurring,
    StopRecurring,
)
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import audit, books, document
from quittance.reports import recurring as reports
from quittance.reports.recurring import ScheduleCard
from quittance.rules.refusals import Changed, Conflict, Invalid, NotAllowed, NotFound
from quittance.rules.totals import LineInput
from tests import factories, killed
from tests.factories import TODAY, line

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def context() -> Context:
    """An issued invoice of 121.00 of April to repeat."""
    context = factories.company()
    factories.customer(context, "C-1", terms="net 30")
    lines = (line("Support", "1", "100", "21"),)
    factories.invoice(context, "INV-1", "", D(2026, 4, 30), lines=lines, purchase_order="PO 7")
    return context


def started(context: Context, start_on: datetime.date = D(2026, 5, 31), **fields: object) -> RecurringKept:
    """A schedule like INV-1, monthly and issued unless said otherwise."""
    given = StartRecurring(start_on, "INV-1", mode="issue")
    return recurring.start(context, replace(given, **fields))  # type: ignore[arg-type]


def work(day: datetime.date) -> int:
    """Let the worker work at noon of that day until nothing is due; how many jobs it carried out."""
    count = 0
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC), tick=False):
        while worker.once():
            count += 1
    return count


def card(context: Context, kept: RecurringKept) -> ScheduleCard:
    """The schedule as it stands."""
    return reports.card(books.of(context), kept.id)


def test_what_is_due_is_made_and_dated_on_its_day(context: Context) -> None:
    kept = started(context)
    assert (kept.total, kept.made, kept.next_on) == ("121.00", 0, D(2026, 5, 31))
    work(TODAY)
    made = card(context, kept).made
    assert [(one.n, one.on, one.number) for one in made] == [
        (2, D(2026, 6, 30), "INV-2026-00002"),
        (1, D(2026, 5, 31), "INV-2026-00001"),
    ]
    paper = document.card(books.of(context), "INV-2026-00002", TODAY)
    assert (paper.row.issued_on, paper.row.due_on, paper.row.purchase_order) == (TODAY, D(2026, 7, 30), "PO 7")
    assert work(TODAY) == 0 and card(context, kept).row.next_on == D(2026, 7, 31)


def test_after_downtime_every_missed_period_is_made_once(context: Context) -> None:
    kept = started(context, D(2026, 7, 1), unit="week", times=6)
    assert work(TODAY) == 0
    work(D(2026, 9, 1))
    made = card(context, kept)
    assert [one.on for one in made.made] == [D(2026, 7, 1) + n * datetime.timedelta(weeks=1) for n in range(5, -1, -1)]
    assert (made.row.state, made.row.next_on, made.ahead) == ("ended", None, ())
    assert work(D(2026, 12, 1)) == 0


def test_the_same_period_is_never_made_twice(context: Context) -> None:
    kept = started(context)
    first = recurring.run(context, RunRecurring(kept.id, 1))
    with pytest.raises(Conflict):
        recurring.run(context, RunRecurring(kept.id, 1))
    keyed = factories.at(context, TODAY, f"recurring:{kept.id}:2")
    assert recurring.run(keyed, RunRecurring(kept.id, 2)) == recurring.run(keyed, RunRecurring(kept.id, 2))
    work(TODAY)
    assert len(card(context, kept).made) == 2 and first.number == "INV-2026-00001"
    with pytest.raises(Conflict, match="2026-07-31"):
        recurring.run(context, RunRecurring(kept.id))


def test_a_draft_is_left_to_be_looked_at_and_may_be_thrown_away(context: Context) -> None:
    kept = started(context, mode="draft")
    made = recurring.run(context, RunRecurring(kept.id))
    assert made.number == "" and drafts.found(context, made.draft_id).content.issued_on is None
    drafts.remove(context, RemoveDraft(made.draft_id))
    assert card(context, kept).made[0].draft_id is None


def test_what_cannot_be_issued_waits_as_a_draft_with_the_reason_and_frees_its_number(context: Context) -> None:
    kept = started(context)
    closing.lock_period(context, closing.LockPeriod(D(2026, 5, 31)))
    work(TODAY)
    second, first = card(context, kept).made
    assert (first.number, "is locked through 2026-05-31" in first.fault) == ("", True)
    assert second.number == "INV-2026-00001", "the refused one left no gap"
    assert first.draft_id is not None
    found = sql.row("SELECT reason FROM draft WHERE tenant_id = %s AND id = %s", [context.tenant_id, first.draft_id])
    assert found is not None and "is locked through" in found[0]


def test_an_item_that_is_no_longer_sold_stops_no_schedule(context: Context) -> None:
    catalogue.add(context, AddItem("ROPE", "Rope", "5"))
    sold = (LineInput("", "2", "", "", item="ROPE"),)
    factories.invoice(context, "INV-2", "", D(2026, 4, 30), lines=sold)
    kept = started(context, number="INV-2")
    catalogue.edit(context, EditItem("ROPE", retired=True))
    work(TODAY)
    assert [(one.number, one.fault) for one in card(context, kept).made] == [
        ("INV-2026-00002", ""),
        ("INV-2026-00001", ""),
    ]


def test_a_paused_schedule_makes_nothing_and_leaves_the_pause_out(context: Context) -> None:
    kept = started(context)
    recurring.pause(context, PauseRecurring(kept.id))
    work(TODAY)
    with pytest.raises(Conflict):
        recurring.run(context, RunRecurring(kept.id))
    resumed = recurring.resume(factories.at(context, D(2026, 9, 15)), ResumeRecurring(kept.id))
    assert (resumed.state, resumed.next_on) == ("active", D(2026, 9, 30))
    work(D(2026, 9, 30))
    assert [one.on for one in card(context, kept).made] == [D(2026, 9, 30)]
    assert recurring.stop(context, StopRecurring(kept.id)).next_on is None
    with pytest.raises(Conflict):
        recurring.resume(context, ResumeRecurring(kept.id))


def test_a_draft_is_repeated_with_its_lines(context: Context) -> None:
    made = factories.draft(context, "", lines=(line("Rent", "1", "900"),))
    kept = started(context, number="", draft_id=made.id, on_day=1)
    assert (kept.total, kept.next_on) == ("900.00", D(2026, 6, 1))


def test_a_schedule_issues_no_more_than_who_started_it_may(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    kept = started(clerk)
    with pytest.raises(NotAllowed):
        recurring.run(factories.member(context, "sales"), RunRecurring(kept.id))
    work(TODAY)
    assert len(card(context, kept).made) == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (StartRecurring(TODAY, "INV-9"), "number"),
        (StartRecurring(TODAY, "CN-1"), "number"),
        (StartRecurring(TODAY, "INV-1", every=0), "every"),
        (StartRecurring(TODAY, "INV-1", mode="send"), "mode"),
        (StartRecurring(D(1900, 1, 1), "INV-1"), "start_on"),
        (StartRecurring(TODAY), "id"),
    ],
)
def test_what_cannot_repeat_is_refused_by_its_field(context: Context, given: StartRecurring, field: str) -> None:
    factories.credit_note(context, "CN-1", "5.00")
    with pytest.raises((Invalid, NotFound)) as refused:
        recurring.start(context, given)
    assert refused.value.field == field


def test_an_empty_draft_does_not_repeat(context: Context) -> None:
    empty = factories.draft(context, "")
    with pytest.raises(Invalid) as refused:
        started(context, number="", draft_id=empty.id)
    assert refused.value.field == "draft_id"
    with pytest.raises(NotFound):
        recurring.pause(factories.company(), PauseRecurring(started(context).id))


def test_a_price_changes_from_a_day_on_and_what_was_made_stays(context: Context) -> None:
    made = started(context)
    recurring.run(context, RunRecurring(made.id, 1))
    card = reports.card(books.of(context), made.id)
    dearer = replace(card.content, lines=(line("Support", "1", "120", "21"),))
    kept = recurring.edit(context, EditRecurring(made.id, 1, dearer, D(2026, 7, 31)))
    assert (kept.version, kept.total, kept.from_on) == (2, "145.20", D(2026, 7, 31))
    card = reports.card(books.of(context), made.id)
    assert [(one.on, one.version, one.total) for one in card.ahead[:3]] == [
        (D(2026, 6, 30), 1, 121_00),
        (D(2026, 7, 31), 2, 145_20),
        (D(2026, 8, 31), 2, 145_20),
    ]
    assert (card.row.total, card.content.lines[0].unit_price, card.version) == (121_00, "100", 2)
    later = factories.at(context, D(2026, 8, 1))
    numbers = [recurring.run(later, RunRecurring(made.id, n)).number for n in (2, 3)]
    totals = [document.card(books.of(context), number, later.today).row.total for number in numbers]
    assert totals == [121_00, 145_20]
    card = reports.card(books.of(context), made.id)
    assert (card.row.total, card.content.lines[0].unit_price) == (145_20, "120")
    assert [(one.version, one.from_on, one.total) for one in card.edits] == [(2, D(2026, 7, 31), 145_20)]


def test_an_edit_holds_from_the_next_period_unless_said_and_the_latest_wins(context: Context) -> None:
    made = started(context)
    content = reports.card(books.of(context), made.id).content
    for version, price in ((1, "200"), (2, "300")):
        recurring.edit(
            context, EditRecurring(made.id, version, replace(content, lines=(line("Support", "1", price, "0"),)))
        )
    card = reports.card(books.of(context), made.id)
    assert (card.version, card.row.total, {one.total for one in card.ahead}) == (3, 300_00, {300_00})
    with pytest.raises(Changed):
        recurring.edit(context, EditRecurring(made.id, 2, content))
    assert reports.card(books.of(context), made.id).version == 3


def test_an_edit_keeps_customer_and_currency_and_comes_to_something(context: Context) -> None:
    made = started(context)
    factories.customer(context, "C-2")
    content = reports.card(books.of(context), made.id).content
    for wrong, field in (
        (replace(content, customer_number="C-2"), "customer_number"),
        (replace(content, currency="USD"), "customer_number"),
        (replace(content, lines=(), total=""), "total"),
    ):
        with pytest.raises(Invalid) as refused:
            recurring.edit(context, EditRecurring(made.id, 1, wrong))
        assert refused.value.field == field
    recurring.stop(context, StopRecurring(made.id))
    with pytest.raises(Conflict, match="ended"):
        recurring.edit(context, EditRecurring(made.id, 1, content))


def test_a_period_whose_workers_die_is_told_and_asked_for_again(context: Context) -> None:
    kept = started(context)
    killed.six_times(context, recurring.JOB)
    (told, *_) = audit.trail(books.of(context), audit.Filter(verb="recurring.run"))
    assert (told.data["n"], told.data["fault"]) == ("1", jobs.STOPPED)
    assert (card(context, kept).row.state, card(context, kept).made) == ("active", ())
    sql.execute("UPDATE job SET run_at = 0 WHERE tenant_id = %s AND state = 'queued'", [context.tenant_id])
    work(TODAY)
    assert [one.n for one in card(context, kept).made] == [2, 1]
