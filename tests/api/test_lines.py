"""Pieces that several bodies share: lines and shares as the verbs take them, allocations as they are told."""

from __future__ import annotations

import datetime

from quittance.actions.allocations import ShareInput
from quittance.api import lines
from quittance.api.lines import LineGiven, ShareGiven
from quittance.reports.allocations import Met
from quittance.rules.totals import LineInput


def test_lines_and_shares_go_to_the_verbs_with_their_defaults() -> None:
    assert lines.lines([LineGiven(unit_price="3.50")]) == (LineInput("", "1", "3.50", "0"),)
    assert lines.shares([ShareGiven(invoice_number="INV-1"), ShareGiven(invoice_number="INV-2", amount="5")]) == (
        ShareInput("INV-1", ""),
        ShareInput("INV-2", "5"),
    )
    assert (lines.lines(None), lines.shares(None)) == ((), ())


def test_an_allocation_is_told_in_its_currency() -> None:
    day = datetime.date(2026, 6, 30)
    row = Met(1, 2, "payment", "PAY-1", "", 3, "C-1", "Ada", "JPY", 1500, day, 0, "till")
    assert lines.met([row])[0] == {
        "id": 1,
        "kind": "payment",
        "number": "PAY-1",
        "note": "",
        "entry_id": 3,
        "customer_number": "C-1",
        "customer_name": "Ada",
        "currency": "JPY",
        "amount": "1500",
        "effective_on": day,
        "recorded_at": "1970-01-01T00:00:00Z",
        "by": "till",
    }
