"""The database itself keeps tenants apart, holds whole numbers only, and is asked about one tenant at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from quittance.actions import contacts, payments, rates
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import ScopedForeignKey, WholeNumbers, scoped_models
from quittance.rules.totals import ChargeInput
from tests import factories, tenancy
from tests.sim import catalog

CITUS = "QUITTANCE_CITUS_URL"
CITUS_SECONDS = 300
MONEY = tuple("entry document line document_charge document_tax payment open_item posting allocation".split())
"""Tables of which a walk must leave rows, so that the tests below try them."""

KEYS = [
    (model._meta.db_table, one.column, one.target)
    for model in scoped_models()
    for one in model._meta.constraints
    if isinstance(one, ScopedForeignKey) and one.column != "tenant_id"
]
WHOLE = [
    (model._meta.db_table, column)
    for model in scoped_models()
    for one in model._meta.constraints
    if isinstance(one, WholeNumbers)
    for column in one.columns
]


def walk(name: str) -> Context:
    """A company in which most tables have a row."""
    context = factories.company(name)
    factories.customer(context, "C-0")
    factories.customer(context, "C-1", parent_number="C-0")
    contacts.add(context, contacts.AddContact("C-1", "Ada Reed", "ada@customer.example", "", "", True))
    rates.set_rate(context, rates.SetRate("USD", "EUR", factories.TODAY, "0.9"))
    line = factories.line("Boxes", "3", "10.00", "21")
    factories.invoice(context, "INV-1", "", lines=(line,))
    freight = ChargeInput("charge", "Freight", "5.00", "21")
    factories.invoice(context, "INV-2", "", lines=(line,), charges=(freight,))
    factories.payment(context, "PAY-1", "50.00")
    made = factories.allocate(context, "PAY-1", ("INV-1", "30.00"))
    factories.unallocate(context, made.allocated[0].id)
    factories.allocate(context, "PAY-1", ("INV-1", "20.00"))
    payments.refund(context, payments.RefundPayment("PAY-1", "5.00"))
    factories.reverse(context, "INV-1")
    return context


@pytest.mark.django_db
@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_the_database_keys_every_table_by_tenant(model: type[models.Model]) -> None:
    table = model._meta.db_table
    assert catalog.primary_key(table) == ("tenant_id", "id")
    assert all(columns[0] == "tenant_id" for columns in catalog.unique_keys(table)), catalog.unique_keys(table)


@pytest.mark.django_db
@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_the_database_holds_every_reference_within_its_tenant(model: type[models.Model]) -> None:
    wanted = {
        (("tenant_id",), "tenant", ("id",))
        if one.column == "tenant_id"
        else (("tenant_id", one.column), one.target, ("tenant_id", "id"))
        for one in model._meta.constraints
        if isinstance(one, ScopedForeignKey)
    }
    assert catalog.foreign_keys(model._meta.db_table) == wanted


@pytest.mark.django_db
def test_an_id_of_another_tenant_is_refused_by_the_database() -> None:
    ours, theirs = walk("Ours Ltd"), walk("Theirs Ltd")
    tried = set()
    for table, column, target in KEYS:
        mine = sql.row(f"SELECT id FROM {table} WHERE tenant_id = %s ORDER BY id LIMIT 1", [ours.tenant_id])
        other = sql.row(f"SELECT id FROM {target} WHERE tenant_id = %s ORDER BY id DESC LIMIT 1", [theirs.tenant_id])
        if mine and other:
            tried.add(table)
            change = f"UPDATE {table} SET {column} = %s WHERE tenant_id = %s AND id = %s"
            _refused(change, [other[0], ours.tenant_id, mine[0]], f"{table}.{column}")
    assert set(MONEY) <= tried
    orphan = sql.row("SELECT MAX(id) + 1 FROM tenant")
    assert orphan is not None
    _refused("UPDATE entry SET tenant_id = %s WHERE tenant_id = %s", [orphan[0], ours.tenant_id], "entry.tenant_id")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [1.5, "abc", "1.5"], ids=repr)
def test_what_is_no_whole_number_is_refused_by_the_database(value: Any) -> None:
    context = walk("Whole Ltd")
    tried = set()
    for table, column in WHOLE:
        mine = sql.row(f"SELECT id FROM {table} WHERE tenant_id = %s ORDER BY id LIMIT 1", [context.tenant_id])
        if mine and not (value == 1.5 and sql.on_postgresql()):
            tried.add(table)
            change = f"UPDATE {table} SET {column} = %s WHERE tenant_id = %s AND id = %s"
            _refused(change, [value, context.tenant_id, mine[0]], f"{table}.{column}")
    assert sql.on_postgresql() or set(MONEY) - {"entry"} <= tried


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("open_item", "allocated = amount + 1"),
        ("open_item", "allocated = -1"),
        ("open_item", "allocated_base = base_amount + 1"),
        ("open_item", "amount = 0, allocated = 0, allocated_base = 0"),
        ("open_item", "side = 'X'"),
        ("posting", "amount = -1"),
        ("posting", "base_amount = -1"),
        ("posting", "debit_account_id = credit_account_id"),
        ("allocation", "amount = -amount"),
        ("allocation", "amount = 0"),
        ("document", "total = 0, net = 0, tax = 0"),
        ("document", "net = net + 1"),
        ("document_charge", "amount = 0"),
        ("payment", "amount = 0"),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(table: str, change: str) -> None:
    context = walk("Checked Ltd")
    params = {"tenant": context.tenant_id}
    _refused(f"UPDATE {table} SET {change} WHERE tenant_id = %(tenant)s", params, change)


@pytest.mark.django_db
def test_an_entry_and_an_allocation_are_reversed_once_by_the_database() -> None:
    context = walk("Once Ltd")
    for table in ("entry", "allocation"):
        twice = (
            f"UPDATE {table} SET reverses = (SELECT MAX(reverses) FROM {table} WHERE tenant_id = %(tenant)s), "
            f"{'amount = -1' if table == 'allocation' else 'note = note'} WHERE tenant_id = %(tenant)s AND id IN "
            f"(SELECT id FROM {table} WHERE tenant_id = %(tenant)s AND reverses IS NULL)"
        )
        _refused(twice, {"tenant": context.tenant_id}, table)


@pytest.mark.django_db
def test_a_statement_without_its_tenant_fails_the_test_that_makes_it() -> None:
    with pytest.raises(tenancy.TenantMissing):
        sql.rows("SELECT COUNT(*) FROM entry")
    tenancy.watching.clear()
    with tenancy.across():
        assert sql.row("SELECT COUNT(*) FROM entry WHERE id < 0") == (0,)


def test_the_watch_knows_every_table_and_alias_of_a_statement() -> None:
    assert tenancy.fault("SELECT 1 FROM entry e WHERE e.tenant_id = 1") == ""
    assert tenancy.fault('UPDATE "open_item" SET allocated = 1 WHERE "open_item"."tenant_id" = 1') == ""
    assert tenancy.fault("INSERT INTO event (tenant_id, id) VALUES (1, 2)") == ""
    assert (
        tenancy.fault("SELECT 1 FROM entry e JOIN posting p ON p.entry_id = e.id WHERE e.tenant_id = 1") == "posting p"
    )
    assert tenancy.fault("SELECT 1 FROM account WHERE kind = 'bank'") == "account account"
    assert tenancy.fault("SELECT (SELECT MAX(id) FROM line) FROM entry e WHERE e.tenant_id = 1") == "line line"
    assert tenancy.fault("SELECT 1 FROM auth_user") == ""
    assert tenancy.fault("DELETE FROM job WHERE id = 1") == "job job"


@pytest.mark.django_db
def test_the_tables_distribute_over_a_real_citus() -> None:
    url = os.environ.get(CITUS)
    if not url:
        pytest.skip(f"NO CITUS: {CITUS} names no server, so sharding was tested by its rules alone")
    command = [sys.executable, "-m", "tests.sim.citus", url]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=CITUS_SECONDS, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert "tables distributed" in ran.stdout


def _refused(statement: str, params: Any, what: str) -> None:
    """The database refuses the statement, and nothing of it stays."""
    with pytest.raises(DatabaseError), transaction.atomic():
        sql.execute(statement, params)
        if connection.vendor == "sqlite":
            assert sql.rows("PRAGMA foreign_key_check") == [], what
        pytest.fail(f"{what} was accepted")
