"""Reversals: an entry taken back by its mirror image."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import reversals
from quittance.actions.reversals import Reverse, Reversed
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import Day, Given, Id, Reason, Reference

router = Router()


class NewReversal(Given):
    """Name a document or payment by `number`, or any entry by `entry_id`; what it paid is taken back first."""

    reason: Reason
    number: Annotated[Reference, Field(description="Number of the document, or reference of the payment.")] | None = (
        None
    )
    entry_id: Id | None = None
    effective_on: Day | None = None


@does(router, "POST", "/reversals", "reversals.reverse", result_of(Reversed), status=201)
def reverse(desk: Desk, body: NewReversal) -> Reversed:
    """Reverse an invoice, credit note, payment, write-off, refund, move or allocation."""
    return reversals.reverse(desk.context, Reverse(**body.fields()))
