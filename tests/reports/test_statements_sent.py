"""Statements that went out: what each says, and what holds one back that a plan has queued."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import statements
from quittance.actions.statements import PlanStatements, RunStatements, SendStatement
from quittance.reports import statements_sent as reports
from quittance.reports.books import of
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_was_sent_is_told_and_drawn_again(settings: Settings) -> None:
    settings.MAIL = "smtp://here"
    context = factories.company()
    factories.customer(context, email="ap@bright.example")
    factories.invoice(context, "INV-1", "10.00")
    made = statements.send(context, SendStatement("C-1"))
    statements.plan(context, PlanStatements(on_day=30))
    statements.run(context, RunStatements())
    planned, sent = reports.latest(of(context), "C-1")
    assert (sent.id, sent.period_on, sent.state) == (made.id, None, "queued") and planned.period_on == context.today
    assert reports.sheet(of(context), made.id).tables[0].sums[0].value == "10.00"
    factories.payment(context, "PAY-1", "10.00", allocate="oldest")
    assert reports.held_back(of(context), planned.id, context.today) == "settled"
    assert reports.held_back(of(context), sent.id, context.today) == "", "a person wanted it"
    with pytest.raises(NotFound):
        reports.asked(of(context), 5)
