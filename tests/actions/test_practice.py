"""The practice company: three believable years through the same import and verbs, clean to the last check."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import practice, practice_files, practice_story
from quittance.books import sql
from quittance.reports import aged, books, verify
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 30)


def test_three_years_are_loaded_and_every_check_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 100  # of 500, as `quittance demo` loads them: every kind of paper and deed is there too
    monkeypatch.setattr(practice_story, "CUSTOMERS", size)
    monkeypatch.setattr(practice_story, "INVOICES", 30 * size)
    customers, invoices = practice_story.CUSTOMERS, practice_story.INVOICES
    seen: list[tuple[int, int]] = []
    loaded = practice.load(factories.noon(DAY), "several quiet words", progress=lambda n, of: seen.append((n, of)))
    assert loaded.customers == customers and loaded.payments > invoices * 2 // 3
    assert abs(loaded.invoices - invoices) < invoices // 10
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


def test_the_same_seed_and_day_tell_the_same_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_story, "CUSTOMERS", 60)
    monkeypatch.setattr(practice_story, "INVOICES", 600)
    one, same = (practice_files.weeks(practice_story.tell(DAY, 1), practice_story.WEEKS) for _ in range(2))
    assert [week.portion(1) for week in one] == [week.portion(1) for week in same]
    other = practice_files.weeks(practice_story.tell(DAY, 2), practice_story.WEEKS)
    assert [week.portion(1) for week in one] != [week.portion(1) for week in other]
