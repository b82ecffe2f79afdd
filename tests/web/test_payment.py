"""One payment: what it paid, what is left, where it was moved."""

from __future__ import annotations

import pytest

from quittance.actions import payments as verbs
from quittance.actions import reversals
from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_what_is_left_offers_what_can_be_done_with_it(clerk: Person) -> None:
    assert clerk.get("/payments/PAY-1/").status_code == 200
    said = text_of(clerk.last)
    assert "It has paid nothing yet" in said and "Allocate" in said and "Move" in said
    assert "Pay back" not in said and "Reverse" not in said


def test_what_it_paid_can_be_taken_back(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "150.00"))
    clerk.get("/payments/PAY-1/")
    said = text_of(clerk.last)
    assert "INV-1" in said and "−150.00" in said and "250.00" in said and "Take back" in said


def test_moved_and_refunded_money_is_told(controller: Person, company: Context) -> None:
    factories.customer(company, "C-3", name="Kestrel")
    verbs.move(company, verbs.MovePayment("PAY-1", "C-3", "100.00"))
    verbs.refund(company, verbs.RefundPayment("PAY-1", "50.00"))
    controller.get("/payments/PAY-1/")
    said = text_of(controller.last)
    assert "Moved to" in said and "Kestrel" in said and "Paid back −50.00" in said
    assert "/entries/" in controller.last


def test_a_reversed_payment_says_when_and_offers_nothing(controller: Person, company: Context) -> None:
    reversals.reverse(company, reversals.Reverse("bounced", number="PAY-1"))
    controller.get("/payments/PAY-1/")
    said = text_of(controller.last)
    assert "the money did not stay" in said and "bounced" in said and "Reversed −400.00" in said
    assert "/new/allocation/" not in controller.last and "/reverse/" not in controller.last


def test_an_unknown_reference_is_a_page_that_says_so(clerk: Person) -> None:
    assert clerk.get("/payments/PAY-9/").status_code == 404
