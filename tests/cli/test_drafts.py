"""Drafts at the terminal: written, changed, copied, approved, issued, thrown away."""

from __future__ import annotations

import re

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


def test_a_draft_is_written_changed_and_issued(context: Context) -> None:
    made = done("draft", "add", "C-1", "--line", "Boxes|2|10|21", "--note", "Thanks")
    assert (made["total"], made["version"]) == ("24.20", 1)
    changed = done("draft", "edit", made["id"], "--line", "Boxes|3|10|21", "--purchase-order", "PO 7")
    assert (changed["total"], changed["version"]) == ("36.30", 2)
    card = done("draft", "show", made["id"])
    assert (card["note"], card["purchase_order"], card["tax"]) == ("Thanks", "PO 7", "6.30")
    assert "line 1: 3 x 10: Boxes" in quittance("draft", "show", made["id"]).out
    foreseen = done("draft", "issue", made["id"], "--dry-run")["number"]
    number = done("draft", "issue", made["id"])["number"]
    assert foreseen == number and re.fullmatch(r"INV-\d{4}-00001", number)
    assert done("invoice", "show", number)["total"] == "36.30"
    assert quittance("draft", "list").out.strip().startswith("id") or "No draft here" in quittance("draft", "list").out


def test_a_draft_is_copied_and_thrown_away(context: Context) -> None:
    factories.invoice(context, "INV-1", "12.00")
    first = done("draft", "copy", "INV-1")
    second = done("draft", "copy", "--draft", first["id"])
    done("draft", "remove", first["id"])
    assert [row["id"] for row in quittance("draft", "list", "--format", "csv").rows] == [second["id"]]


def test_approval_needs_two_people(context: Context) -> None:
    done("entity", "edit", "--approval-limit", "10")
    email = "boss@delft.example"
    done("user", "add", email, "--role", "controller", QUITTANCE_PASSWORD="correct horse battery")
    made = done("draft", "add", "C-1", "--total", "12")
    assert quittance("draft", "issue", made["id"], "--format", "json").refusal == ("limit_exceeded", "total")
    done("draft", "request", made["id"])
    assert quittance("draft", "approve", made["id"], "--format", "json").refusal[0] == "not_allowed"
    assert done("draft", "refuse", made["id"], "Too dear", "--as", email)["state"] == "refused"
    done("draft", "request", made["id"])
    assert done("draft", "approve", made["id"], "--as", email)["state"] == "approved"
    assert done("draft", "issue", made["id"])["total"] == "12.00"
