"""Deductions: parts of invoices that payers left out, until somebody has decided what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.rules import text
from quittance.rules.refusals import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class ResolveDeduction:
    """What was decided; the money itself moves by a credit note, a write-off or a payment."""

    id: int
    resolution: str


@dataclass(frozen=True, slots=True)
class DeductionResolved:
    """The deduction is resolved."""

    id: int
    resolution: str


@command.verb("deductions.resolve", DeductionResolved)
def resolve(context: Context, data: ResolveDeduction) -> DeductionResolved:
    """Resolve; raises `Conflict` when it is resolved, `NotFound`."""
    resolution = text.clean(data.resolution, "resolution", 300, needed=True)
    found = sql.row(
        "SELECT state, customer_id FROM deduction WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such deduction.", field="id")
    moved = sql.execute(
        "UPDATE deduction SET state = 'resolved', resolved_on = %s, resolution = %s "
        "WHERE tenant_id = %s AND id = %s AND state = 'open'",
        [context.today, resolution, context.tenant_id, data.id],
    )
    if not moved:
        raise Conflict("The deduction is resolved already.", field="id")
    said = {"resolution": resolution}
    command.note(context, "deductions.resolve", Subject("deduction", data.id, found[1]), said)
    return DeductionResolved(data.id, resolution)
