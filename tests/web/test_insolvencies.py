"""Insolvency on screen: recorded, its claims filed, what is marked seen on the customer's page, and ended."""

from __future__ import annotations

import io
import zipfile

import pytest

from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

HERE = "/collect/insolvencies/INS-0001"
PAGE = "/customers/C-1/insolvency/"


@pytest.fixture
def manager(company: Context) -> Person:
    """Records, files and ends."""
    return browse.person(company, "credit_manager")


def test_an_insolvency_is_recorded_filed_and_ended(company: Context, manager: Person, auditor: Person) -> None:
    assert "Record an insolvency" in manager.text("/customers/C-1/")
    assert manager.get(PAGE).status_code == 200
    assert manager.post(PAGE, opened_on="yesterday", court="", reference="1").status_code == 422
    given = {"opened_on": "-10", "court": "Rechtbank Utrecht", "reference": "F.16/26", "percent": "50"}
    manager.follow(PAGE, **given, file_by="+30")
    said = browse.text_of(manager.last)
    assert "To file" in said and "INV-1" in said and "INV-2" not in said.partition("What is known")[0]
    assert manager.post(PAGE, **given).status_code == 409
    seen = manager.text("/customers/C-1/").replace("\u00a0", " ")
    assert "Insolvent" in seen and "50 % marked for provision" in seen and "400.25" in seen
    assert "Rechtbank Utrecht" in auditor.text("/collect/dossiers/")
    assert auditor.get(f"{HERE}/").status_code == 200 and "They are filed" not in auditor.last
    assert auditor.get(PAGE).status_code == 403
    assert manager.post(f"{HERE}/edit/", court="x", reference="1", percent="half").status_code == 422
    manager.follow(
        f"{HERE}/edit/", court="Rechtbank Utrecht", reference="F.16/26", administrator="Bo Kim", percent="80"
    )
    assert "Bo Kim" in browse.text_of(manager.last)
    manager.follow(f"{HERE}/file/", filed_on="today")
    assert manager.post(f"{HERE}/file/").status_code == 409
    names = zipfile.ZipFile(io.BytesIO(manager.get(f"{HERE}/zip/").content)).namelist()
    assert "claims.pdf" in names
    assert manager.post(f"{HERE}/end/", reason="").status_code == 422
    manager.follow(f"{HERE}/end/", reason="Plan confirmed")
    assert (
        "Ended" in browse.text_of(manager.last)
        and "Insolvent" not in manager.text("/customers/C-1/").partition("Open items")[0]
    )
    assert "INS-0001 is over" in manager.text("/customers/C-1/")
    assert auditor.get("/collect/insolvencies/INS-0009/").status_code == 404


def test_a_collector_records_and_does_not_end(company: Context) -> None:
    collector = browse.person(company, "collector")
    collector.follow(PAGE, opened_on="-1", court="Court", reference="1", percent="100")
    assert "End it" not in collector.last
    assert collector.post(f"{HERE}/end/", reason="x").status_code == 403
