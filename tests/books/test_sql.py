"""One statement at a time: rows with types, days on both databases, and text that no database takes refused."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import audit, books, customers, statement
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    context = factories.company()
    factories.customer(context, "C-1")
    return context


def test_a_day_comes_back_as_a_day_and_nothing_as_nothing(context: Context) -> None:
    factories.invoice(context, "INV-1", "1.00", datetime.date(2026, 2, 28), datetime.date(2026, 3, 30))
    found = sql.row("SELECT issued_on, due_on FROM document WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    assert [sql.day(one) for one in found] == [datetime.date(2026, 2, 28), datetime.date(2026, 3, 30)]
    empty = sql.row("SELECT touched_on FROM open_item WHERE tenant_id = %s", [context.tenant_id])
    assert empty is not None and sql.day_or_none(empty[0]) is None


def test_named_and_counted_parameters_find_the_same(context: Context) -> None:
    named = sql.rows("SELECT number FROM customer WHERE tenant_id = %(tenant)s", {"tenant": context.tenant_id})
    assert sorted(named) == sorted(sql.rows("SELECT number FROM customer WHERE tenant_id = %s", [context.tenant_id]))
    assert sql.row("SELECT 1 FROM customer WHERE tenant_id = %s AND number = %s", [context.tenant_id, "C-9"]) is None


def test_rows_are_streamed_in_chunks(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "CHUNK_ROWS", 2)
    for n in range(2, 7):
        factories.customer(context, f"C-{n}")
    statement_text = "SELECT number FROM customer WHERE tenant_id = %s AND kind = 'customer' ORDER BY number"
    assert [row[0] for row in sql.stream(statement_text, [context.tenant_id])] == [f"C-{n}" for n in range(1, 7)]


def test_many_rows_go_in_by_few_statements(context: Context) -> None:
    columns = ["tenant_id", "id", "customer_id", "name", "email", "phone", "duty", "main"]
    mine = books.of(context)
    customer_id = customers.id_of(mine, "C-1")
    values = [[context.tenant_id, n, customer_id, f"P-{n:04d}", "", "", "", False] for n in range(1, 2_501)]
    sql.insert("contact", columns, values)
    assert [one.name for one in customers.contacts(mine, customer_id)] == [row[3] for row in values]
    again = [*values[:3], [context.tenant_id, 9_999, customer_id, "New", "", "", "", True]]
    assert sql.insert_new("contact", columns, again, "tenant_id, id") == 1


def test_a_list_of_nothing_holds_nothing(context: Context) -> None:
    assert (sql.marks(3), sql.marks(0)) == ("%s, %s, %s", "NULL")
    assert (
        sql.rows(f"SELECT 1 FROM customer WHERE tenant_id = %s AND id IN ({sql.marks(0)})", [context.tenant_id]) == []
    )


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "C-1\udcff"])
def test_text_that_no_database_takes_is_refused_by_every_question(context: Context, text: str) -> None:
    mine = books.of(context)
    day = factories.TODAY
    with pytest.raises((Invalid, NotFound)):
        customers.id_of(mine, text)
    with pytest.raises((Invalid, NotFound)):
        statement.open_item(mine, text, day)
    try:
        assert audit.trail(mine, audit.Filter(actor=text)) == ()
    except Invalid as refused:
        assert "cannot be kept" in refused.sentence
    assert customers.id_of(mine, "C-1"), "and the next question is answered"
