"""Deliveries of a document: the latest first, and none of one that is not there."""

from __future__ import annotations

import pytest

from quittance.actions import deliveries
from quittance.actions.deliveries import SendDocument
from quittance.reports import deliveries as reports
from quittance.reports.books import of
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_latest_delivery_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1.00")
    assert reports.of_document(of(context), "INV-1") == ()
    for n in (1, 2):
        deliveries.send(context, SendDocument("INV-1", f"{n}@a.example"))
    rows = reports.of_document(of(context), "INV-1")
    assert [(one.address, one.state, one.settled_at) for one in rows] == [
        ("2@a.example", "queued", 0),
        ("1@a.example", "queued", 0),
    ]
    with pytest.raises(NotFound):
        reports.of_document(of(context), "INV-9")
