"""Preflight at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company with one customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


def test_what_would_delay_a_payment_is_told_and_taken_as_decided(context: Context) -> None:
    said = quittance("invoice", "add", "C-1", "--total", "5.00", "--number", "I-1").out
    assert "No mail address is known." in said
    rows = quittance("preflight", "look", "I-1", "--format", "csv").rows
    assert [row["check"] for row in rows] == ["address", "bank"]
    assert "address is off, bank is off." in quittance("preflight", "set", "address=off", "bank=off").out
    assert "Nothing stands in the way of I-1." in quittance("preflight", "look", "I-1").out
    assert "demands its order number" in quittance("preflight", "order", "C-1").out
    refused = quittance("invoice", "add", "C-1", "--total", "5.00", "--format", "json").refusal
    assert refused == ("rules_broken", "purchase_order")
    assert "no order number" in quittance("preflight", "order", "C-1", "--optional").out
    held = {row["check"]: row["level"] for row in quittance("preflight", "policy", "--format", "csv").rows}
    assert (held["bank"], held["order"]) == ("off", "block")
    assert quittance("preflight", "set", "bank=stop", "--format", "json").refusal == ("invalid", "level")
