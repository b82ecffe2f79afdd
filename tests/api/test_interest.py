"""Late interest through the API: the same account as elsewhere, notes, terms and rates."""

from __future__ import annotations

import datetime

import pytest

from quittance.jobs import worker
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


def test_a_frozen_rate_and_an_agreed_one_with_the_fixed_amount_are_asked_for(late: Api) -> None:
    made = late.ask("PUT", "/interest/terms", {"pack": "eu", "fixing": "frozen"})
    assert (made.status, made.body["fixing"]) == (200, "frozen")
    shown = late.get("/interest", customer_number="C-1", through="2024-12-31").body
    assert [(one["days"], one["rate"]) for one in shown["rows"][0]["spans"]] == [(335, "12.50")]
    assert late.ask("PUT", "/interest/terms", {"pack": "contract_eu", "rate": "10"}).status == 200
    shown = late.get("/interest", customer_number="C-1", through="2024-12-31").body
    assert shown["totals"] == [{"currency": "EUR", "interest": "917.81", "compensation": "40.00", "total": "957.81"}]
    assert late.ask("PUT", "/interest/terms", {"pack": "eu", "fixing": "thawed"}).status == 422


def test_the_examples_of_the_laws_come_out_to_the_cent(api: Api) -> None:
    """10,000.00 by the directive over a change of its rate, and 12,000.00 by the British act, both paid late."""
    day = datetime.date.fromisoformat
    for number, currency, issued, due, paid, amount in (
        ("EU", "EUR", "2026-01-01", "2026-01-31", "2026-08-15", "10000.00"),
        ("UK", "GBP", "2024-05-01", "2024-05-31", "2024-09-30", "12000.00"),
    ):
        context = factories.at(api.context, day("2026-10-01"))
        factories.customer(context, number, currency=currency)
        given = {"customer": number, "currency": currency}
        rated = given | ({"rate": "1.17"} if currency == "GBP" else {})
        factories.invoice(context, f"INV-{number}", amount, day(issued), day(due), **rated)
        factories.payment(context, f"PAY-{number}", amount, day(paid), **rated)
        factories.allocate(context, f"PAY-{number}", (f"INV-{number}", ""))
        assert api.ask("PUT", "/interest/terms", {"pack": number.lower(), "customer_number": number}).status == 200
    assert (
        api.ask("PUT", "/interest/rates", {"reference": "ecb", "from_on": "2026-07-01", "rate": "2.40"}).status == 200
    )
    europe = api.get("/interest", customer_number="EU", through="2026-10-01").body
    assert [(one["days"], one["rate"], one["interest"]) for one in europe["rows"][0]["spans"]] == [
        (150, "10.15", "417.12"),
        (46, "10.40", "131.07"),
    ]
    assert europe["totals"] == [{"currency": "EUR", "interest": "548.19", "compensation": "40.00", "total": "588.19"}]
    britain = api.get("/interest", customer_number="UK", through="2026-10-01").body
    assert [(one["days"], one["rate"]) for one in britain["rows"][0]["spans"]] == [(122, "13.25")]
    assert britain["totals"] == [{"currency": "GBP", "interest": "531.45", "compensation": "100.00", "total": "631.45"}]
    note = api.post("/interest-notes", {"customer_number": "UK", "rate": "1.17"})
    assert (note.body["currency"], note.body["total"]) == ("GBP", "631.45")


def test_who_owes_interest_is_listed(late: Api) -> None:
    assert late.ask("PUT", "/interest/terms", {"pack": "eu"}).status == 200
    found = late.get("/interest/due", through="2024-06-30").body
    assert (found["count"], found["totals"][0]["total"]) == (1, "557.12")
    assert (found["rows"][0]["customer_number"], found["rows"][0]["provisional"]) == ("C-1", False)


def test_everybody_is_charged_by_a_run(late: Api) -> None:
    assert late.ask("PUT", "/interest/terms", {"pack": "eu"}).status == 200
    assert late.post("/interest/runs", {"through": "2024-06-30", "minimum": "5.00"}).status == 201
    assert late.post("/interest/runs", {}).code == "conflict"
    (run,) = late.get("/interest/runs").body["rows"]
    assert (run["state"], run["notes"], run["sums"]) == ("queued", 0, [])
    while worker.once():
        continue
    (run,) = late.get("/interest/runs").body["rows"]
    assert (run["state"], run["notes"], run["sums"]) == ("done", 1, [{"currency": "EUR", "amount": "557.12"}])


def test_a_note_that_no_longer_holds_is_named_with_what_is_right(late: Api) -> None:
    assert late.ask("PUT", "/interest/terms", {"pack": "contract", "rate": "10"}).status == 200
    note = late.post("/interest-notes", {"customer_number": "C-1", "through": "2024-03-31"})
    assert note.body["total"] == "164.38"
    factories.reverse(late.context, "INV-1")
    (wrong,) = late.get("/interest", customer_number="C-1").body["outdated"]
    assert (wrong["note"], wrong["document"], wrong["charged"], wrong["right"], wrong["reversed"]) == (
        *(note.body["number"], "INV-1", "164.38", "0.00", True),
    )


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
