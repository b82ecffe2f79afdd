"""Recurring invoices at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with an invoice to repeat."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    return context


def test_a_schedule_is_started_run_and_ended(context: Context) -> None:
    made = done("recurring", "start", "INV-1", "--from", "2026-05-31", "--day", "31", "--issue")
    id = made["id"]
    assert made["next_on"] == "2026-05-31"
    assert done("recurring", "run", id)["number"] == "INV-2026-00001"
    assert done("recurring", "pause", id)["state"] == "paused"
    assert done("recurring", "resume", id)["state"] == "active"
    shown = done("recurring", "show", id)
    assert (shown["said"], shown["periods"][0]["on"]) == ("every month on the last day", "2026-05-31")
    assert "Next: " in quittance("recurring", "show", id).out
    assert quittance("recurring", "list", "--format", "csv").rows[0]["id"] == id
    assert done("recurring", "stop", id)["state"] == "ended"
    assert "No schedule here" in quittance("recurring", "list", "--state", "active").out


def test_what_cannot_repeat_is_refused(context: Context) -> None:
    said = quittance("recurring", "start", "INV-1", "--every", "0", "--format", "json")
    assert said.refusal == ("invalid", "every")


def test_a_schedule_is_changed_from_a_day_on(context: Context) -> None:
    id = done("recurring", "start", "INV-1", "--from", "2026-07-01")["id"]
    made = done("recurring", "edit", id, "--from", "2026-08-01", "--line", "Support|1|12|21")
    assert (made["version"], made["total"], made["from_on"]) == (2, "14.52", "2026-08-01")
    shown = done("recurring", "show", id)
    assert [one["total"] for one in shown["days"][:2]] == ["10.00", "14.52"] and shown["version"] == 2
    assert "2026-08-01 14.52" in quittance("recurring", "show", id).out
