"""The schema shards: the tenant leads every key, reference and index of its tables, and migrations agree."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from quittance.books.keys import ScopedForeignKey, scoped_models

GLOBAL = frozenset({"tenant", "seat"})
"""Tables above the tenants: the tenants themselves, and who may enter which."""

NO_REFERENCE = frozenset({"user_id", "external_id", "vat_id", "end_to_end_id", "import_id", "job_id"})
"""Columns that name something outside the books, or a job that is swept before its row."""

OUTLIVES = frozenset({"event", "command"})
"""Tables whose rows may name what is no longer there."""

ACROSS = frozenset({"job_due"})
"""Indexes for the one question that goes across tenants: which job is due."""


def test_every_table_is_scoped_but_the_few_above_the_tenants() -> None:
    scoped = {model._meta.db_table for model in scoped_models()}
    every = {model._meta.db_table for model in apps.get_app_config("books").get_models()}
    assert every - scoped == GLOBAL


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_the_tenant_leads_every_key(model: type[models.Model]) -> None:
    key = model._meta.pk
    assert isinstance(key, models.CompositePrimaryKey)
    assert list(key.field_names) == ["tenant_id", "id"]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[0] == "tenant_id", constraint.name
    for index in model._meta.indexes:
        assert index.fields[0] == "tenant_id" or index.name in ACROSS, index.name


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_every_reference_is_a_composite_foreign_key(model: type[models.Model]) -> None:
    keys = {one.column: one.target for one in model._meta.constraints if isinstance(one, ScopedForeignKey)}
    assert keys["tenant_id"] == "tenant"
    named = {field.name for field in model._meta.local_fields if field.name.endswith("_id")}
    assert named - set(keys) <= NO_REFERENCE or model._meta.db_table in OUTLIVES


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_amounts_are_whole_numbers_that_the_database_checks(model: type[models.Model]) -> None:
    decimals = [field.name for field in model._meta.local_fields if isinstance(field, models.DecimalField)]
    floats = [field.name for field in model._meta.local_fields if isinstance(field, models.FloatField)]
    assert decimals == floats == []
    whole = {column for one in model._meta.constraints for column in getattr(one, "columns", ())}
    amounts = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.BigIntegerField)
        and field.name.split("_", maxsplit=1)[0] in ("amount", "total", "net", "tax", "base", "allocated")
        and not field.name.endswith("_rows")
        and not field.null
    }
    assert amounts <= whole


@pytest.mark.django_db
def test_migrations_hold_every_change_of_the_tables() -> None:
    call_command("makemigrations", "books", check=True, dry_run=True, verbosity=1)
    assert apps.get_app_config("books").models_module is not None
