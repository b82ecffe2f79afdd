"""The practice company: three believable years through the same import and verbs, clean to the last check."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import practice, practice_story
from quittance.books import sql
from quittance.reports import aged, books, verify
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 30)


def test_three_years_are_loaded_and_every_check_agrees() -> None:
    seen: list[tuple[int, int]] = []
    loaded = practice.load(factories.noon(DAY), "several quiet words", progress=lambda n, of: seen.append((n, of)))
    assert loaded.customers == 500 and 14_000 <= loaded.invoices <= 16_000 and loaded.payments > 10_000
    assert seen[-1][0] == seen[-1][1] == practice_story.WEEKS
    if sql.on_postgresql():
        sql.execute("ANALYZE")  # rows of an open transaction are not counted by themselves
    here = books.Books(loaded.tenant_id, loaded.entity_id)
    found = verify.run(here)
    assert found.differences == ()
    aging = aged.summary(here, aged.Question(DAY))
    assert all(bucket.amount > 0 for bucket in aging.buckets), "something in every bucket"
    assert aging.unapplied < 0 and 0 < aging.overdue < aging.receivable
    assert {*aged.summary(here, aged.Question(DAY, currency="USD")).buckets} != set(), "a second currency"


def test_the_same_seed_and_day_tell_the_same_story() -> None:
    one, same = practice_story.tell(DAY, 1), practice_story.tell(DAY, 1)
    assert [paper.number for paper in one.invoices] == [paper.number for paper in same.invoices]
    assert [paper.total for paper in one.invoices] == [paper.total for paper in same.invoices]
    other = practice_story.tell(DAY, 2)
    assert [paper.total for paper in one.invoices] != [paper.total for paper in other.invoices]
