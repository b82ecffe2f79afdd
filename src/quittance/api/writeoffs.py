"""Write-offs of small balances."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import writeoffs
from quittance.actions.writeoffs import WriteOff, WrittenOff
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import Day, Decimal, Given, Reason, Reference

router = Router()


class NewWriteOff(Given):
    """Write off what is open on a document or left of a payment, within the company's limit."""

    number: Annotated[Reference, Field(description="Number of the document, or reference of the payment.")]
    reason: Reason
    amount: Annotated[Decimal, Field(description="All of it when left out.")] | None = None
    effective_on: Day | None = None


@does(router, "POST", "/write-offs", "writeoffs.write_off", result_of(WrittenOff), status=201)
def write_off(desk: Desk, body: NewWriteOff) -> WrittenOff:
    """Write off a small balance."""
    return writeoffs.write_off(desk.context, WriteOff(**body.fields()))
