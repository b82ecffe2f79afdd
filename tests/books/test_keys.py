"""Composite keys: ids that rise, foreign keys that cannot name another tenant, and whole numbers only."""

from __future__ import annotations

import threading

import pytest
from django.db import DataError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from quittance.books import keys, sql
from quittance.books.keys import ScopedForeignKey, WholeNumbers
from tests import factories


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_ids_rise_and_never_repeat(counts: list[int]) -> None:
    drawn = [id for count in counts for id in keys.new_ids(count)]
    assert drawn == sorted(set(drawn))
    assert 0 < drawn[0] <= drawn[-1] <= keys.MAX_ID
    assert keys.new_id() > drawn[-1]


def test_threads_never_draw_the_same_id() -> None:
    drawn: list[int] = []

    def draw() -> None:
        drawn.extend([keys.new_id() for _ in range(500)])

    threads = [threading.Thread(target=draw) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 4_000


def test_a_forked_process_draws_its_own_ids_even_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    known = keys.new_ids(100)[-1]
    monkeypatch.setattr("time.time_ns", lambda: 0)
    inherited = keys._clockwork._last
    drawn = []
    for _ in range(2):
        monkeypatch.setattr(keys._clockwork, "_last", inherited)
        keys._clockwork.part()
        drawn.append(keys.new_ids(100))
    assert min(drawn[0][0], drawn[1][0]) > known and not set(drawn[0]) & set(drawn[1])


def test_an_id_tells_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    later = keys.EPOCH_MS + 2**40
    monkeypatch.setattr("time.time_ns", lambda: later * 1_000_000)
    assert keys._Clockwork().take(1) >> keys.RANDOM_BITS == 2**40


def test_constraints_are_equal_by_what_they_say() -> None:
    one = ScopedForeignKey(column="customer_id", target="customer", name="a_fk")
    path, args, kwargs = one.deconstruct()
    assert ScopedForeignKey(*args, **kwargs) == one and path.endswith("ScopedForeignKey")
    assert one != ScopedForeignKey(column="customer_id", target="entity", name="a_fk")
    whole = WholeNumbers(columns=["amount"], name="a_whole")
    _, args, kwargs = whole.deconstruct()
    assert WholeNumbers(*args, **kwargs) == whole != WholeNumbers(columns=["net"], name="a_whole")
    assert one != whole and whole != one


@pytest.mark.django_db
def test_a_row_of_another_tenant_cannot_be_named() -> None:
    one, other = factories.company(), factories.company()
    customer = factories.customer(other, "C-1")
    values = [one.tenant_id, keys.new_id(), customer.id, "Ann", "", "", "", False]
    columns = ["tenant_id", "id", "customer_id", "name", "email", "phone", "duty", "main"]
    with pytest.raises(IntegrityError), transaction.atomic():
        sql.insert("contact", columns, [values])
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE" if sql.on_postgresql() else "SELECT 1")
    mine = factories.customer(one, "C-1")
    sql.insert("contact", columns, [[*values[:2], mine.id, *values[3:]]])


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["1.5", "'abc'", "0.001"])
def test_an_amount_is_a_whole_number_in_the_database(wrong: str) -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    before = sql.row("SELECT amount FROM open_item WHERE tenant_id = %s", [context.tenant_id])
    statement = f"UPDATE open_item SET amount = {wrong}, allocated = 0 WHERE tenant_id = %s"
    if sql.on_postgresql():
        if wrong == "'abc'":
            with pytest.raises(DataError, match="invalid input syntax"), transaction.atomic():
                sql.execute(statement, [context.tenant_id])
        return
    with pytest.raises(IntegrityError, match="open_item_whole"), transaction.atomic():
        sql.execute(statement, [context.tenant_id])
    assert sql.row("SELECT amount FROM open_item WHERE tenant_id = %s", [context.tenant_id]) == before


@pytest.mark.django_db
def test_every_scoped_table_is_known_by_name() -> None:
    names = keys.scoped_tables()
    assert {"customer", "open_item", "posting", "allocation", "event"} <= names
    assert not {"tenant", "seat"} & names
