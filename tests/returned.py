"""A company whose invoice went out by mail, so that the mail may come back."""

from __future__ import annotations

from quittance.actions import deliveries
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.jobs import worker
from tests import factories

OFFICE = "office@bright.example"


def company() -> Context:
    """One that has mailed INV-1 to `OFFICE`, the address of its customer C-1."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater", email=OFFICE)
    factories.invoice(made, "INV-1", "10.00")
    deliveries.send(made, SendDocument("INV-1"))
    worker.once()
    return made
