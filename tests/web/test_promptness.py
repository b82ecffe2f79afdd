"""The page of promptness: nothing to measure, then figures, months and the slowest."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_a_span_is_told_in_figures_and_by_invoice(auditor: Person, company: Context) -> None:
    auditor.get("/promptness/")
    assert "No delivery to measure from" in text_of(auditor.last)
    goods_on = factories.TODAY - datetime.timedelta(days=4)
    factories.invoice(company, "INV-P", "10.00", goods_on=goods_on)
    auditor.get("/promptness/")
    said = text_of(auditor.last)
    assert "4.0 days" in said and "INV-P" in said and "June 2026" in said
    auditor.get("/invoices/INV-P/")
    assert "invoiced 4 days later" in text_of(auditor.last)
    assert auditor.get("/promptness/?since=tomorrow&until=today").status_code == 400
