"""Dossiers at the terminal."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from quittance.actions import dossiers
from quittance.actions.command import Context
from quittance.actions.identity import operator
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def company() -> Context:
    """C-1 owes 1,000.00, late, on the day of the machine."""
    context = factories.company()
    factories.customer(context, "C-1")
    here = operator(context.tenant_id, context.entity_id).today
    since, due = (here - 60 * DAY).isoformat(), (here - 30 * DAY).isoformat()
    done("invoice", "add", "C-1", "--total", "1000", "--on", since, "--due", due, "--number", "INV-1")
    return factories.at(context, here)


def test_a_dossier_is_proposed_released_by_another_saved_and_recalled(company: Context, tmp_path: Path) -> None:
    made = done("dossier", "propose", "C-1", "lawyer", "Marsh & Vale", "--for", "INV-1", "--reference", "MV-7")
    assert (made["number"], made["state"], made["principal"]) == ("DOS-0001", "proposed", "1000.00")
    assert quittance("dossier", "release", "DOS-0001", "--format", "json").refusal[0] == "not_allowed"
    manager = factories.at(factories.member(company, "credit_manager"), company.today)
    dossiers.release(manager, dossiers.ReleaseDossier("DOS-0001"))
    cost = done("dossier", "cost", "DOS-0001", "court", "36.00", "--note", "Order for payment")
    assert "36.00 EUR, our own" in quittance("dossier", "show", "DOS-0001").out
    assert done("dossier", "show", "DOS-0001")["costs"][0]["note"] == "Order for payment"
    done("dossier", "uncost", "DOS-0001", str(cost["id"]))
    done("dossier", "save", "DOS-0001", str(tmp_path / "it.zip"))
    assert "invoices/INV-1.pdf" in zipfile.ZipFile(tmp_path / "it.zip").namelist()
    assert done("dossier", "recall", "DOS-0001", "They pay")["state"] == "recalled"
    assert done("dossier", "list") == [] and len(done("dossier", "list", "--state", "all")) == 1


def test_a_dossier_is_closed_with_what_they_collected(company: Context) -> None:
    done("interest", "terms", "contract", "--rate", "10")
    done("dossier", "propose", "C-1", "lawyer", "Marsh & Vale")
    here = operator(company.tenant_id, company.entity_id)
    manager = replace(factories.member(company, "credit_manager"), today=here.today, now=here.now)
    dossiers.release(manager, dossiers.ReleaseDossier("DOS-0001"))
    said = quittance("interest", "show", "C-1").out
    assert "INV-1 lies with Marsh & Vale in DOS-0001: 8.22 EUR is claimed there, not charged here." in said
    done("pay", "400", "C-1", "--reference", "PAY-1", "--to", "INV-1=300.00")
    said = quittance("dossier", "show", "DOS-0001").out
    assert "INV-1: 300.00 EUR by payment PAY-1" in said and "100.00 EUR of credit waits" in said
    closed = done("dossier", "close", "DOS-0001", "Settled", "--collected", company.today.isoformat())
    assert closed["state"] == "closed"
    assert done("dossier", "show", "DOS-0001")["collected_through_on"] == company.today.isoformat()
    assert "No interest that is not charged yet." in quittance("interest", "show", "C-1").out


def test_a_dossier_that_waits_is_dropped(company: Context) -> None:
    done("dossier", "propose", "C-1", "agency", "Collect Ltd")
    assert done("dossier", "list")[0]["receiver"] == "Collect Ltd"
    assert done("dossier", "drop", "DOS-0001", "Too small")["state"] == "dropped"
    assert quittance("dossier", "show", "DOS-9", "--format", "json").refusal == ("not_found", "number")
