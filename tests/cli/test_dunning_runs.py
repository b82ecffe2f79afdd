"""Runs of reminders at the terminal: what went out, what each asked for, and what people say of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import disputes, dunning_runs
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.books import sql
from tests import dunned, factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A company with one invoice that was late on the factories' day."""
    return dunned.late()


def test_preview_run_log_and_letters(context: Context, tmp_path: Path) -> None:
    dunned.policy(context, "3 letter firm approval")
    (row,) = quittance("dunning", "preview", "--format", "csv").rows
    assert (row["customer"], row["channel"], row["amount"]) == ("C-1", "letter", "100.00")
    assert "queued" in quittance("dunning", "run").out
    (run_id,) = sql.row("SELECT id FROM dunning_run WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    dunning_runs.carry_out(context, run_id)
    (waiting,) = quittance("dunning", "log", "--format", "csv").rows
    assert "goes out" in quittance("dunning", "release", waiting["id"]).out
    dunned.send(context)
    assert quittance("dunning", "letters", str(tmp_path / "batch.pdf")).out
    assert (tmp_path / "batch.pdf").read_bytes().startswith(b"%PDF")
    assert "Done for C-1" in quittance("dunning", "finish", waiting["id"]).out
    assert quittance("dunning", "drop", waiting["id"], "--reason", "no", "--format", "json").refusal[0] == "conflict"


def test_a_customer_is_held_and_the_log_says_why(context: Context) -> None:
    dunned.policy(context)
    assert "follows Standard" in quittance("dunning", "customer", "C-1", "--senior", "Ines Roy").out
    assert "on hold" in quittance("hold", "place", "C-1", "Moving").out
    dunned.decide(context)
    (row,) = quittance("dunning", "log", "--held", "--format", "csv").rows
    assert (row["customer"], row["why"]) == ("C-1", "the account is on hold")


def test_a_text_is_answered_and_reported(context: Context, settings: Settings, tmp_path: Path) -> None:
    settings.MESSAGES = f"folder:{tmp_path}"
    dunned.policy(context, "3 sms friendly", from_hour=0, until_hour=24)
    quittance("dunning", "customer", "C-1", "--mobile", "+31 6 12345678")
    dunned.run(context)
    (sent,) = quittance("dunning", "log", "--format", "csv").rows
    assert "delivered" in quittance("dunning", "arrived", sent["id"], "delivered").out
    assert quittance("dunning", "log", "--format", "csv").rows[0]["why"] == "delivered"
    assert "No sms any more" in quittance("dunning", "reply", "+31612345678", "Stop").out


def test_a_reminder_is_shown_with_what_it_asked_for_and_what_is_open_now(context: Context) -> None:
    dunned.policy(context, "3 letter firm fee=5.00")
    factories.invoice(context, "INV-2", "40.00", factories.TODAY - 40 * DAY, factories.TODAY - 10 * DAY)
    disputes.open_dispute(context, OpenDispute("INV-2", "price", "15.00"))
    dunned.run(context)
    (sent,) = quittance("dunning", "log", "--format", "csv").rows
    factories.payment(context, "PAY-1", "100.00")
    factories.allocate(context, "PAY-1")
    rows = quittance("dunning", "show", sent["id"], "--format", "csv").rows
    assert [(row["document"], row["open"], row["asked"], row["open_now"]) for row in rows] == [
        ("INV-1", "100.00", "100.00", "0.00"),
        ("INV-2", "40.00", "25.00", "40.00"),
    ]
    said = quittance("dunning", "show", sent["id"]).out
    assert "In all 125.00 EUR, now 40.00 open." in said and "Left out 15.00 EUR of INV-2: it is disputed." in said
    assert "Fee 5.00 EUR INV-" in said and "INV-1" in said
    told = quittance("dunning", "show", sent["id"], "--format", "json").document
    assert told["sums"] == [{"currency": "EUR", "asked": "125.00", "open_now": "40.00"}]
    assert quittance("dunning", "show", "5", "--format", "json").refusal == ("not_found", "id")


def test_a_run_that_is_under_way_is_stopped(context: Context) -> None:
    dunned.policy(context, "3 call firm")
    assert quittance("dunning", "stop", "--format", "json").refusal == ("conflict", "id")
    dunned.decide(context)
    assert "1 stay unsent until the next run." in quittance("dunning", "stop", "--reason", "Wrong words").out
    (row,) = quittance("dunning", "log", "--format", "csv").rows
    assert (row["state"], row["why"]) == ("held", "its run was stopped before it went")
    assert quittance("dunning", "stop", "5", "--format", "json").refusal == ("not_found", "id")
