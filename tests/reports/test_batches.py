"""Batches as they are told: rows chosen in their order, the latest first, and nothing of another company."""

from __future__ import annotations

import pytest

from quittance.actions import batches
from quittance.actions.batches import StartBatch
from quittance.reports import batches as reports
from quittance.reports import books
from quittance.reports.batches import Filter
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_rows_are_chosen_in_the_order_that_was_given() -> None:
    context, other = factories.company(), factories.company("Other")
    factories.customer(context, "C-1", name="Brightwater")
    first, second = (factories.draft(context, total).id for total in ("1.00", "2.00"))
    here = books.of(context)
    assert [one.total for one in reports.drafts_of(here, [second, first, second])] == [200, 100]
    assert len(reports.every(here, Filter("drafts"), context.today, 1)) == 1
    factories.invoice(context, "INV-1", "3.00")
    assert [one.number for one in reports.every(here, Filter("invoices"), context.today, 9)] == ["INV-1"]
    with pytest.raises(NotFound):
        reports.drafts_of(books.of(other), [first])
    ids = [batches.start(context, StartBatch("issue", (one,))).id for one in (first, second)]
    assert [one.id for one in reports.latest(here)] == ids[::-1] and reports.latest(books.of(other)) == ()
    with pytest.raises(NotFound):
        reports.card(books.of(other), ids[0])
