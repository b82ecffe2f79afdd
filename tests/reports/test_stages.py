"""Stages: each invoice is found by how it reached its customer and by what is said about its debt."""

from __future__ import annotations

import datetime

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import deliveries, disputes, links, promises, writeoffs
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.actions.links import MakeLink, ViewLink
from quittance.books import sql
from quittance.reports import documents, stages
from quittance.reports.books import of
from quittance.reports.documents import Wanted
from quittance.rules.refusals import Invalid
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def context(settings: Settings) -> Context:
    """An invoice for every stage."""
    settings.MAIL = "smtp://here"
    made = factories.company()
    factories.customer(made, "C-1", email="ap@bright.example")
    for stage in stages.STAGES:
        factories.invoice(made, stage, "4.00", TODAY - datetime.timedelta(days=3))
    for stage, state in (("queued", "queued"), ("sent", "sent"), ("bounced", "bounced"), ("viewed", "sent")):
        id = deliveries.send(made, SendDocument(stage)).id
        sql.execute("UPDATE delivery SET state = %s WHERE tenant_id = %s AND id = %s", [state, made.tenant_id, id])
    links.view(made, ViewLink(links.make(made, MakeLink("viewed")).id))
    disputes.open_dispute(made, disputes.OpenDispute("disputed", "damage", "4.00"))
    promises.take(made, promises.TakePromise("C-1", TODAY + datetime.timedelta(days=5), documents=("promised",)))
    writeoffs.write_off(made, writeoffs.WriteOff("written-off", "too small to keep"))
    return made


@pytest.mark.parametrize("stage", [one for one in stages.STAGES if one != "not-sent"])
def test_each_stage_finds_its_invoice_alone(context: Context, stage: str) -> None:
    found = documents.find(of(context), Wanted(stage=stage), context.today)
    assert [row.number for row in found.rows] == [stage]
    totals = documents.totals(of(context), Wanted(stage=stage), context.today)
    assert totals is not None and totals.count == 1


def test_what_never_went_out_is_found_in_every_state(context: Context) -> None:
    found = documents.find(of(context), Wanted(stage="not-sent"), context.today)
    assert {row.number for row in found.rows} == {"not-sent", "disputed", "promised", "written-off"}
    late = documents.find(of(context), Wanted(state="overdue", stage="not-sent"), context.today)
    assert {row.number for row in late.rows} == {"not-sent", "disputed", "promised"}
    assert documents.find(of(context), Wanted(state="paid", stage="written-off"), context.today).rows


def test_a_stage_that_there_is_not_is_refused(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        documents.find(of(context), Wanted(stage="lost"), context.today)
    assert refused.value.field == "stage"


def test_each_row_says_the_stages_that_find_it(context: Context) -> None:
    rows = documents.find(of(context), Wanted(limit=100), context.today).rows
    for stage in stages.STAGES:
        found = {row.number for row in documents.find(of(context), Wanted(stage=stage), context.today).rows}
        assert {row.number for row in rows if stage in row.stages} == found, stage
