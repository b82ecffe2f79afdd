"""Goods of the practice company: told habits of delivery, and large orders that were paid for in part before."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import practice, practice_goods, practice_story
from quittance.books import sql
from quittance.reports import books, deposits, promptness
from tests import factories

DAY = datetime.date(2026, 6, 30)


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A company of a hundred customers."""
    monkeypatch.setattr(practice_story, "CUSTOMERS", 100)
    monkeypatch.setattr(practice_story, "INVOICES", 1_500)


def test_goods_are_delivered_on_working_days_before_the_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    story = practice_story.tell(DAY, 1)
    told = [one for one in story.invoices if one.goods_on]
    assert len(story.invoices) // 2 < len(told) < len(story.invoices)
    assert all(one.goods_on and one.goods_on <= one.on and one.goods_on.weekday() < 5 for one in told)
    whole = [one for one in story.invoices if one.deposit]
    asked = [one for one in story.invoices if one.order and not one.deposit]
    assert len(asked) == len(practice_goods.ORDERS) and not any(one.goods_on for one in asked)
    assert all(one.deposit and one.deposit.order == one.order for one in whole)


@pytest.mark.django_db
def test_deposits_are_drawn_on_kept_and_open_and_promptness_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    loaded = practice.load(factories.noon(DAY), "several quiet words")
    here = books.Books(loaded.tenant_id, loaded.entity_id)
    rows = sql.rows(
        "SELECT d.number FROM deposit p JOIN document d ON d.tenant_id = p.tenant_id AND d.id = p.document_id "
        "WHERE p.tenant_id = %s ORDER BY d.issued_on",
        [here.tenant_id],
    )
    held = [one.deposit for (number,) in rows for one in deposits.by_number(here, [number])]
    states = [(one.paid == one.total, one.drawn == one.total) for one in held]
    assert states == [(True, True)] * 4 + [(True, False), (False, False)]
    found = promptness.of(here, None, None, DAY)
    assert found.whole.count > found.silent > 0 and len(found.months) >= 3
    assert 0 < found.whole.prompt < found.whole.count and found.slowest[0].days >= 8
