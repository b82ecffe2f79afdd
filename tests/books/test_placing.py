"""Open items are placed in one statement while they are few, and only from what the plan saw of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions.allocations import ShareInput
from quittance.books import placing, sql
from quittance.reports import books, verify
from quittance.rules.refusals import Conflict
from tests import factories

pytestmark = pytest.mark.django_db
WRITES = ("INSERT INTO open_item", "UPDATE open_item")


def pay(context: Any, count: int, reference: str) -> list[str]:
    """The statements on open items of one payment over so many invoices of 10.00."""
    for n in range(count):
        factories.invoice(context, f"{reference}-{n}", "10.00")
    shares = tuple(ShareInput(f"{reference}-{n}") for n in range(count))
    with CaptureQueriesContext(connection) as seen:
        factories.payment(context, reference, f"{count * 10}.00", allocate="chosen", shares=shares)
    return [one["sql"] for one in seen.captured_queries if one["sql"].startswith(WRITES)]


def stored(context: Any, number: str) -> list[Any]:
    """The row of an invoice's item in the order of the columns."""
    found = sql.row(
        f"SELECT {', '.join(f'i.{name}' for name in placing.COLUMNS)} FROM open_item i JOIN document d "
        "ON d.tenant_id = i.tenant_id AND d.id = i.document_id WHERE i.tenant_id = %s AND d.number = %s",
        [context.tenant_id, number],
    )
    assert found is not None
    return list(found)


def test_new_and_moved_items_share_a_statement_until_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    context = factories.company()
    factories.customer(context)
    assert len(pay(context, 5, "FEW")) == 1
    monkeypatch.setattr(placing, "MOST_PLACED", 5)
    monkeypatch.setattr(placing, "MOST_MOVED", 2)
    assert len(pay(context, 5, "MANY")) == 1 + 3, "the new item, then three times at most two"
    assert verify.run(books.of(context)).differences == ()


@pytest.mark.parametrize("place", [placing.few, placing.many])
@pytest.mark.parametrize(("seen", "seen_base"), [(1, 0), (0, 1)])
def test_an_item_that_has_moved_on_is_a_conflict(place: placing.Place, seen: int, seen_base: int) -> None:
    context = factories.company()
    factories.customer(context)
    for number in ("INV-1", "INV-2"):
        factories.invoice(context, number, "10.00")
    row = stored(context, "INV-1")
    row[placing.COLUMNS.index("allocated")] = 4_00
    row[placing.COLUMNS.index("allocated_base")] = 4_00
    fresh = stored(context, "INV-2")
    fresh[placing.COLUMNS.index("id")] += 10**6
    for rows in ([], [fresh]):
        with pytest.raises(Conflict):
            place(rows, [placing.Moved(row, seen, seen_base)])
    place([], [placing.Moved(row, 0, 0)])
    assert stored(context, "INV-1")[placing.COLUMNS.index("allocated")] == 4_00
