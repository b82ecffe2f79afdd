"""Dunning runs: one pass decides, what is held is logged with its rule, and nothing happens twice."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers, dossiers, dunning, dunning_runs, holds, insolvencies, jobs
from quittance.actions.command import Context
from quittance.actions.dossiers import CloseDossier, ProposeDossier, ReleaseDossier
from quittance.actions.dunning import SetDunning
from quittance.actions.dunning_runs import DropReminder, FinishReminder, ReleaseReminder, RunDunning
from quittance.actions.holds import PlaceHold
from quittance.actions.insolvencies import OpenInsolvency
from quittance.books import sql
from quittance.reports import books, dunning_log, grades
from quittance.reports import dunning as reports
from quittance.rules import holdout
from quittance.rules.refusals import Conflict, NotFound
from tests import dunned, factories, killed
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """A company with a policy and three customers who can be mailed."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    for n in (1, 2, 3):
        factories.customer(made, f"C-{n}", email=f"c{n}@customer.example", country="NL", city="Delft")
    dunned.policy(made)
    return made


def late(context: Context, number: str, amount: str, days: int, customer: str = "C-1") -> None:
    """An invoice that is so many days late."""
    due = TODAY - DAY * days
    factories.invoice(context, number, amount, due - DAY * 30, due, customer=customer)


