"""Exchange rates through the API: set for the company's currency, used from their day on."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_rate_holds_from_its_day_on(api: Api) -> None:
    factories.customer(api.context)
    made = api.post("/rates", {"currency": "usd", "on": "2026-06-01", "rate": "0.9125"})
    assert (made.status, made.body["currency"], made.body["base"], made.body["rate"]) == (201, "USD", "EUR", "0.9125")
    factories.invoice(api.context, "INV-1", "100.00", currency="USD")
    assert api.get("/documents/INV-1").body["base_total"] == "91.25"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"currency": "EUR"}, "currency"),
        ({"currency": "QQQ"}, "currency"),
        ({"rate": 0.9}, "rate"),
        ({"rate": "0"}, "rate"),
        ({"rate": "0.12345678"}, "rate"),
        ({"on": "soon"}, "on"),
        ({"base": "EUR"}, "base"),
    ],
)
def test_what_is_no_rate_is_refused(api: Api, change: dict[str, object], field: str) -> None:
    found = api.post("/rates", {"currency": "USD", "on": "2026-06-01", "rate": "0.9", **change})
    assert (found.status, found.field) == (422, field)
