"""Number series: without gaps, per kind and year, and past whatever people numbered themselves."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction

from quittance.actions.command import Context
from quittance.books import series
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 30)


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    context = factories.company()
    factories.customer(context, "C-1")
    return context


def taken(context: Context, kind: str, count: int, on: datetime.date = DAY) -> list[str]:
    """So many numbers of a series."""
    return [series.take(context.tenant_id, context.entity_id, kind, on) for _ in range(count)]


def test_each_kind_and_year_counts_by_itself(context: Context) -> None:
    assert taken(context, "invoice", 2) == ["INV-2026-00001", "INV-2026-00002"]
    assert taken(context, "payment", 1) == ["PAY-2026-00001"]
    assert taken(context, "credit_note", 1, datetime.date(2027, 1, 1)) == ["CN-2027-00001"]
    assert taken(context, "invoice", 1) == ["INV-2026-00003"]
    assert taken(factories.company(), "invoice", 1) == ["INV-2026-00001"]


def test_a_number_that_was_not_used_is_given_again(context: Context) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        taken(context, "invoice", 3)
        raise RuntimeError
    assert taken(context, "invoice", 1) == ["INV-2026-00001"]


def test_numbers_that_people_gave_are_passed_and_no_others(context: Context) -> None:
    for number in ("INV-2026-00001", "INV-2026-00002", "INV-2026-00004", "inv-2026-00003", "INV-2026-3"):
        factories.invoice(context, number, "1.00")
    factories.payment(context, "PAY-2026-00001", "1.00")
    assert taken(context, "invoice", 2) == ["INV-2026-00003", "INV-2026-00005"]
    assert taken(context, "payment", 1) == ["PAY-2026-00002"]
    assert taken(context, "credit_note", 1) == ["CN-2026-00001"], "an invoice's number is no credit note's"


def test_a_long_run_of_used_numbers_is_leapt_over(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series, "MOST_STEPS", 3)
    for n in (1, 2, 3, 4, 5, 6, 40, 100_000):
        factories.invoice(context, f"INV-2026-{n:05d}", "1.00")
    for number in ("INV-2026-X", "INV-2026-" + "9" * 40, "INV-2025-99999", "INV-20267"):
        factories.invoice(context, number, "1.00")
    assert taken(context, "invoice", 2) == ["INV-2026-100001", "INV-2026-100002"]


def test_a_series_goes_on_behind_papers_numbered_elsewhere(context: Context) -> None:
    for number in (41, 12):
        series.reach(context.tenant_id, context.entity_id, "invoice-2026", "INV-2026-", number)
    assert taken(context, "invoice", 1) == ["INV-2026-00042"]


def test_more_than_five_digits_are_more_digits(context: Context) -> None:
    series.reach(context.tenant_id, context.entity_id, "invoice-2026", "INV-2026-", 99_998)
    factories.invoice(context, "INV-2026-100000", "1.00")
    assert taken(context, "invoice", 2) == ["INV-2026-99999", "INV-2026-100001"]


def test_customers_are_numbered_from_1001_past_the_ones_there_are(context: Context) -> None:
    factories.customer(context, "C-1002")
    made = [series.take_customer(context.tenant_id, context.entity_id) for _ in range(2)]
    assert made == ["C-1001", "C-1003"]
