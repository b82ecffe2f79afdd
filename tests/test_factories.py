"""The factories reach a state whose books verify."""

from __future__ import annotations

import datetime

import pytest

from quittance.reports import aged, books, verify
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_company_with_an_invoice_half_paid_and_credited_verifies() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 5, 1), datetime.date(2026, 5, 31))
    factories.payment(context, "PAY-1", "60.00")
    factories.allocate(context, "PAY-1", ("INV-1", "50.00"))
    factories.credit_note(context, "CN-1", "5.00")
    factories.allocate(context, "CN-1")
    mine = books.of(context)
    assert verify.run(mine).differences == ()
    found = aged.summary(mine, aged.Question(factories.TODAY))
    assert (found.receivable, found.unapplied, found.buckets[1].amount) == (35_00, -10_00, 45_00)


def test_a_member_has_what_the_roles_allow_and_no_more() -> None:
    clerk = factories.member(factories.company(), "clerk")
    assert "payments.record" in clerk.actor.permissions
    assert "writeoffs.write_off" not in clerk.actor.permissions
    assert (clerk.today, clerk.face) == (factories.TODAY, "web")
