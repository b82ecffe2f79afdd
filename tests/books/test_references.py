"""Foreign keys of a bulk of rows: what names nothing stops all of them, by whichever way they are checked."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quittance.books import bulk, references, sql
from quittance.books.keys import new_id, new_ids
from quittance.books.post import ENTRY_COLUMNS
from tests import factories

pytestmark = pytest.mark.django_db
MANY = references.FEWEST_ROWS
only_postgresql = pytest.mark.skipif("not sql.on_postgresql()", reason="SQLite looks keys up within the process")


def _entries(context: Any, count: int = MANY, **other: Any) -> list[list[Any]]:
    """Rows of entries under a command that is there, but for what `other` says."""
    found = sql.row("SELECT MIN(id) AS id FROM command WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    said = {
        "tenant_id": context.tenant_id,
        "entity_id": context.entity_id,
        "kind": "invoice",
        "effective_on": datetime.date(2026, 3, 1),
        "recorded_at": 1,
        "command_id": found[0],
        "reverses": None,
        "note": "",
    } | other
    return [[id if name == "id" else said[name] for name in ENTRY_COLUMNS] for id in new_ids(count)]


def _written(tenant_id: int) -> int:
    found = sql.row("SELECT COUNT(*) FROM entry WHERE tenant_id = %s", [tenant_id])
    assert found is not None
    return int(found[0])


def test_many_rows_are_written_and_the_next_ones_are_checked_again() -> None:
    context = factories.company()
    factories.customer(context)
    with transaction.atomic():
        bulk.insert("entry", ENTRY_COLUMNS, _entries(context))
        assert not sql.on_postgresql() or sql.row("SHOW session_replication_role") == ("origin",)
    assert _written(context.tenant_id) == MANY


@pytest.mark.parametrize("column", ["tenant_id", "entity_id", "command_id", "reverses"])
def test_a_key_that_names_nothing_stops_all_rows(column: str) -> None:
    context = factories.company()
    factories.customer(context)
    rows = [*_entries(context), *_entries(context, 1, **{column: new_id()})]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert("entry", ENTRY_COLUMNS, rows)
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE" if sql.on_postgresql() else "SELECT 1")
    assert _written(context.tenant_id) == 0


def test_what_another_tenant_has_cannot_be_named() -> None:
    mine, other = factories.company(), factories.company()
    factories.customer(mine)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert("entry", ENTRY_COLUMNS, _entries(mine, entity_id=other.entity_id))


def test_the_keys_of_a_table_are_those_that_its_migration_made() -> None:
    assert dict(references.keys("entry")) == {
        "tenant_id": "tenant",
        "entity_id": "entity",
        "command_id": "command",
        "reverses": "entry",
    }


@only_postgresql
@pytest.mark.parametrize("hindrance", ["role", "trigger"])
def test_the_database_checks_by_itself_where_the_role_may_not_or_somebody_has_a_trigger(hindrance: str) -> None:
    context = factories.company()
    factories.customer(context)
    rows = [*_entries(context), *_entries(context, 1, command_id=new_id())]
    with pytest.raises(IntegrityError, match="violates foreign key"), transaction.atomic():
        if hindrance == "role":
            sql.execute("CREATE ROLE quittance_plain")
            sql.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO quittance_plain")
            sql.execute("SET LOCAL ROLE quittance_plain")
        else:
            sql.execute(
                "CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            )
            sql.execute("CREATE TRIGGER own BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION pass()")
        bulk.insert("entry", ENTRY_COLUMNS, rows)
    assert _written(context.tenant_id) == 0
