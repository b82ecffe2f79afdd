"""The ZIP of a claim list: the list as PDF and CSV, and the invoice of each claim."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from quittance.actions import insolvencies
from quittance.reports import books, insolvency_file
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_the_list_and_its_invoices_are_in_it_and_the_bytes_stay_the_same() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "50.00", TODAY)
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency("C-1", TODAY - DAY, "Court", "F.1"))
    made = insolvency_file.packed(books.of(context), "INS-0001")
    whole = zipfile.ZipFile(io.BytesIO(made))
    assert whole.namelist()[2:] == ["claims.pdf", "claims.csv", "interest.csv", "invoices/INV-1.pdf"]
    lines = whole.read("claims.csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].endswith(",EUR,100.00,100.00,0.00,0.00,0.00,100.00")
    assert insolvency_file.packed(books.of(context), "INS-0001") == made
