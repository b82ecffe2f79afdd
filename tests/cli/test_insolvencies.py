"""Insolvency at the terminal."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from quittance.actions.identity import operator
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    """C-1 owes 1,000.00, late; the day of the machine."""
    context = factories.company()
    factories.customer(context, "C-1")
    here = operator(context.tenant_id, context.entity_id).today
    since, due = (here - 60 * DAY).isoformat(), (here - 30 * DAY).isoformat()
    done("invoice", "add", "C-1", "--total", "1000", "--on", since, "--due", due, "--number", "INV-1")
    return here


def test_an_insolvency_is_recorded_shown_filed_and_ended(today: datetime.date, tmp_path: Path) -> None:
    opened = (today - 10 * DAY).isoformat()
    made = done("insolvency", "open", "C-1", opened, "Court", "F.16", "--percent", "50")
    assert (made["number"], made["marked"]) == ("INS-0001", "500.00")
    assert done("insolvency", "edit", "INS-0001", "--administrator", "Bo Kim")["administrator"] == "Bo Kim"
    assert done("insolvency", "show", "INS-0001")["claims"][0]["document"] == "INV-1"
    assert "500.00" in quittance("insolvency", "list").out
    done("insolvency", "file", "INS-0001")
    done("insolvency", "save", "INS-0001", str(tmp_path / "it.zip"))
    assert "claims.csv" in zipfile.ZipFile(tmp_path / "it.zip").namelist()
    assert done("insolvency", "end", "INS-0001", "Plan")["ended_on"] == today.isoformat()
    assert done("insolvency", "list") == [] and len(done("insolvency", "list", "--state", "all")) == 1
    assert quittance("insolvency", "list", "--state", "odd", "--format", "json").refusal == ("invalid", "state")
