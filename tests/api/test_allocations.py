"""Allocations through the API: made, refused beyond what is open, and taken back as their inverse."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_invoices(api: Api) -> None:
    """Two invoices of 10.00 and a payment of 15.00."""
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")
    factories.invoice(api.context, "INV-2", "10.00")
    factories.payment(api.context, "PAY-1", "15.00")


def test_the_oldest_are_met_first_and_taken_back_to_the_cent(api: Api) -> None:
    before = api.get("/aging").body
    made = api.post("/allocations", {"credit": "PAY-1"})
    assert (made.status, made.body["unapplied"]) == (201, "0.00")
    assert [(one["document"], one["amount"]) for one in made.body["allocated"]] == [
        ("INV-1", "10.00"),
        ("INV-2", "5.00"),
    ]
    ids = [one["id"] for one in made.body["allocated"]]
    back = api.post("/allocations/unallocate", {"allocation_ids": ids})
    assert (back.status, [one["open"] for one in back.body["reopened"]]) == (201, ["10.00", "10.00"])
    assert api.get("/aging").body == before
    again = api.post("/allocations/unallocate", {"allocation_ids": ids})
    assert (again.status, again.code) == (409, "already_reversed")


def test_more_than_is_open_on_either_side_is_refused(api: Api) -> None:
    too_much = {"credit": "PAY-1", "shares": [{"invoice_number": "INV-1", "amount": "10.01"}]}
    assert api.post("/allocations", too_much).code == "overallocated"
    twice = {"credit": "PAY-1", "shares": [{"invoice_number": "INV-1"}, {"invoice_number": "INV-1"}]}
    assert api.post("/allocations", twice).code == "invalid"
    assert api.post("/allocations", {"credit": "INV-1"}).code == "not_found"
    assert api.post("/allocations", {"credit": "PAY-1"}).status == 201
    nothing = api.post("/allocations", {"credit": "PAY-1"})
    assert (nothing.status, nothing.code) == (409, "overallocated")
    assert api.get("/verify").body["clean"]


@pytest.mark.parametrize("ids", [[], ["0"], ["x"], [1], ["9" * 19], [["1"]], "1", None, ["1"] * 2_001])
def test_what_is_no_list_of_ids_is_refused(api: Api, ids: object) -> None:
    found = api.post("/allocations/unallocate", {"allocation_ids": ids})
    assert (found.status, found.field.split("[")[0]) == (422, "allocation_ids")


def test_ids_that_name_nothing_are_not_found(api: Api) -> None:
    assert api.post("/allocations/unallocate", {"allocation_ids": ["5"]}).code == "not_found"
