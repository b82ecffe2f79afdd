"""Disputes at the terminal."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _owed() -> None:
    """C-1 owes INV-1 over 200.00."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "200.00")


def test_a_dispute_is_opened_moved_on_and_resolved() -> None:
    made = done("dispute", "open", "INV-1", "price", "--amount", "50", "--said-by", "Ada")
    assert (made["number"], made["owner"]) == ("DSP-0001", "sales")
    assert done("dispute", "move", "DSP-0001", "--state", "review", "--owner", "Bo")["owner"] == "Bo"
    assert done("dispute", "list")[0]["state"] == "review"
    assert done("dispute", "causes")[0]["amount"] == "50.00"
    tried = done("dispute", "resolve", "DSP-0001", "credit", "Agreed", "--dry-run")
    made = done("dispute", "resolve", "DSP-0001", "credit", "Agreed")
    assert tried["credit_number"] == made["credit_number"]
    assert done("dispute", "list") == [] and len(done("dispute", "list", "--state", "all")) == 1


def test_an_end_is_proposed_for_who_may_decide() -> None:
    done("dispute", "open", "INV-1", "price", "--amount", "50")
    made = done("dispute", "propose", "DSP-0001", "write_off", "Too small", "--amount", "20")
    assert (made["way"], made["amount"], made["document"]) == ("write_off", "20.00", "INV-1")
    assert "waits for a decision" in quittance("dispute", "propose", "DSP-0001", "credit", "They are right").out


def test_refusals_name_the_field() -> None:
    assert quittance("dispute", "open", "INV-1", "whim", "--format", "json").refusal == ("invalid", "reason")
    assert quittance("dispute", "move", "DSP-0009", "--format", "json").refusal == ("not_found", "number")
    assert quittance("dispute", "causes", "--by", "colour", "--format", "json").refusal == ("invalid", "by")
