"""Estimates at the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    context = factories.company()
    factories.customer(context, "C-1")
    return context


def test_an_estimate_is_written_accepted_and_converted(context: Context, tmp_path: Path) -> None:
    number = done("estimate", "add", "C-1", "--line", "Boxes|2|10|21", "--note", "Thanks")["number"]
    changed = done("estimate", "edit", number, "--line", "Boxes|3|10|21")
    assert (changed["total"], changed["version"]) == ("36.30", 2)
    done("estimate", "sent", number)
    done("estimate", "accept", number, "--by", "Mrs Vermeer", "--purchase-order", "PO 7")
    assert quittance("estimate", "list", "--state", "accepted", "--format", "csv").rows[0]["number"] == number
    made = done("estimate", "convert", number, "--issue")
    assert re.fullmatch(r"INV-\d{4}-00001", made["invoice"])
    shown = done("estimate", "show", number)
    assert (shown["state"], shown["invoice"], shown["note"]) == ("invoiced", made["invoice"], "Thanks")
    assert "line 1: 3 x 10: Boxes" in quittance("estimate", "show", number).out
    file = tmp_path / "estimate.pdf"
    assert quittance("estimate", "pdf", number, "-o", str(file)).code == 0 and file.read_bytes().startswith(b"%PDF")


def test_an_estimate_is_declined_with_a_reason_and_becomes_no_invoice(context: Context) -> None:
    number = done("estimate", "add", "C-1", "--total", "12", "--until", "2050-01-01")["number"]
    done("estimate", "decline", number, "--reason", "Too dear")
    assert quittance("estimate", "convert", number, "--format", "json").refusal == ("conflict", "state")
    assert "No estimate here" in quittance("estimate", "list", "--state", "open").out
