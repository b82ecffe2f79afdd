"""What was sent to an address is found by the message's id alone, within its company."""

from __future__ import annotations

import pytest

from quittance.actions import deliveries
from quittance.actions.deliveries import SendDocument
from quittance.reports import books, bounces
from quittance.reports import deliveries as delivered
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_message_is_found_by_its_id_and_an_address_by_whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    context = factories.company()
    factories.customer(context, "C-1", email="a@a.example")
    factories.invoice(context, "INV-1", "1.00")
    deliveries.send(context, SendDocument("INV-1"))
    here = books.of(context)
    (row,) = delivered.of_document(here, "INV-1")
    (sent,) = bounces.sent(here, "b@b.example", row.message)
    assert (sent.kind, sent.number, sent.delivery_id) == ("document", "INV-1", row.id)
    assert [one.kind for one in bounces.sent(here, "a@a.example", "<x@y>")] == [""]
    for message in ("", "<x@y>", f"<{row.id}@elsewhere>", "<99999999999999999999@y>"):
        assert bounces.sent(here, "b@b.example", message) == ()
    assert bounces.stopped(here, sent.customer_id) == () and bounces.to_correct(here) == ()
