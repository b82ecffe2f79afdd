"""One reminder through the API: what it asked for then, and what is open of it now."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes
from quittance.actions.disputes import OpenDispute
from tests import dunned, factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_what_was_asked_stays_as_it_was_beside_what_is_open_now(api: Api) -> None:
    factories.customer(api.context, "C-1", email="c@customer.example", city="Delft")
    due = api.context.today - 11 * DAY
    factories.invoice(api.context, "INV-1", "100.00", due - 30 * DAY, due)
    factories.invoice(api.context, "INV-2", "60.00", due - 30 * DAY, due)
    disputes.open_dispute(api.context, OpenDispute("INV-2", "price", "20.00"))
    dunned.policy(api.context, "10 letter formal fee=5.00")
    dunned.run(api.context)
    (row,) = api.get("/dunning/reminders").body["rows"]
    factories.payment(api.context, "PAY-1", "100.00")
    factories.allocate(api.context, "PAY-1")
    told = api.get(f"/dunning/reminders/{row['id']}").body
    assert {name: told[name] for name in row} == row and told["whole"] is True
    assert [(one["document"], one["open"], one["asked"], one["open_now"]) for one in told["asked"]] == [
        ("INV-1", "100.00", "100.00", "0.00"),
        ("INV-2", "60.00", "40.00", "60.00"),
    ]
    assert told["sums"] == [{"currency": "EUR", "asked": "140.00", "open_now": "60.00"}]
    assert [(one["document"], one["amount"], one["rule"]) for one in told["left_out"]] == [
        ("INV-2", "20.00", "dispute")
    ]
    assert told["fee"] == "5.00" and told["fee_number"] and "€140.00" in told["body"] and told["copies"] == []
    assert api.get("/dunning/reminders/5").code == "not_found"
