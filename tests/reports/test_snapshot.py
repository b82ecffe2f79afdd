"""A snapshot: what is read inside is of one moment, whoever writes meanwhile, and nobody waits for it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from quittance.books import sql
from quittance.reports import snapshot
from tests import factories


def customers(tenant_id: int) -> int:
    """How many customers a company has."""
    found = sql.row("SELECT COUNT(*) FROM customer WHERE tenant_id = %s", [tenant_id])
    assert found is not None
    return int(found[0])


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_seen_until_it_is_over() -> None:
    if not sql.on_postgresql():
        pytest.skip("ONLY ON POSTGRESQL: a database in memory, as the tests have it, locks whole tables for readers")
    context = factories.company()

    def write() -> None:
        factories.customer(context)
        connection.close()

    with snapshot.held():
        before = customers(context.tenant_id)
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(20)
        assert not writer.is_alive(), "a writer waits for no reader"
        assert customers(context.tenant_id) == before
    assert customers(context.tenant_id) == before + 1


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_it_takes_no_writers_lock_and_is_given_up() -> None:
    if sql.on_postgresql():
        pytest.skip("ONLY ON SQLITE: the words are its own")
    with CaptureQueriesContext(connection) as seen, pytest.raises(RuntimeError), snapshot.held():
        sql.row("SELECT 1")
        raise RuntimeError
    assert [one["sql"] for one in seen.captured_queries] == ["BEGIN", "SELECT 1", "ROLLBACK"]
    with transaction.atomic():
        assert sql.row("SELECT 2") == (2,)


@pytest.mark.django_db
def test_inside_a_transaction_it_is_that_transactions_moment() -> None:
    with snapshot.held():
        context = factories.company()
        assert customers(context.tenant_id) == 1
    assert customers(context.tenant_id) == 1
