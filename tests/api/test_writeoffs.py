"""Write-offs through the API: within the limit, with a reason."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_small_balance_is_written_off_and_a_large_one_is_not(api: Api) -> None:
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "3.00")
    factories.invoice(api.context, "INV-2", "300.00")
    made = api.post("/write-offs", {"number": "INV-1", "reason": "rounding"})
    assert (made.status, made.body["amount"]) == (201, "3.00")
    large = api.post("/write-offs", {"number": "INV-2", "reason": "rounding"})
    assert (large.status, large.code) == (409, "limit_exceeded")
    over = api.post("/write-offs", {"number": "INV-2", "amount": "301.00", "reason": "rounding"})
    assert over.code == "overallocated"
    assert api.post("/write-offs", {"number": "INV-1", "reason": "again"}).code == "overallocated"
    assert api.post("/write-offs", {"number": "INV-9", "reason": "x"}).code == "not_found"
    for body, field in (({"number": "INV-2"}, "reason"), ({"number": "INV-2", "reason": " "}, "reason")):
        assert api.post("/write-offs", body).field == field
    assert api.get("/documents/INV-1").body["met"][0]["note"] == "rounding"
