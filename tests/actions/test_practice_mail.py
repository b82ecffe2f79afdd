"""The practice company's inbox holds a mail of each kind as soon as it is loaded."""

from __future__ import annotations

import pytest

from quittance.actions import practice_mail
from quittance.reports import books, inbox
from tests import factories

pytestmark = pytest.mark.django_db


def test_late_accounts_and_a_stranger_have_written() -> None:
    context = factories.company()
    collector = factories.member(context, "collector")
    for n in range(6):
        factories.customer(context, f"C-{n}", email=f"ap@c{n}.example")
        early = context.today - (90 + n) * practice_mail.DAY
        factories.invoice(context, f"INV-{n}", "300.00", early, early + 30 * practice_mail.DAY, customer=f"C-{n}")
    assert practice_mail.write(collector) == 6
    rows = inbox.rows(books.of(context))
    kinds = [row.proposes for row in rows]
    assert kinds == [(), ("promise",), ("paid",), ("wrong_contact",), ("away",), ("dispute",)]
    assert [bool(row.customer_number) for row in rows] == [False, *[True] * 5]
    assert practice_mail.write(factories.member(factories.company("Empty Ltd"), "collector")) == 0
