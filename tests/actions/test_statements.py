"""Statements by mail: to one, and by plans to everybody who owes something, each day of a plan once."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import customers, dunning, holds, nightly, statements
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.actions.statements import PlanStatements, RunStatements, SendStatement, StatementsRun
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import audit, statement_plans
from quittance.reports import statements_sent as reports
from quittance.reports.books import of
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
JULY = datetime.date(2026, 7, 1)


@pytest.fixture
def context(sink: Sink) -> Context:
    """Three customers who owe something, one who owes nothing."""
    made = factories.company("Delft Tiles")
    for number in ("C-1", "C-2", "C-3", "C-4"):
        factories.customer(made, number, name=f"Harbour {number}", email=f"office@{number.lower()}.example")
    for n, number in enumerate(("C-1", "C-2", "C-3"), start=1):
        factories.invoice(made, f"INV-{n}", f"{n}0.00", TODAY - datetime.timedelta(days=40), customer=number)
    return made


def work() -> None:
    """Let the worker do all that waits."""
    sql.execute("UPDATE job SET run_at = 0 WHERE tenant_id IN (SELECT id FROM tenant)")
    while worker.once():
        continue


def run(context: Context, on: datetime.date) -> StatementsRun:
    """A run on a day."""
    return statements.run(factories.at(context, on), RunStatements())


def states(context: Context) -> list[tuple[str, str, str]]:
    """Number, day of the plan and state of each statement, the first one first."""
    rows = reports.latest(of(context))
    return [(row.customer_number, str(row.period_on or ""), row.state) for row in reversed(rows)]


def test_one_is_sent_on_request_with_its_paper(context: Context, sink: Sink) -> None:
    made = statements.send(context, SendStatement("C-2"))
    assert made.address == "office@c-2.example" and states(context) == [("C-2", "", "queued")]
    work()
    (message,) = sink.messages()
    assert message["Subject"] == "Statement 30 June 2026 from Delft Tiles"
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "statement-C-2.pdf" and pdf.get_content().startswith(b"%PDF")
    assert states(context) == [("C-2", "", "sent")]
    told = audit.trail(of(context), audit.Filter(subject_kind="statement"))
    assert [row.verb for row in told] == ["deliveries.send", "statements.send"]


def test_what_is_empty_or_wrong_is_not_sent(context: Context, sink: Sink, settings: Settings) -> None:
    with pytest.raises(Conflict, match="Nothing is open"):
        statements.send(context, SendStatement("C-4"))
    with pytest.raises(NotFound):
        statements.send(context, SendStatement("C-9"))
    with pytest.raises(Invalid):
        statements.send(context, SendStatement("C-1", since=JULY, until=TODAY))
    settings.MAIL = ""
    with pytest.raises(Conflict, match="QUITTANCE_SMTP_URL"):
        statements.send(context, SendStatement("C-1"))
    assert not states(context) and not sink.taken


def test_a_plan_sends_to_whoever_owes_something_once_however_often_it_runs(context: Context, sink: Sink) -> None:
    made = statements.plan(context, PlanStatements(every="month", on_day=1))
    assert (made.said, made.next_on) == ("every month on day 1", JULY)
    assert run(context, TODAY) == StatementsRun(0, 0, False)
    assert run(context, JULY) == StatementsRun(3, 0, False)
    assert run(context, JULY) == run(context, JULY + datetime.timedelta(days=5)) == StatementsRun(0, 0, False)
    work()
    assert sorted(str(one["To"]) for one in sink.messages()) == [f"office@c-{n}.example" for n in (1, 2, 3)]
    assert {state for _, _, state in states(context)} == {"sent"}


def test_two_workers_that_saw_the_same_send_it_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    statements.plan(context, PlanStatements())
    seen = statement_plans.due(of(context), JULY, 100)
    monkeypatch.setattr(statement_plans, "due", lambda *given: seen)
    assert run(context, JULY).queued == 3 and run(context, JULY).queued == 0
    assert len(states(context)) == 3


def test_after_a_time_in_which_nothing_ran_the_latest_day_counts_and_an_activity_has_no_gap(context: Context) -> None:
    statements.plan(context, PlanStatements(kind="activity"))
    assert run(context, JULY).queued == 3
    assert run(context, datetime.date(2026, 10, 20)).queued == 3
    assert run(context, datetime.date(2026, 10, 21)).queued == 0
    rows = [row for row in reports.latest(of(context)) if row.customer_number == "C-1"]
    assert [(str(row.since), str(row.until)) for row in rows] == [
        ("2026-07-01", "2026-09-30"),
        ("2026-06-01", "2026-06-30"),
    ]


def test_what_became_due_after_the_day_waits_for_the_next_one(context: Context) -> None:
    statements.plan(context, PlanStatements())
    run(context, JULY)
    later = factories.at(context, JULY + datetime.timedelta(days=3))
    factories.invoice(later, "INV-9", "5.00", later.today, customer="C-4")
    assert run(context, later.today).queued == 0 and run(context, datetime.date(2026, 8, 1)).queued == 4


def test_holds_and_opt_outs_hold_back_and_say_so(context: Context, sink: Sink) -> None:
    statements.plan(context, PlanStatements())
    holds.place(context, holds.PlaceHold("C-1", "They asked for time"))
    dunning.set_customer(context, dunning.SetDunning("C-2", opted_out=("email",)))
    customers.edit(context, EditCustomer("C-3", email=""))
    assert run(context, JULY) == StatementsRun(0, 3, False)
    assert {row.customer_number: row.why for row in reports.latest(of(context))} == {
        "C-1": "the account is on hold",
        "C-2": "the customer does not want this channel",
        "C-3": "no address is known",
    }
    work()
    assert not sink.taken


def test_what_is_true_is_read_again_when_it_is_sent(context: Context, sink: Sink) -> None:
    statements.plan(context, PlanStatements())
    run(context, JULY)
    factories.payment(context, "PAY-1", "10.00", customer="C-1", allocate="oldest")
    holds.place(context, holds.PlaceHold("C-2", "They asked for time"))
    work()
    assert [str(one["To"]) for one in sink.messages()] == ["office@c-3.example"]
    assert [(row.customer_number, row.state, row.why) for row in reports.latest(of(context))][::-1] == [
        ("C-1", "held", "It was settled before it was sent."),
        ("C-2", "held", "The account is on hold."),
        ("C-3", "sent", ""),
    ]


def test_a_customers_own_plan_and_one_for_a_group_go_before_the_companys(context: Context) -> None:
    customers.edit(context, EditCustomer("C-2", parent_number="C-1"))
    statements.plan(context, PlanStatements())
    statements.plan(context, PlanStatements("C-1", group=True))
    statements.plan(context, PlanStatements("C-3", every="never"))
    assert run(context, JULY).queued == 1
    assert [(row.customer_number, row.group) for row in reports.latest(of(context))] == [("C-1", True)]
    statements.plan(context, PlanStatements("C-3", every=""))
    assert statement_plans.of_customer(of(context), reports.customer_id(of(context), "C-3"), TODAY) is None
    assert [row.customer_number for row in statement_plans.own(of(context), TODAY)] == ["C-1"]


def test_the_night_asks_for_a_run_only_where_a_plan_holds(context: Context, sink: Sink) -> None:
    def waiting() -> int:
        return len(sql.rows("SELECT 1 FROM job WHERE tenant_id = %s AND name = 'statements.run'", [context.tenant_id]))

    nightly.run({})
    assert waiting() == 0
    statements.plan(replace(context, today=datetime.date(2026, 1, 1)), PlanStatements(every="week", on_day=1))
    nightly.run({})
    nightly.run({})
    assert waiting() == 1
    work()
    nightly.run({})
    work()
    assert len(sink.taken) == 3


def test_without_a_mail_server_everything_waits(context: Context, settings: Settings) -> None:
    statements.plan(context, PlanStatements())
    settings.MAIL = ""
    with pytest.raises(Conflict):
        run(context, JULY)
    assert not states(context)
    settings.MAIL = "smtp://here"
    assert run(context, JULY + datetime.timedelta(days=2)).queued == 3


def test_whoever_only_reads_plans_nothing(context: Context) -> None:
    with pytest.raises(NotAllowed):
        statements.plan(factories.member(context, "auditor"), PlanStatements())
