"""Replaying: every stored command carried out again in empty books, ids translated by the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from quittance.actions import (
    allocations,
    closing,
    credits,
    customers,
    identity,
    invoices,
    payments,
    rates,
    reversals,
    wire,
    writeoffs,
)
from quittance.actions.command import Context
from quittance.books import sql

VERBS: dict[str, tuple[Callable[..., Any], type[Any]]] = {
    "allocations.allocate": (allocations.allocate, allocations.Allocate),
    "allocations.unallocate": (allocations.unallocate, allocations.Unallocate),
    "closing.lock": (closing.lock_period, closing.LockPeriod),
    "closing.unlock": (closing.unlock_period, closing.UnlockPeriod),
    "credits.record": (credits.record, credits.RecordCreditNote),
    "customers.create": (customers.create, customers.CreateCustomer),
    "invoices.record": (invoices.record, invoices.RecordInvoice),
    "payments.move": (payments.move, payments.MovePayment),
    "payments.record": (payments.record, payments.RecordPayment),
    "payments.refund": (payments.refund, payments.RefundPayment),
    "rates.set": (rates.set_rate, rates.SetRate),
    "reversals.reverse": (reversals.reverse, reversals.Reverse),
    "writeoffs.write_off": (writeoffs.write_off, writeoffs.WriteOff),
}


def replay(source: int, target: Context) -> int:
    """Carry out all commands of the tenant `source` for `target`, whose books are empty; how many there were."""
    stored = sql.rows(
        "SELECT id, verb, input, recorded_at FROM command WHERE tenant_id = %s ORDER BY id",
        [source],
    )
    ids: dict[int, int] = {}
    for id, verb, given, moment in stored:
        work, kind = VERBS[verb]
        data = wire.decode(kind, json.dumps(_translated(json.loads(given), ids)))
        work(replace(target, now=moment, today=identity.today_in("UTC", moment)), data)
        latest = sql.row("SELECT MAX(id) FROM command WHERE tenant_id = %s", [target.tenant_id])
        assert latest is not None
        ids |= dict(zip(_made(source, id), _made(target.tenant_id, latest[0]), strict=True))
    return len(stored)


def _made(tenant_id: int, command_id: int) -> list[int]:
    """Ids of the entries and allocations that a command made, in their order."""
    found = sql.rows(
        "SELECT e.id, a.id FROM entry e LEFT JOIN allocation a ON a.tenant_id = e.tenant_id AND a.entry_id = e.id "
        "WHERE e.tenant_id = %s AND e.command_id = %s ORDER BY e.id, a.id",
        [tenant_id, command_id],
    )
    return [id for row in found for id in row if id is not None]


def _translated(given: Any, ids: dict[int, int]) -> Any:
    """Ids of entries and allocations of the first books as those of the second."""
    made = dict(given)
    if made.get("entry_id"):
        made["entry_id"] = ids[made["entry_id"]]
    if "allocation_ids" in made:
        made["allocation_ids"] = [ids[one] for one in made["allocation_ids"]]
    return made
