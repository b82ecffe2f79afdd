"""Grades are kept once a day: what changed is written, what did not is not, and an import has them reckoned anew."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import grading, imports, nightly
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, grades
from tests import factories, imported
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Three customers, of whom two have paid."""
    made = factories.company()
    for n, days in ((1, 2), (2, 30)):
        factories.customer(made, f"C-{n}")
        pay(made, f"C-{n}", TODAY - 60 * DAY, days)
    factories.customer(made, "C-3")
    return made


def pay(context: Context, customer: str, due: datetime.date, days: int) -> None:
    """An invoice paid so many days after its due day."""
    name = f"{customer}-{due}"
    factories.invoice(context, name, "100.00", due - 30 * DAY, due, customer=customer)
    factories.payment(context, f"P-{name}", "100.00", due + days * DAY, customer=customer)
    factories.allocate(context, f"P-{name}", (name, "100.00"))


def kept(context: Context) -> list[tuple[object, ...]]:
    """Customer, grade, days late, broken and since when, as they are kept."""
    found = sql.rows(
        "SELECT c.number, g.grade, g.days_late, g.broken, g.since_on FROM payer_grade g JOIN customer c "
        "ON c.tenant_id = g.tenant_id AND c.id = g.customer_id WHERE g.tenant_id = %s AND g.entity_id = %s "
        "ORDER BY c.number",
        [context.tenant_id, context.entity_id],
    )
    return [(*row[:4], sql.day(row[4])) for row in found]


def test_each_night_writes_what_has_changed_and_nothing_else(context: Context) -> None:
    assert grading.keep(context) == 2 and grading.keep(context) == 0
    assert kept(context) == [("C-1", "B", 2, 0, TODAY), ("C-2", "D", 30, 0, TODAY)]
    pay(context, "C-1", TODAY - 20 * DAY, 16)
    pay(context, "C-2", TODAY - 90 * DAY, 24)
    assert grading.keep(context) == 0, "they are of today already"
    tomorrow = factories.at(context, TODAY + DAY)
    assert grading.keep(tomorrow) == 2
    assert kept(context) == [("C-1", "C", 9, 0, TODAY + DAY), ("C-2", "D", 27, 0, TODAY)]
    assert grading.keep(factories.at(context, TODAY + 2 * DAY)) == 0
    assert grading.keep(factories.at(context, TODAY + 500 * DAY)) == 2, "nobody has paid within a year"
    assert [row[1:3] for row in kept(context)] == [("", None), ("", None)]
    assert grading.keep(factories.at(context, TODAY + 501 * DAY)) == 0


def test_the_night_keeps_them_for_every_company(context: Context) -> None:
    other = factories.company("Other Ltd")
    nightly.run({})
    for one in (context, other):
        found = sql.rows("SELECT graded_on FROM grading WHERE tenant_id = %s", [one.tenant_id])
        assert len(found) == 1 and found[0][0] is not None
    assert len(kept(context)) == 2 and kept(other) == []


def test_an_import_of_payments_has_them_reckoned_before_the_next_decision(context: Context) -> None:
    grading.keep(context)
    here = books.of(context)
    imported.clean(context, imported.file("customers", imported.customer("C-9")))
    assert grades.graded(here, TODAY)
    imports.check(context, (imported.file("payments", imported.payment("P-77", "3.00")),))
    assert grades.graded(here, TODAY)
    imported.clean(context, imported.file("payments", imported.payment("P-77", "3.00")))
    assert not grades.graded(here, TODAY)
    assert grading.keep(context) == 0 and grades.graded(here, TODAY)
