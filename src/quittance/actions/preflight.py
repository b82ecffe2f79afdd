"""Preflight: how the company takes each check, and which customers demand their order number."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.rules import preflight as rules


@dataclass(frozen=True, slots=True)
class LevelInput:
    """How one check is taken: block, warn or off."""

    check: str
    level: str


@dataclass(frozen=True, slots=True)
class SetPreflight:
    """Checks and how they are taken from now on; the others stay."""

    levels: tuple[LevelInput, ...]


@dataclass(frozen=True, slots=True)
class PreflightSet:
    """The checks that were set."""

    levels: tuple[LevelInput, ...]


@dataclass(frozen=True, slots=True)
class RequireOrder:
    """Whether a customer pays nothing without its order number."""

    customer_number: str
    required: bool


@dataclass(frozen=True, slots=True)
class OrderRequired:
    """What holds for the customer now."""

    customer_number: str
    required: bool


@command.verb("preflight.set_policy", PreflightSet)
def set_policy(context: Context, data: SetPreflight) -> PreflightSet:
    """Set how checks are taken; raises `Invalid`."""
    lock.entity(context.tenant_id, context.entity_id)
    for one in data.levels:
        rules.check_level(one.check, one.level)
        sql.execute(
            "INSERT INTO preflight_level (tenant_id, id, entity_id, check_name, level) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (tenant_id, entity_id, check_name) DO UPDATE SET level = EXCLUDED.level",
            [context.tenant_id, new_id(), context.entity_id, one.check, one.level],
        )
    said = {one.check: one.level for one in data.levels}
    command.note(context, "preflight.set_policy", Subject("entity", context.entity_id), said)
    return PreflightSet(data.levels)


@command.verb("preflight.require_order", OrderRequired)
def require_order(context: Context, data: RequireOrder) -> OrderRequired:
    """Note whether a customer demands its order number on invoices; raises `NotFound`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    id = locked.by_number(data.customer_number).id
    sql.execute(
        "UPDATE customer SET order_required = %s, version = version + 1 WHERE tenant_id = %s AND id = %s",
        [data.required, context.tenant_id, id],
    )
    said = {"required": data.required}
    command.note(context, "preflight.require_order", Subject("customer", id, id), said)
    return OrderRequired(data.customer_number, data.required)
