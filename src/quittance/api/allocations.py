"""Allocations: credit met with debt, and taken back as the exact inverse."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import allocations
from quittance.actions.allocations import Allocate, AllocationsMade, AllocationsTakenBack, Unallocate
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import MOST_SHARES, Day, Given, Id, Reference
from quittance.api.lines import SharesGiven, shares

router = Router()


class NewAllocation(Given):
    """Meet invoices with what is left of a payment or credit note; the oldest first without `shares`."""

    credit: Annotated[Reference, Field(description="Reference of the payment, or number of the credit note.")]
    shares: SharesGiven | None = None
    effective_on: Day | None = None


class TakeBack(Given):
    """Take allocations back, by the ids that a payment's or document's `met` shows."""

    allocation_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_SHARES)]
    effective_on: Day | None = None


@does(router, "POST", "/allocations", "allocations.allocate", result_of(AllocationsMade), status=201)
def allocate(desk: Desk, body: NewAllocation) -> AllocationsMade:
    """Allocate what is left of a payment or credit note."""
    return allocations.allocate(desk.context, Allocate(**body.fields("shares"), shares=shares(body.shares)))


@does(router, "POST", "/allocations/unallocate", "allocations.unallocate", result_of(AllocationsTakenBack), status=201)
def unallocate(desk: Desk, body: TakeBack) -> AllocationsTakenBack:
    """Take allocations back, as their exact inverse."""
    return allocations.unallocate(desk.context, Unallocate(tuple(body.allocation_ids), body.effective_on))
