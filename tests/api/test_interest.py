"""Late interest through the API: the same account as elsewhere, notes, terms and rates."""

from __future__ import annotations

import datetime

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(api: Api) -> Api:
    """C-1 owes 10,000.00 since 31 January 2024."""
    factories.customer(api.context, "C-1")
    first, due = datetime.date(2024, 1, 1), datetime.date(2024, 1, 31)
    factories.invoice(api.context, "INV-1", "10000.00", first, due)
    return api


def test_what_is_owed_is_told_charged_and_then_no_more(late: Api) -> None:
    made = late.ask("PUT", "/interest/terms", {"pack": "eu"})
    assert (made.status, made.body["pack"], made.body["grace_days"]) == (200, "eu", 0)
    shown = late.get("/interest", customer_number="C-1", through="2024-06-30").body
    assert shown["totals"] == [{"currency": "EUR", "interest": "517.12", "compensation": "40.00", "total": "557.12"}]
    note = late.post("/interest-notes", {"customer_number": "C-1", "through": "2024-06-30"})
    assert (note.status, note.body["total"]) == (201, "557.12")
    assert late.get(f"/documents/{note.body['number']}").body["kind"] == "interest_note"
    rest = late.get("/interest", customer_number="C-1", through="2024-07-01").body
    assert [row["charged_through"] for row in rest["rows"]] == ["2024-06-30"]


def test_rates_are_added_and_listed(late: Api) -> None:
    made = late.ask("PUT", "/interest/rates", {"reference": "ecb", "from_on": "2026-07-01", "rate": "2.4"})
    assert (made.status, made.body["rate"]) == (200, "2.40")
    rows = late.get("/interest/rates").body["rows"]
    assert rows[-1] == {"reference": "ecb", "from_on": "2026-07-01", "rate": "2.40"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pack": "us"}, "pack"),
        ({"pack": "contract"}, "rate"),
        ({"pack": "contract", "rate": 8}, "rate"),
        ({"pack": "eu", "rate": "8"}, "rate"),
        ({"pack": "eu", "grace_days": 400}, "grace_days"),
        ({"pack": "eu", "customer_number": "C-9"}, "customer"),
        ({"pack": "eu", "who": "me"}, "who"),
    ],
)
def test_terms_that_cannot_be_are_refused(late: Api, body: dict[str, object], field: str) -> None:
    found = late.ask("PUT", "/interest/terms", body)
    assert found.status in (404, 422) and found.field == field


def test_nothing_to_charge_is_said_so(late: Api) -> None:
    late.ask("PUT", "/interest/terms", {"pack": "eu"})
    found = late.post("/interest-notes", {"customer_number": "C-1", "through": "2024-01-31"})
    assert (found.status, found.field) == (422, "through")
