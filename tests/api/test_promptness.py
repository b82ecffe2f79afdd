"""Promptness through the API."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_days_from_delivery_to_invoice_are_told_and_a_wrong_span_is_refused(api: Api) -> None:
    factories.customer(api.context)
    body = {"customer_number": "C-1", "issued_on": "2026-06-30", "total": "1.00", "goods_on": "2026-06-25"}
    number = api.post("/invoices", body).body["number"]
    found = api.get("/promptness").body
    assert (found["invoices"], found["mean_days"], found["silent"]) == (1, "5", 0)
    assert [(one["number"], one["days"]) for one in found["slowest"]] == [(number, 5)]
    assert [one["since"] for one in found["months"]] == ["2026-06-01"]
    assert api.get("/promptness", since="2026-07-01", until="2026-06-01").status == 422