def test_everybody_gets_the_latest_step_that_is_reached_and_only_once(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    late(context, "INV-2", "50.00", 4)
    late(context, "INV-3", "70.00", 2, "C-2")
    late(context, "INV-4", "80.00", -4, "C-3")
    assert dunned.run(context)["email"] == 2
    assert dunned.reminders(context) == [
        ("C-1", 15, "email", "sent", 15_000, ""),
        ("C-3", -5, "email", "sent", 8_000, ""),
    ]
    assert [one["To"] for one in sink.messages()] == ["c1@customer.example", "c3@customer.example"]
    dunned.run(context)
    assert len(sink.taken) == 2 and dunned.held(context) == []


def test_steps_that_were_missed_are_not_caught_up_one_by_one(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 31)
    dunned.run(context)
    assert dunned.reminders(context) == [("C-1", 30, "letter", "to_do", 10_000, "")]
    for later in (10, 40):
        dunned.run(factories.at(context, TODAY + DAY * later))
    assert len(dunned.reminders(context)) == 1


def test_exactly_what_is_held_is_left_out_and_its_rule_is_logged(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    late(context, "INV-2", "50.00", 5)
    factories.payment(context, "PAY-1", "120.00")
    dunned.run(context)
    assert dunned.reminders(context) == [("C-1", 3, "email", "sent", 3_000, "")]
    assert dunned.held(context) == [("C-1", "unapplied", False, 12_000)]
    assert "€30.00 for INV-2 was due" in sink.messages()[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_an_account_on_hold_is_logged_and_nothing_goes(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    late(context, "INV-2", "100.00", 16, "C-2")
    late(context, "INV-3", "100.00", 16, "C-3")
    holds.place(context, PlaceHold("C-1", "Moving house", until_on=TODAY))
    insolvencies.open_insolvency(context, OpenInsolvency("C-2", TODAY, "Court", "F.1"))
    dunning.set_customer(context, SetDunning("C-3", opted_out=("email",)))
    assert dunned.run(context)["held"] == {"hold": 2, "opted_out": 1}
    assert [row[:3] for row in dunned.held(context)] == [
        ("C-1", "hold", True),
        ("C-2", "hold", True),
        ("C-3", "opted_out", True),
    ]
    dunned.run(context)
    assert len(dunned.held(context)) == 3 and not sink.taken
    dunned.run(factories.at(context, TODAY + DAY))
    assert [row[0] for row in dunned.reminders(context)] == ["C-1"]


def test_debts_that_lie_with_a_lawyer_are_held_back_until_the_dossier_ends(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    dossiers.propose(context, ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    assert dunned.run(context)["held"] == {"hold": 1}
    assert dunned.held(context) == [("C-1", "hold", True, 10_000)]
    assert dunned.reminders(context) == [] and not sink.taken, "no reminder, and so no fee"
    dossiers.close(context, CloseDossier("DOS-0001", "Nothing to be had"))
    dunned.run(context)
    assert [row[0] for row in dunned.reminders(context)] == ["C-1"]


def test_a_run_keeps_the_grades_that_it_asks_for_and_logs_who_is_of_another(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 4)
    late(context, "INV-2", "100.00", 4, "C-2")
    late(context, "OLD-2", "50.00", 60, "C-2")
    factories.payment(context, "PAY-2", "50.00", TODAY - DAY * 30, customer="C-2")
    factories.allocate(context, "PAY-2", ("OLD-2", "50.00"))
    dunned.policy(context, "3 email friendly risk=CDE")
    assert not grades.graded(books.of(context), TODAY)
    assert dunned.run(context)["held"] == {"grade": 1}
    assert grades.graded(books.of(context), TODAY)
    assert [one[0] for one in dunned.reminders(context)] == ["C-2"]
    assert dunned.held(context) == [("C-1", "grade", True, 10_000)]
    dunned.run(context)
    assert dunned.held(context) == [("C-1", "grade", True, 10_000)], "once a day for each customer, step and rule"


def test_hours_weekends_holidays_pauses_and_small_sums_hold_back(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    dunning.set_customer(context, SetDunning("C-1", time_zone="Pacific/Auckland"))
    assert dunned.run(context)["held"] == {"hours": 1}
    dunning.set_customer(context, SetDunning("C-1", time_zone=""))
    assert dunned.run(factories.at(context, datetime.date(2026, 7, 4)))["held"] == {"closed": 1}
    assert dunned.run(factories.at(context, datetime.date(2026, 12, 25)))["held"] == {}
    late(context, "INV-2", "20.00", 4, "C-2")
    dunned.policy(context, *dunned.PLAIN, minimum="25.00")
    assert dunned.run(context)["held"] == {"small": 1}
    late(context, "INV-3", "100.00", 4, "C-3")
    dunned.run(context)
    late(context, "INV-4", "100.00", 16, "C-3")
    assert dunned.run(factories.at(context, TODAY + DAY))["held"]["pause"] == 1


def test_an_unknown_address_and_a_missing_mail_server_are_told(context: Context) -> None:
    factories.customer(context, "C-9", country="NL", city="Delft")
    late(context, "INV-1", "100.00", 4)
    late(context, "INV-9", "100.00", 4, "C-9")
    assert dunned.run(context)["held"] == {"mail": 1, "address": 1}
    assert dunned.reminders(context) == []


def test_a_step_that_needs_a_word_waits_for_it(context: Context, sink: Sink) -> None:
    dunned.policy(context, "3 email friendly approval", "10 call firm")
    late(context, "INV-1", "100.00", 4)
    late(context, "INV-2", "100.00", 4, "C-2")
    assert dunned.run(context)["waiting"] == 2 and not sink.taken
    first, second = (
        row[0] for row in sql.rows("SELECT id FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
    )
    assert dunning_runs.release(context, ReleaseReminder(first)).state == "queued"
    assert dunning_runs.drop(context, DropReminder(second, "Pays tomorrow")).state == "dropped"
    with pytest.raises(Conflict):
        dunning_runs.release(context, ReleaseReminder(second))
    with pytest.raises(NotFound):
        dunning_runs.release(context, ReleaseReminder(5))
    dunned.send(context)
    assert [row[3] for row in dunned.reminders(context)] == ["sent", "dropped"]
    assert dunned.run(context)["held"] == {"pause": 1}


def test_a_call_is_a_task_until_somebody_has_made_it(context: Context) -> None:
    dunned.policy(context, "3 call friendly")
    late(context, "INV-1", "100.00", 4)
    dunned.run(context)
    (id,) = sql.row("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    assert dunning_runs.finish(context, FinishReminder(id, "Will pay on Friday")).state == "sent"
    with pytest.raises(Conflict):
        dunning_runs.finish(context, FinishReminder(id))


def test_a_run_waits_once_and_is_carried_out_once(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 4)
    first = dunning_runs.ask(context, dunning_runs.RunDunning())
    assert dunning_runs.ask(context, dunning_runs.RunDunning()) == first
    once = dunning_runs.carry_out(context, first.run_id)
    assert dunning_runs.carry_out(context, first.run_id) == once
    assert len(dunned.reminders(context)) == 1
    with pytest.raises(NotFound):
        dunning_runs.carry_out(context, 5)


def test_a_policy_by_hand_only_is_left_out_of_the_runs_of_every_day(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 4)
    dunned.policy(context, by_hand=True)
    assert reports.openings(books.of(context), TODAY) == ()
    daily = dunning_runs.ask(context, RunDunning(by_hand=False))
    mine = dunning_runs.ask(context, RunDunning())
    assert mine != daily, "a run of every day does less than what was asked for"
    assert dunning_runs.ask(context, RunDunning(by_hand=False)) == mine, "one that is asked for by hand does all of it"
    assert dunning_runs.carry_out(context, daily.run_id)["email"] == 0
    assert dunning_runs.carry_out(context, mine.run_id)["email"] == 1


def test_policies_hold_by_name_by_country_and_for_everybody_else(context: Context, sink: Sink) -> None:
    factories.customer(context, "C-4", email="c4@customer.example", country="DE", city="Delft")
    dunned.policy(context, "1 email firm", name="Abroad", standard=False, countries=("DE",))
    dunned.policy(context, "2 call firm", name="Key accounts", standard=False)
    dunning.set_customer(context, SetDunning("C-2", policy="Key accounts"))
    for n, customer in enumerate(("C-1", "C-2", "C-4")):
        late(context, f"INV-{n}", "100.00", 4, customer)
    dunned.run(context)
    assert [row[:3] for row in dunned.reminders(context)] == [
        ("C-1", 3, "email"),
        ("C-2", 2, "call"),
        ("C-4", 1, "email"),
    ]


def test_who_is_held_out_gets_nothing_until_the_days_are_over_and_the_log_says_so(context: Context) -> None:
    dunned.policy(context, "3 call friendly", "20 call firm", holdout=50, holdout_days=10, pause_days=0)
    code = books.entity(books.of(context)).code
    for n in range(8):
        factories.customer(context, f"H-{n}", country="NL", city="Delft")
        late(context, f"H-{n}", "100.00", 5, customer=f"H-{n}")
    out = {f"H-{n}" for n in range(8) if holdout.held_out(50, "", code, "Standard", f"H-{n}")}
    dunned.run(context)
    dunned.run(context)
    assert {row[0] for row in dunned.held(context) if row[1] == "held_out"} == out
    assert {row[0] for row in dunned.reminders(context)} == {f"H-{n}" for n in range(8)} - out
    later = factories.at(context, context.today + 15 * DAY)
    dunned.run(later)
    assert {row[0] for row in dunned.reminders(context) if row[1] == 20} >= out


def test_a_run_whose_workers_die_has_failed_and_the_next_does_not_wait_for_it(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    first = dunning_runs.ask(context, RunDunning())
    killed.six_times(context, dunning_runs.JOB)
    (row,) = dunning_log.runs(books.of(context))
    assert (row.state, row.fault) == ("failed", jobs.STOPPED)
    assert dunning_runs.ask(context, RunDunning()).run_id != first.run_id


def test_reminders_whose_workers_die_have_failed_or_are_doubtful_and_never_wait(context: Context, sink: Sink) -> None:
    late(context, "INV-1", "100.00", 16)
    late(context, "INV-2", "100.00", 16, "C-2")
    dunned.decide(context)
    sql.execute(
        "UPDATE reminder SET state = 'sending' WHERE tenant_id = %s AND customer_id = (SELECT id FROM customer "
        "WHERE tenant_id = %s AND number = 'C-2')",
        [context.tenant_id, context.tenant_id],
    )
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND name <> %s", [context.tenant_id, dunning_runs.SEND_JOB])
    killed.six_times(context, dunning_runs.SEND_JOB)
    assert [row[3] for row in dunned.reminders(context)] == ["failed", "doubtful"] and not sink.taken


def test_a_letter_to_nowhere_is_held_and_goes_once_there_is_an_address(context: Context) -> None:
    factories.customer(context, "C-9", name="Nowhere", country="NL")
    factories.invoice(context, "INV-9", "80.00", TODAY - DAY * 40, TODAY - DAY * 20, customer="C-9")
    dunned.policy(context, "15 letter formal fee=5.00")
    assert dunned.run(context)["held"]["no_postal_address"] == 1
    assert ("C-9", "no_postal_address", True, 8_000) in dunned.held(context)
    assert "C-9" not in [row[0] for row in dunned.reminders(context)]
    customers.edit(context, customers.EditCustomer("C-9", city="Delft"))
    dunned.run(context)
    assert ("C-9", 15, "letter", "to_do", 8_000, "") in dunned.reminders(context)
