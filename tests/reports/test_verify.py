"""Verify counts what it looked at and what differs, and names a bounded number of differences."""

from __future__ import annotations

import pytest

from quittance.books import sql
from quittance.reports import books, verify
from tests import factories

pytestmark = pytest.mark.django_db


def test_empty_books_are_clean() -> None:
    found = verify.run(books.of(factories.company()))
    assert found.clean
    assert dict(found.checked)["open item: allocated"] == 0


def test_what_was_looked_at_is_counted() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    factories.payment(context, "PAY-1", "10.00", allocate="oldest")
    checked = dict(verify.run(books.of(context)).checked)
    assert checked["open item: allocated"] == 2
    assert checked["document = its open items"] == 1
    assert checked["allocation taken back: exact inverse"] == 1
    assert checked["command: carried out with an event"] == 3


def test_all_differences_are_counted_and_some_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MOST_DIFFERENCES", 3)
    context = factories.company()
    factories.customer(context, "C-1")
    for n in range(5):
        factories.invoice(context, f"INV-{n}", "10.00")
    sql.execute("UPDATE open_item SET touched_on = effective_on WHERE tenant_id = %s", [context.tenant_id])
    found = verify.run(books.of(context))
    assert not found.clean
    assert found.count == 5
    assert [one.check for one in found.differences] == ["open item: days of its allocations"] * 3
    assert found.differences[0].stands == "2026-06-30 / -"
    assert found.differences[0].computed == "- / -"
