"""Statements by mail at the terminal: sent, planned, run and listed."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_statements_are_planned_run_and_listed(settings: Settings) -> None:
    context = factories.company()
    factories.customer(context, "C-1", email="ap@bright.example")
    factories.invoice(context, "INV-1", "10.00")
    assert quittance("statements", "run", "--format", "json").refusal == ("conflict", "")
    settings.MAIL = "smtp://here"
    assert "every day" not in quittance("statements", "plans").out
    assert done("statements", "plan", "month", "--day", "31")["said"] == "every month on the last day"
    assert done("statements", "plan", "quarter", "--customer", "C-1", "--activity", "--group")["next_on"]
    company, own = done("statements", "plans")
    assert (company["customer"], own["customer"], own["kind"], own["group"]) == ("", "C-1", "activity", True)
    assert "as the company has it" in quittance("statements", "plan", "--customer", "C-1").out
    assert "held back" in quittance("statements", "run").out
    assert done("statements", "send", "C-1", "--to", "else@bright.example")["address"] == "else@bright.example"
    row = done("statements", "sent", "--customer", "C-1")[0]
    assert (row["state"], row["address"], row["kind"]) == ("queued", "else@bright.example", "open_item")
    assert quittance("statements", "plan", "hourly", "--format", "json").refusal == ("invalid", "every")
