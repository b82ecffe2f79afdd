"""Composite keys (tenant_id, id): ids, foreign keys and whole-number checks, in this one module."""

from __future__ import annotations

import os
import secrets
import threading
import time
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint

EPOCH_MS = 1_577_836_800_000
"""1 January 2020 UTC in milliseconds: ids count from here."""

RANDOM_BITS = 22
MAX_ID = 2**63 - 1


class _Clockwork:
    """Ids of this process: 41 bits of milliseconds, then 22 bits that start at random and count up.

    Two processes meet on an id only when they draw the same run in the same millisecond
    (some 1 in 4,000,000); the primary key then refuses the row and the command is tried again.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def take(self, count: int) -> int:
        """First of `count` consecutive ids, above all ids given before by this process."""
        now = time.time_ns() // 1_000_000 - EPOCH_MS
        with self._lock:
            fresh = now > self._last >> RANDOM_BITS
            first = now << RANDOM_BITS | secrets.randbits(RANDOM_BITS - 1) if fresh else self._last + 1
            self._last = first + count - 1
        return first

    def part(self) -> None:
        """In a process that was forked: go on from a place of its own, should the clock stand still or go back."""
        self._lock = threading.Lock()
        self._last = (self._last >> RANDOM_BITS) + 1 << RANDOM_BITS | secrets.randbits(RANDOM_BITS - 1)


_clockwork = _Clockwork()
os.register_at_fork(after_in_child=_clockwork.part)


def new_id() -> int:
    """A 63-bit id, rising with time within a process."""
    return _clockwork.take(1)


def new_ids(count: int) -> range:
    """`count` consecutive ids for a bulk write."""
    first = _clockwork.take(count)
    return range(first, first + count)


def id_at(moment: int) -> int:
    """The lowest id that is given at a moment, in microseconds since 1970: those of later moments are above it."""
    return max(moment // 1_000 - EPOCH_MS, 0) << RANDOM_BITS


class Scoped(models.Model):
    """Columns that every table of a tenant leads with; the primary key is (tenant_id, id)."""

    pk = models.CompositePrimaryKey("tenant_id", "id")
    tenant_id = models.BigIntegerField()
    id = models.BigIntegerField(default=new_id)

    class Meta:
        abstract = True


class ScopedForeignKey(BaseConstraint):
    """FOREIGN KEY (tenant_id, column) REFERENCES target (tenant_id, id): a foreign tenant's id cannot be named."""

    def __init__(self, *, column: str, target: str, name: str) -> None:
        super().__init__(name=name)
        self.column = column
        self.target = target

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """The table constraint, in the form that CREATE TABLE takes."""
        assert schema_editor is not None
        quote = schema_editor.quote_name
        columns = "tenant_id" if self.column == "tenant_id" else f"tenant_id, {quote(self.column)}"
        there = "id" if self.column == "tenant_id" else "tenant_id, id"
        return f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({columns}) REFERENCES {quote(self.target)} ({there})"

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """ALTER TABLE form, used where the table exists already."""
        assert model is not None and schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """ALTER TABLE form that drops the constraint."""
        assert model is not None and schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database checks it."""

    def deconstruct(self) -> Any:
        """Path and arguments for migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "column": self.column, "target": self.target}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScopedForeignKey):
            return False
        return (self.name, self.column, self.target) == (other.name, other.column, other.target)

    __hash__ = BaseConstraint.__hash__


class WholeNumbers(BaseConstraint):
    """On SQLite, CHECK that integer columns hold integers: without it 1.5 and 'abc' are stored as they come."""

    def __init__(self, *, columns: list[str], name: str) -> None:
        super().__init__(name=name)
        self.columns = columns

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """The CHECK on SQLite; nothing elsewhere, where bigint columns refuse anything else."""
        assert schema_editor is not None
        if schema_editor.connection.vendor != "sqlite":
            return ""
        tests = " AND ".join(f"typeof({schema_editor.quote_name(column)}) = 'integer'" for column in self.columns)
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} CHECK ({tests})"

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Nothing: SQLite rebuilds the table instead."""
        return ""

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Nothing: SQLite rebuilds the table instead."""
        return ""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database checks it."""

    def deconstruct(self) -> Any:
        """Path and arguments for migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "columns": self.columns}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WholeNumbers) and (self.name, self.columns) == (other.name, other.columns)

    __hash__ = BaseConstraint.__hash__


def keyed(table: str, money: list[str] | None = None, **targets: str) -> list[BaseConstraint]:
    """Constraints of one scoped table: its tenant, its composite foreign keys, its whole-number columns.

    `targets` maps a column to the table it points at.
    """
    keys: list[BaseConstraint] = [ScopedForeignKey(column="tenant_id", target="tenant", name=f"{table}_tenant_fk")]
    keys += [ScopedForeignKey(column=c, target=t, name=f"{table}_{c}_fk") for c, t in targets.items()]
    if money:
        keys.append(WholeNumbers(columns=money, name=f"{table}_whole"))
    return keys


def scoped_models() -> list[type[Scoped]]:
    """Every concrete table that belongs to a tenant."""
    return [model for model in apps.get_app_config("books").get_models() if issubclass(model, Scoped)]


def scoped_tables() -> frozenset[str]:
    """Names of the tables whose every statement must name its tenant."""
    return frozenset(model._meta.db_table for model in scoped_models())
