"""Faults: a refusal becomes one with its row, and with the field that it names or that it is given."""

from __future__ import annotations

from quittance.rules.fault import Fault, of_refusal
from quittance.rules.refusals import Overallocated


def test_a_refusal_becomes_the_fault_of_a_row() -> None:
    refusal = Overallocated("Less is open. Ask for less.", field="amount")
    assert of_refusal("payments", 7, refusal) == Fault(
        "payments", 7, "amount", "overallocated", "Less is open. Ask for less."
    )
    assert of_refusal("payments", 7, refusal, "text").field == "text"
