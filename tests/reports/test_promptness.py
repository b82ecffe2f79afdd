"""Promptness: days from the delivery to the invoice, of what says when it was delivered and stands."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from quittance.reports import promptness
from quittance.reports.books import of
from quittance.rules.refusals import Invalid
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def context() -> Context:
    """Invoices 0, 1, 5 and 10 days after their delivery, and some that do not count."""
    made = factories.company()
    factories.customer(made, "C-1")
    for n, days in enumerate((0, 1, 5, 10)):
        factories.invoice(made, f"INV-{n}", "10.00", ago(30 * (n % 2)), goods_on=ago(30 * (n % 2) + days))
    factories.invoice(made, "INV-OLD", "10.00", ago(90), goods_on=ago(200))
    factories.invoice(made, "INV-SILENT", "10.00")
    factories.invoice(made, "INV-DEPOSIT", "10.00", kind="deposit", goods_on=ago(80))
    factories.invoice(made, "INV-BACK", "10.00", goods_on=ago(50))
    factories.reverse(made, "INV-BACK")
    return made


def test_the_last_ninety_days_are_measured(context: Context) -> None:
    found = promptness.of(of(context), None, None, TODAY)
    whole = found.whole
    assert (whole.since, whole.until, whole.count, whole.days) == (ago(89), TODAY, 4, 16)
    assert (whole.mean_tenths, whole.median, whole.prompt, found.silent) == (40, 3.0, 2, 1)
    assert [(one.number, one.days) for one in found.slowest][:2] == [("INV-3", 10), ("INV-2", 5)]
    assert [(one.since.day, one.count, one.days) for one in found.months] == [(1, 2, 11), (1, 2, 5)]
    assert found.months[-1].until == TODAY


def test_a_span_is_named_and_must_not_end_before_it_begins(context: Context) -> None:
    found = promptness.of(of(context), ago(95), ago(85), TODAY)
    assert (found.whole.count, found.whole.days, found.months[0].since >= ago(95)) == (1, 110, True)
    assert promptness.of(of(context), ago(400), ago(300), TODAY).whole.mean_tenths == 0
    with pytest.raises(Invalid) as refused:
        promptness.of(of(context), TODAY, ago(1), TODAY)
    assert refused.value.field == "since"
