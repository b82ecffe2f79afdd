"""What is held back, to be read: by document, rule and source, cut to what is open."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, holds, plans, promises
from quittance.reports import held_back, holding
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_each_rule_is_told_with_its_document_its_source_and_its_amount() -> None:
    context = factories.company()
    due = context.today - 30 * DAY
    for n in range(1, 5):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV-{n}", "1000.00", due - DAY, due, customer=f"C-{n}")
    promises.take(context, promises.TakePromise("C-1", context.today + DAY, "400.00", ("INV-1",)))
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "100.00"))
    plans.agree(context, plans.AgreePlan("C-2", count=2))
    holds.place(context, holds.PlaceHold("C-3", "Moving house"))
    found = held_back.rows(of(context), context.today)
    assert [(one.document, one.customer_number, one.rule, one.source, one.amount) for one in found] == [
        ("INV-1", "C-1", "dispute", "DSP-0001", 100_00),
        ("INV-1", "C-1", "promise", "PRM-0001", 400_00),
        ("INV-2", "C-2", "plan", "PLN-0001", 1000_00),
        ("INV-3", "C-3", "hold", "Moving house", 1000_00),
    ]
    assert sum(one.amount for one in found) == sum(one.amount for one in holding.of_company(of(context), context.today))
    assert [one.rule for one in held_back.rows(of(context), context.today, "C-2")] == ["plan"]
    assert held_back.told(found[0])["amount"] == "100.00"
